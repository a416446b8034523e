/* "Đã xuất bản": asks how the page stands, every few seconds, until citizens see it or it is stuck. */
(() => {
  const place = document.getElementById("loa-standing");
  const SECONDS = 4;
  const isWaiting = () => place.querySelector("[data-how=waiting]");
  const ask = async () => {
    try {
      const answer = await fetch("?tinh-trang", { headers: { "X-Requested-With": "XMLHttpRequest" } });
      const said = answer.ok && !answer.redirected ? await answer.text() : "";
      // Only what has changed is put there: a reader aloud would say it again.
      if (said.includes("data-how=") && !said.includes("data-how=\"waiting\"")) place.innerHTML = said;
    } catch { /* The network is away: ask again. */ }
    if (isWaiting()) setTimeout(ask, SECONDS * 1000);
  };
  if (place && isWaiting()) setTimeout(ask, SECONDS * 1000);
})();

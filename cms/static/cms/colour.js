/* A colour and its digits: whichever changes, the other follows. What is no colour shows none. */
(() => {
  const DIGITS = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i;

  const sixOf = (words) => {
    const [, digits] = DIGITS.exec(words.trim()) ?? [];
    return digits?.length === 3 ? digits.replace(/./g, "$&$&") : digits;
  };

  const beside = (digits) => {
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "color", className: "loa-colour" });
    const follow = () => {
      const six = sixOf(digits.value);
      chosen.value = `#${(six ?? "ffffff").toLowerCase()}`;
      chosen.classList.toggle("loa-colour--none", !six);
      chosen.setAttribute("aria-label", six ? "Chọn màu" : "Chọn màu, chưa có màu nào");
    };
    chosen.addEventListener("input", () => {
      digits.value = chosen.value;
      for (const name of ["input", "change"]) digits.dispatchEvent(new Event(name, { bubbles: true }));
    });
    digits.addEventListener("input", follow);
    digits.after(chosen);
    follow();
  };

  const begin = () => document.querySelectorAll("[data-loa-colour]").forEach(beside);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();

/* A colour and its six digits: whichever changes, the other follows. */
(() => {
  const SIX = /^#?([0-9a-f]{6})$/i;

  const beside = (digits) => {
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "color", className: "loa-colour" });
    chosen.setAttribute("aria-label", "Chọn màu");
    const follow = () => {
      const [, six] = SIX.exec(digits.value.trim()) ?? [];
      if (six) chosen.value = `#${six.toLowerCase()}`;
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

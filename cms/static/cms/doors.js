/* Khoá bảo mật: lets allauth's script ask the browser for a key, and says in words why it did not come. */
(() => {
  const WHY = {
    NotAllowedError: "Chưa nhận được khoá: đã quá thời gian chờ hoặc bạn đã huỷ. Hãy bấm lại.",
    InvalidStateError: "Khoá này đã được thêm rồi.",
    SecurityError: "Trình duyệt không cho dùng khoá ở địa chỉ này. Hãy báo quản trị viên.",
  };
  const OTHER = "Máy này chưa dùng được khoá bảo mật. Hãy dùng mã trên điện thoại.";

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.querySelector("[data-loa-key-said]");
    said.textContent = WHY[event.detail.exception?.name] ?? OTHER;
  });

  for (const button of document.querySelectorAll("[data-loa-key]")) {
    const { loaKey: kind, loaKeyField: credential } = button.dataset;
    const make = window.allauth.webauthn.forms[`${kind}Form`];
    make({ ids: { [kind]: button.id, credential, data: "js_data" } });
    button.hidden = false;
  }
})();

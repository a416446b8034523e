"""How a request that a script made is told that the session has ended."""

from collections.abc import Sequence

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

__all__ = ["FACTOR_FIRST", "SESSION_ENDED", "refusal", "session_ended", "unsaved", "wants_json"]

SESSION_ENDED, STALE_TOKEN, FORBIDDEN = "session_ended", "stale_token", "forbidden"
FACTOR_FIRST = "second_factor_first"
WORDS = {
    SESSION_ENDED: _("Chưa lưu được: phiên làm việc đã hết. Đăng nhập lại để lưu tiếp."),
    STALE_TOKEN: _("Chưa lưu được: biểu mẫu mở từ phiên làm việc trước. Máy đang thử lại."),
    FORBIDDEN: _("Chưa lưu được: tài khoản này không được làm việc đó."),
    FACTOR_FIRST: _("Chưa lưu được: tài khoản này phải bật đăng nhập hai bước trước."),
}


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asked: it cannot show a page to the officer."""
    is_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return is_script or not request.accepts("text/html")


def refusal(code: str, status: int) -> JsonResponse:
    """Return a refusal in the shape that Wagtail's autosave reads."""
    said = {"success": False, "error_code": code, "error_message": WORDS[code]}
    return JsonResponse(said, status=status)


def session_ended() -> JsonResponse:
    """Return what a script hears instead of the login page."""
    return refusal(SESSION_ENDED, 401)


def unsaved(names: Sequence[str]) -> JsonResponse:
    """Return Wagtail's answer to a draft that cannot save itself, with the fields that keep it."""
    listed = ", ".join(f"“{name[:1].upper()}{name[1:]}”" for name in names if name)
    message = (
        gettext("Chưa tự lưu được: %(names)s còn trống hoặc chưa đúng.") % {"names": listed}
        if listed
        else gettext("Chưa tự lưu được: các mục không khớp nhau. Bấm lưu để thấy chỗ cần sửa.")
    )
    said = {"success": False, "error_code": "validation_error", "error_message": message}
    return JsonResponse(said, status=400)

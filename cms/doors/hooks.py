"""Where the editor shows the doors: a group's form, one's own account, the settings, the log."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.doors.accounts import FACTORS_RESET, SESSIONS_ENDED, AccountsView, is_above
from cms.doors.duty import DUTY
from cms.doors.guessing import CODES_UNLOCKED, WRONG_CODE, WrongCode
from cms.doors.own_sessions import OwnSessionsView
from cms.hooking import register_history, register_rights, register_screens, shown_to
from cms.screens import looks_after_accounts

register_rights(DUTY)
register_screens("own_sessions", "noi-dang-nhap", path("", OwnSessionsView.as_view(), name="index"))
register_screens(
    "accounts_guard",
    "bao-ve-tai-khoan",
    path("", AccountsView.as_view(), name="index"),
    icon="key",
    menu_label=_("Bảo vệ tài khoản"),
    menu_item_class=shown_to(looks_after_accounts),
    add_to_settings_menu=True,
)


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_who_is_above(request: HttpRequest, account: Any) -> None:
    """Let nobody become a superuser by giving one another password."""
    if is_above(request.user, account):
        raise PermissionDenied


@hooks.register("register_account_menu_item")
def own_factors(_request: HttpRequest) -> dict[str, Any]:
    """Lead from one's own account to the second factor."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Đăng nhập hai bước"),
        "help_text": _("Thêm một bước xác minh bằng điện thoại hoặc vân tay sau mật khẩu."),
    }


@hooks.register("register_account_menu_item")
def own_sessions(_request: HttpRequest) -> dict[str, Any]:
    """Lead from one's own account to where it is logged in."""
    return {
        "url": reverse("own_sessions:index"),
        "label": _("Nơi đang đăng nhập"),
        "help_text": _("Xem các máy đang đăng nhập bằng tài khoản của bạn, và đăng xuất ở đó."),
    }


register_history(
    {
        FACTORS_RESET: (
            _("Gỡ bước xác minh"),
            _("Gỡ mọi cách xác minh hai bước của tài khoản"),
        ),
        SESSIONS_ENDED: (_("Đăng xuất mọi nơi"), _("Đăng xuất tài khoản ở mọi nơi")),
        WRONG_CODE: WrongCode,
        CODES_UNLOCKED: (_("Cho nhập mã lại"), _("Cho nhập mã xác minh lại ngay")),
    }
)

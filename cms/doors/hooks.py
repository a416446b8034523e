"""Where the editor shows the doors: a group's form, one's own account, the settings, the log."""

from typing import Any

from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.doors.accounts import FACTORS_RESET, SESSIONS_ENDED, AccountsViewSet, is_above
from cms.doors.duty import DUTY
from cms.doors.guessing import CODES_UNLOCKED, WRONG_CODE, WrongCode
from cms.doors.own_sessions import OwnSessionsViewSet

__all__: list[str] = []


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def keep_who_is_above(request: HttpRequest, account: Any) -> None:
    """Let nobody become a superuser by giving one another password."""
    if is_above(request.user, account):
        raise PermissionDenied


@hooks.register("register_permissions")
def duty() -> Any:
    """Offer the duty of a second factor in the form of a group."""
    return Permission.objects.filter(content_type__app_label="cms", codename=DUTY)


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


@hooks.register("register_admin_viewset")
def sessions() -> OwnSessionsViewSet:
    """Offer the screen of one's own sessions to everybody."""
    return OwnSessionsViewSet()


@hooks.register("register_admin_viewset")
def accounts() -> AccountsViewSet:
    """Offer the screen of accounts to administrators."""
    return AccountsViewSet()


@hooks.register("register_log_actions")
def logged(actions: Any) -> None:
    """Name in Vietnamese what the doors write down."""
    actions.register_action(
        FACTORS_RESET, _("Gỡ bước xác minh"), _("Gỡ mọi cách xác minh hai bước của tài khoản")
    )
    actions.register_action(
        SESSIONS_ENDED, _("Đăng xuất mọi nơi"), _("Đăng xuất tài khoản ở mọi nơi")
    )
    actions.register_action(WRONG_CODE)(WrongCode)
    actions.register_action(
        CODES_UNLOCKED, _("Cho nhập mã lại"), _("Cho nhập mã xác minh lại ngay")
    )

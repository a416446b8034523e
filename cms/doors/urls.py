"""The addresses of the second factor: those of allauth that Loa needs, and no other of its."""

from collections.abc import Callable
from typing import Any

from allauth.account.views import reauthenticate
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as keys
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from cms.doors.views import FactorsView, StartView

__all__ = ["urlpatterns"]


def inside(route: str, view: Callable[..., Any], name: str, title: Any) -> URLPattern:
    """Return the address of a screen of allauth, with the editor's heading and trail around it."""

    def screen(request: HttpRequest, **kwargs: Any) -> Any:
        answer = view(request, **kwargs)
        if getattr(answer, "context_data", None) is not None:
            trail = [
                {"url": reverse("wagtailadmin_home"), "label": _("Trang đầu")},
                {"url": reverse("mfa_index"), "label": _("Đăng nhập hai bước")},
            ]
            own = [] if name == "mfa_index" else [{"url": "", "label": title}]
            answer.context_data |= {
                "header_title": title,
                "header_icon": "key",
                "breadcrumbs_items": trail + own,
            }
        return answer

    made: URLPattern = path(route, require_admin_access(screen), name=name)
    return made


urlpatterns = [
    path(
        "dang-nhap/", RedirectView.as_view(pattern_name="wagtailadmin_login"), name="account_login"
    ),
    path("xac-minh/", factors.authenticate, name="mfa_authenticate"),
    inside("", FactorsView.as_view(), "mfa_index", _("Đăng nhập hai bước")),
    inside("mat-khau/", reauthenticate, "account_reauthenticate", _("Xác nhận đúng là bạn")),
    inside("ma/", factors.reauthenticate, "mfa_reauthenticate", _("Xác nhận đúng là bạn")),
    inside("ung-dung/bat/", StartView.as_view(), "mfa_activate_totp", _("Bật mã xác minh")),
    inside("ung-dung/tat/", app.deactivate_totp, "mfa_deactivate_totp", _("Tắt mã xác minh")),
    inside("ma-du-phong/", codes.view_recovery_codes, "mfa_view_recovery_codes", _("Mã dự phòng")),
    inside(
        "ma-du-phong/moi/",
        codes.generate_recovery_codes,
        "mfa_generate_recovery_codes",
        _("Làm mã dự phòng mới"),
    ),
    inside("khoa/", keys.list_webauthn, "mfa_list_webauthn", _("Khoá bảo mật")),
    inside("khoa/them/", keys.add_webauthn, "mfa_add_webauthn", _("Thêm khoá bảo mật")),
    inside(
        "khoa/xac-nhan/",
        keys.reauthenticate_webauthn,
        "mfa_reauthenticate_webauthn",
        _("Xác nhận đúng là bạn"),
    ),
    inside("khoa/<int:pk>/", keys.edit_webauthn, "mfa_edit_webauthn", _("Đổi tên khoá")),
    inside("khoa/<int:pk>/xoa/", keys.remove_webauthn, "mfa_remove_webauthn", _("Bỏ khoá bảo mật")),
]

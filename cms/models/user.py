"""Người dùng: our own user model, so that it can grow without a painful migration."""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

__all__ = ["User"]


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """Người dùng của bộ biên tập."""

    class Meta(AbstractUser.Meta):
        permissions = (
            ("log_in_with_two_factors", _("Phải đăng nhập hai bước")),
            ("manage_office_people", _("Xếp người vào việc của cơ quan mình")),
        )

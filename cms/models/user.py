"""Người dùng: our own user model, so that it can grow without a painful migration."""

from django.contrib.auth.models import AbstractUser

__all__ = ["User"]


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """Người dùng của bộ biên tập."""

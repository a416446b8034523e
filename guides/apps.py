"""The app of step-by-step guides."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["GuidesConfig"]


class GuidesConfig(AppConfig):
    """Hướng dẫn từng bước."""

    name = "guides"
    verbose_name = _("Hướng dẫn")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell sitegen how guides become documents."""
        from guides.collect import register_collectors

        register_collectors()

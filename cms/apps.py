"""The app of pages and registries."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["CmsConfig"]


class CmsConfig(AppConfig):
    """Trang và sổ dữ kiện."""

    name = "cms"
    verbose_name = _("Nội dung")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell sitegen how our pages become documents, and check our blocks."""
        from cms import checks  # noqa: F401  # registers itself
        from cms.collect import register_collectors

        register_collectors()

"""The app of the generator: it has no tables, only the shell around the pure parts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["SitegenConfig"]


class SitegenConfig(AppConfig):
    """Bộ tạo trang."""

    name = "sitegen"
    verbose_name = _("Bộ tạo trang")

    def ready(self) -> None:
        """Let every change of what is published wake a build, and check that nothing is missing."""
        from sitegen import checks  # noqa: F401  # registers itself
        from sitegen.tasks import connect_wakers

        connect_wakers()

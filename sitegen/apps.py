"""The app of the generator: the shell around the pure parts, and its journal of changes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["SitegenConfig"]


class SitegenConfig(AppConfig):
    """Bộ tạo trang."""

    name = "sitegen"
    verbose_name = _("Bộ tạo trang")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every change of what is published wake a build, and check that nothing is missing."""
        from django.db.models.signals import post_migrate

        from sitegen import checks  # noqa: F401  # registers itself
        from sitegen.collect.addresses import connect_silence
        from sitegen.collect.watched import watch_all
        from sitegen.tasks import connect_wakers

        connect_wakers()
        connect_silence()
        post_migrate.connect(watch_all, sender=self, dispatch_uid="sitegen.watch")

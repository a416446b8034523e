"""The app of illustrations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

__all__ = ["MediaConfig"]


class MediaConfig(AppConfig):
    """Hình minh hoạ."""

    name = "media"
    verbose_name = _("Hình minh hoạ")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Delete the private original together with its picture."""
        from django.db.models.signals import post_delete

        from media.models import Illustration, delete_private_original

        post_delete.connect(
            delete_private_original,
            sender=Illustration,
            dispatch_uid="media.delete_private_original",
        )

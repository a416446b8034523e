"""Taking away what hides a part of a picture shows the upload: it is written down as a look is.

Noted before the row is written, by whatever way: the public file is made anew in the same save.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log

from media.models import Illustration
from media.regions import BadRegionError, leaves_bare, rectangle

__all__ = ["UNCOVERED", "Uncovered", "connect"]

UNCOVERED = "loa.uncovered"


class Uncovered(LogFormatter):
    """How the log tells that less of a picture is hidden than before."""

    label = _("Bỏ vùng che")

    def format_message(self, log_entry: Any) -> str:
        """Say how many regions there were, and are."""
        said = now_said("Bỏ hoặc dời vùng che của ảnh: trước có %(before)s vùng, nay còn %(now)s")
        return said % {"before": log_entry.data.get("before"), "now": log_entry.data.get("now")}


def connect() -> None:
    """Listen for pictures that are saved."""
    pre_save.connect(_on_picture, Illustration, dispatch_uid="loa.audit.redactions")


def _on_picture(instance: Any, **_more: Any) -> None:
    rows = Illustration._base_manager.filter(pk=instance.pk) if instance.pk else None
    stored = rows.values_list("redactions", "private_original").first() if rows else None
    if stored is None:
        return
    before, original = stored
    is_other_upload = original != (instance.private_original.name or "")
    if not is_other_upload and _is_bare(before, instance.redactions):
        data = {"before": len(before), "now": len(instance.redactions)}
        log(instance=instance, action=UNCOVERED, user=instance.changed_by, data=data)


def _is_bare(before: Any, now: Any) -> bool:
    if before == now:
        return False
    try:
        return leaves_bare(map(rectangle, before), map(rectangle, now))
    except BadRegionError:  # of another time: nobody knows what it hid
        return True

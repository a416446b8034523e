"""The live row: what readers see of a translation stands until somebody publishes."""

from typing import Any

from wagtail.models import DraftStateMixin, Page

__all__ = ["put_back"]


def put_back(row: Any, made: int | None) -> None:
    """Let a live ``row`` say again what was published of it; the version ``made`` is its draft.

    wagtail-localize writes a draft into the row itself (``create_or_update_translation``, the two
    ``translation.save()`` before ``save_revision``; of a snippet it takes ``live`` away too). Where
    it publishes, that comes after the commit and writes the row anew.
    """
    if not isinstance(row, DraftStateMixin):
        return
    shown = row.live_revision
    if shown is None or shown.pk == made or shown.object_id != str(row.pk):
        return
    published = shown.as_object()
    published.live, published.live_revision = True, shown
    published.save(**({"clean": False} if isinstance(row, Page) else {}))

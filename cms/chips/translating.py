"""Translating: a translated sentence keeps the chips of its source."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation
from wagtail_localize.strings import extract_ids

__all__ = ["connect_translating", "lost_chips"]


def connect_translating() -> None:
    """Look at every translated sentence as it is saved."""
    post_save.connect(_saved, sender=StringTranslation, dispatch_uid="cms.chips.translating")


def lost_chips(translation: Any) -> list[str]:
    """Return the marks ("a1") of the chips that the source has and its translation has not."""
    if "<a id=" not in translation.translation_of.data:
        return []
    rows = StringSegment.objects.filter(
        string=translation.translation_of_id, context=translation.context_id
    ).order_by("-pk")
    row = rows.first()
    marks = json.loads(row.attrs) if row and row.attrs else {}
    chips = [mark for mark, said in marks.items() if said.get("linktype") == "fact"]
    return sorted(set(chips) - extract_ids(translation.data))


def _saved(instance: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    if update_fields is not None and "data" not in update_fields:
        return
    if not instance.has_error and (lost := lost_chips(instance)):
        tags = ", ".join(f'<a id="{mark}">…</a>' for mark in lost)
        message = _("Câu dịch thiếu dữ kiện của câu gốc. Hãy chép lại vào câu dịch: %s") % tags
        instance.set_field_error([ValidationError(message)])

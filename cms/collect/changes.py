"""Changes: what readers are told of the new versions of each page."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from cms.models import ChangeNote
from sitegen.collect.collecting import Collecting

__all__ = ["load_changes"]


class Note(NamedTuple):
    """A publication with a note: when, what was said, and the day that readers keep seeing."""

    at: datetime
    text: str
    before: datetime | None


def load_changes(_collecting: Collecting) -> dict[int | str, tuple[Note, ...]]:
    """Return the notes, newest first, by page and by the key that its translations share.

    What was withdrawn says nothing on its translations either.
    """
    found: dict[int | str, list[Note]] = defaultdict(list)
    rows = ChangeNote.objects.filter(published_at__isnull=False, page__live=True).order_by(
        "-published_at", "-pk"
    )
    names = ("page_id", "key", "published_at", "text", "only_wording", "before")
    for page, key, at, text, only_wording, before in rows.annotate(
        key=F("page__translation_key")
    ).values_list(*names):
        note = Note(at, "" if only_wording else text, before if only_wording else None)
        found[page].append(note)
        found[str(key)].append(note)
    return {name: tuple(notes) for name, notes in found.items()}

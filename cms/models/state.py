"""What nobody may write back from memory: where a row stands in the tree, and whether it is live.

Wagtail saves whole rows. A form that was read before a publication, and is saved after it, would
write ``live=False`` over the publication; one that was read before a page was taken down would put
it back. The tree writes its columns by SQL, past every instance in memory.
"""

from typing import Any

from django.db import connection
from wagtail.models import Page

__all__ = ["KeepsState"]

PLACE = ("path", "depth", "numchild")
"""Only moving, adding and deleting write these."""

STATE = (
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision_id",
    "latest_revision_id",
    "expired",
)
"""Only publishing, taking down and keeping a revision write these."""


class KeepsState:
    """For models with drafts: a save writes no state but one that this very instance changed.

    Put it before Wagtail's mixins and ``Page``.
    """

    pk: Any

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; but a draft that somebody has published meanwhile stays as it was published.

        What this instance would have written is then a draft: it stands in the revision that is
        kept beside it.
        """
        if self.pk is not None and not kwargs.get("update_fields"):
            row = _row(self)
            is_overtaken = row.get("live", False) and not (_was_live(self) or _is_live(self))
            _keep(self, row)
            if is_overtaken:
                return None
        saved = super().save(*args, **kwargs)  # type: ignore[misc]  # of a model
        _noted(self)
        return saved

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        """Read a row, and note the state it was read in."""
        return _noted(super().from_db(*args, **kwargs))  # type: ignore[misc]  # of a model

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row once more, and note its state."""
        super().refresh_from_db(*args, **kwargs)  # type: ignore[misc]  # of a model
        _noted(self)

    def with_content_json(self, content: Any) -> Any:
        """Return the object as a revision tells it, in the state of this row."""
        return _noted(super().with_content_json(content))  # type: ignore[misc]  # of Wagtail's mixins


def _noted(instance: Any) -> Any:
    """Note the state that ``instance`` has now; a deferred column is not asked for."""
    instance._state_read = tuple(map(instance.__dict__.get, STATE))
    return instance


def _read(instance: Any) -> dict[str, Any]:
    """Return the state that was read, nothing of an instance that was made in memory."""
    return dict(zip(STATE, getattr(instance, "_state_read", ()), strict=False))


def _was_live(instance: Any) -> bool:
    """Tell whether it was live when it was read; of one made in memory nobody knows better."""
    return bool(_read(instance).get("live", True))


def _is_live(instance: Any) -> bool:
    return bool(instance.live)


def _row(instance: Any) -> dict[str, Any]:
    """Return what the database says now, and keep it from others until the transaction ends."""
    is_page = isinstance(instance, Page)
    rows = (Page if is_page else type(instance))._base_manager.filter(pk=instance.pk)
    if connection.in_atomic_block:
        rows = rows.select_for_update()
    return rows.values(*(PLACE if is_page else ()), *STATE).first() or {}


def _keep(instance: Any, row: dict[str, Any]) -> None:
    """Give ``instance`` the state of ``row`` wherever it has not changed it itself."""
    read = _read(instance)
    for name, value in row.items():
        if name in PLACE or (name in read and instance.__dict__.get(name) == read[name]):
            setattr(instance, name, value)

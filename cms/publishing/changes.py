"""Đã sửa gì: what the officer writes for readers beside a draft, and what goes out with it."""

from datetime import datetime
from typing import Any

from django.apps import apps
from wagtail.admin.panels import Panel
from wagtail.models import Page
from wagtail.signals import page_published

__all__ = ["ChangeNotePanel", "connect_changes", "keep_note", "waiting_note"]


def connect_changes() -> None:
    """Let the note of a page go out with every publication: by form, approval, hour or in bulk."""
    page_published.connect(_published, dispatch_uid="cms.publishing.changes")


def waiting_note(page: Page) -> Any:
    """Return the note that waits beside the draft of ``page``, None without."""
    return _notes().filter(page=page.pk, published_at=None).first()


def keep_note(page: Page, text: str, *, only_wording: bool, user: Any) -> None:
    """Keep what was written for the next publication; no text and no tick is no note."""
    if not text and not only_wording:
        _notes().filter(page=page.pk, published_at=None).delete()
        return
    _notes().update_or_create(
        page_id=page.pk,
        published_at=None,
        defaults={
            "text": text,
            "only_wording": only_wording,
            "before": _last_news(page),
            "written_by": user,
        },
    )


class ChangeNotePanel(Panel):
    """Đã sửa gì: below the form of a page that citizens already see."""

    def get_form_options(self) -> dict[str, Any]:
        """Return the fields that stand here; the form of pages declares them."""
        return {"fields": ["change_note", "only_wording"]}

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "cms/publishing/change_note.html"

        def is_shown(self) -> bool:
            """Show it where the form asks: what is new has changed nothing."""
            return "change_note" in self.form.fields


def _notes() -> Any:
    return apps.get_model("cms.ChangeNote")._default_manager


def _last_news(page: Page) -> datetime | None:
    """Return when readers last found something new on a live page."""
    at: datetime | None = page.last_published_at
    note = _notes().filter(page=page.pk, published_at=at, only_wording=True).first() if at else None
    before: datetime | None = note.before if note else at
    return before


def _published(instance: Page, **_kwargs: Any) -> None:
    note = waiting_note(instance)
    if note is None or not instance.live:
        return
    note.published_at = instance.last_published_at
    note.save(update_fields=["published_at"])

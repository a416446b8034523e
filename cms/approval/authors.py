"""Whose words wait: everybody who wrote on a page since citizens saw it last."""

from wagtail.models import Page, PageLogEntry

__all__ = ["authors_of"]

WRITING = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.copy", "wagtail.rename")


def authors_of(page: Page) -> frozenset[int]:
    """Return the ids of those who changed the page since it was published last, and of who sent it.

    An autosave writes over the revision of another: the log keeps both names.
    """
    revisions, entries = page.revisions.all(), PageLogEntry.objects.filter(page=page.pk)
    if page.last_published_at:
        revisions = revisions.filter(created_at__gt=page.last_published_at)
        entries = entries.filter(timestamp__gt=page.last_published_at)
    found = {*revisions.values_list("user", flat=True)}
    found |= {*entries.filter(action__in=WRITING).values_list("user", flat=True)}
    state = page.current_workflow_state
    found |= {state.requested_by_id} if state else set()
    return frozenset(found - {None})

"""Changed: since when a page is no longer as it says, and on which days it was worked on."""

from collections.abc import Iterator
from datetime import date

from sitegen.documents.base import AgencyName
from sitegen.documents.kinds import Document, Guide, Home, Outreach

__all__ = ["changed_on", "days_of", "last_change", "office_of"]


def changed_on(document: Document) -> date | None:
    """Return the first day of what is over on a page, None while nothing is.

    Its notices tell until an officer has looked through it; a guide of which no way is left open
    stays what it is.
    """
    days = [notice.day for notice in document.head.notices if notice.says_changed]
    if isinstance(document, Guide):
        closed = [group.closed_on for group in document.groups if group.steps]
        if closed and None not in closed:
            days += [day for day in closed if day]
    return min(days, default=None)


def days_of(document: Document) -> Iterator[tuple[str, date]]:
    """Yield the days that stand at the end of a page: "published", "updated", "reviewed".

    A home page only leads on, so that its first two mean nothing; an article says them at its
    top. An official text is dated by who signed it: its end says when it was posted. What
    changed is said with its own day.
    """
    head = document.head
    is_dated = isinstance(document, Home | Outreach)
    first = head.posted or head.published
    if first and not is_dated:
        yield "published", first
    is_said = bool(head.changes) and head.changes[0].day == head.updated
    if head.updated and head.updated != first and not (is_dated or is_said):
        yield "updated", head.updated
    if head.reviewed:
        yield "reviewed", head.reviewed


def office_of(document: Document) -> AgencyName | None:
    """Return the office that the end of a page names: of all that was written, dated there or not.

    What has its days at the top, or is dated by who signed it, still says whose it is.
    """
    head = document.head
    is_written = bool(head.published or getattr(document, "official", None))
    is_named = any(days_of(document)) or (is_written and not isinstance(document, Home))
    return head.agency if is_named else None


def last_change(document: Document) -> date | None:
    """Return the last day on which readers found something new on a page, None where nobody knows.

    It counts what is listed there, what has ended since, and that somebody has read it again.
    """
    head = document.head
    days = [head.updated, head.published, head.reviewed, changed_on(document)]
    days += [notice.day for notice in head.notices if not notice.is_coming]
    for name in ("latest", "items", "guides", "announcements", "others"):
        for item in getattr(document, name, ()):
            days += [getattr(item, "published", None), getattr(item, "changed_on", None)]
    return max((day for day in days if day), default=None)

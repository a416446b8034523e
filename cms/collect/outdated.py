"""What no longer holds on a day, and what is private: asked before something is printed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from cms.collect.leaflet import formats_by_number
from cms.collect.standing import left_out, standing
from cms.models import LegalDocument, Portal
from media.patterns import PHONE, suspects
from sitegen.collect.registry import PrintKnowledge
from sitegen.documents.outdated import Outdated

__all__ = ["PRINT_KNOWLEDGE", "closed_portal", "ended_text", "outdated_on", "private_in"]


def outdated_on(day: date) -> Iterator[Outdated]:
    """Yield portals that are closed and legal documents that are no longer in force: two queries."""
    closed = Q(closed_on__lte=day) | Q(valid_until__lt=day)
    for portal in Portal.objects.filter(closed, live=True).select_related("replaced_by"):
        yield from closed_portal(portal, portal.replaced_by, day)
    ended = LegalDocument.objects.filter(live=True).filter(
        Q(valid_until__lt=day) | Q(replaced_by__valid_from__lte=day)
    )
    for text in ended.select_related("replaced_by"):
        yield from ended_text(text, text.replaced_by, day)


def closed_portal(portal: Portal, by: Portal | None, day: date) -> Iterator[Outdated]:
    """Yield the address of ``portal`` when it is closed on ``day``; ``by`` has taken its place."""
    ends = [end for end in (portal.closed_on, _after(portal.valid_until)) if end and end <= day]
    if ends:
        since = portal.closed_on or portal.valid_until
        address = portal.address.partition("://")[2].removeprefix("www.").rstrip("/")
        now = f", nay là {by}" if by else ""
        yield Outdated(words=address, said=f"cổng này ngừng từ {since:%d/%m/%Y}{now}")


def ended_text(text: LegalDocument, by: LegalDocument | None, day: date) -> Iterator[Outdated]:
    """Yield the number of ``text`` when it is no longer in force on ``day``, or ``by`` is."""
    since = by.valid_from if by else None
    if (text.valid_until and text.valid_until < day) or (since and since <= day):
        until = text.valid_until or (since - timedelta(days=1) if since else None)
        ended_on = f" từ sau {until:%d/%m/%Y}" if until else ""
        now = f", nay là {by}" if by else ""
        said = f"văn bản này hết hiệu lực{ended_on}{now}"
        yield Outdated(words=text.number, said=said, is_misleading=False, until=until)


def private_in(line: str) -> Iterable[tuple[str, bool]]:
    """Yield what in a line looks like a person's data; telephones are meant to be read."""
    for suspect in suspects(line):
        if suspect.kind != PHONE:
            yield suspect.kind, suspect.is_identity


def _after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


PRINT_KNOWLEDGE = PrintKnowledge(
    outdated=outdated_on,
    private=private_in,
    standing=standing,
    left_out=left_out,
    formats=lambda: formats_by_number().values(),
)

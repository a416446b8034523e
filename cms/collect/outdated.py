"""What no longer holds on a day, and what is private: asked before something is printed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from cms.collect.standing import left_out, standing
from cms.models import LegalDocument, Portal
from media.patterns import PHONE, suspects
from sitegen.collect.registry import PrintKnowledge
from sitegen.documents.outdated import Outdated

__all__ = ["PRINT_KNOWLEDGE", "outdated_on", "private_in"]


def outdated_on(day: date) -> Iterator[Outdated]:
    """Yield portals that are closed and legal documents that are no longer in force: two queries."""
    closed = Q(closed_on__lte=day) | Q(valid_until__lt=day)
    for portal in Portal.objects.filter(closed, live=True).select_related("replaced_by"):
        address = portal.address.partition("://")[2].removeprefix("www.").rstrip("/")
        since = portal.closed_on or portal.valid_until
        now = f", nay là {portal.replaced_by}" if portal.replaced_by else ""
        yield Outdated(words=address, said=f"cổng này ngừng từ {since:%d/%m/%Y}{now}")
    ended = LegalDocument.objects.filter(live=True).filter(
        Q(valid_until__lt=day) | Q(replaced_by__valid_from__lte=day)
    )
    for text in ended.select_related("replaced_by"):
        by = text.replaced_by
        since = by.valid_from if by else None
        until = text.valid_until or (since - timedelta(days=1) if since else None)
        ended_on = f" từ sau {until:%d/%m/%Y}" if until else ""
        now = f", nay là {by}" if by else ""
        said = f"văn bản này hết hiệu lực{ended_on}{now}"
        yield Outdated(words=text.number, said=said, is_misleading=False)


def private_in(line: str) -> Iterable[tuple[str, bool]]:
    """Yield what in a line looks like a person's data; telephones are meant to be read."""
    for suspect in suspects(line):
        if suspect.kind != PHONE:
            yield suspect.kind, suspect.is_identity


PRINT_KNOWLEDGE = PrintKnowledge(
    outdated=outdated_on, private=private_in, standing=standing, left_out=left_out
)

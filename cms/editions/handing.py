"""Handing over: an edition is opened with its code, and keeps what it says when it is printed."""

from datetime import date
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from cms.collect.standing import taken
from cms.editions.states import LOG
from cms.models import LeafletPage, PrintEdition
from cms.usage.editions import digest_of, freeze
from sitegen.collect.collecting import page_key
from sitegen.collect.narrow import collect_for
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.sheet_lines import sheet_lines

__all__ = [
    "content_of",
    "hand_over",
    "name_of",
    "open_edition",
    "open_edition_of",
    "public_leaflet",
]


def open_edition_of(page: LeafletPage) -> PrintEdition | None:
    """Return the edition of ``page`` that was not handed over yet."""
    return PrintEdition.objects.filter(page=page, status__in=PrintEdition.OPEN).first()


def open_edition(page: LeafletPage, *, user: Any = None) -> PrintEdition:
    """Return the open edition of ``page``, a new draft with a code when there is none.

    Raises ValidationError when an edition of that name was handed over already.
    """
    if known := open_edition_of(page):
        return known
    name, status = name_of(page), PrintEdition.Status.DRAFT
    try:
        with transaction.atomic():
            edition: PrintEdition = PrintEdition.objects.create(page=page, name=name, status=status)
            log(instance=edition, action=f"{LOG}open", user=user)
            return edition
    except IntegrityError:
        if known := open_edition_of(page):  # somebody was quicker
            return known
        raise ValidationError(taken(name)) from None


def hand_over(page: LeafletPage, *, day: date, user: Any = None, code: str = "") -> PrintEdition:
    """Record that ``page``, as it is public now, was printed on ``day`` and is in circulation.

    For sheets whose files the print shop got in another way. ``code`` is that of the address,
    a new one when it is not given. Raises IntegrityError when it was recorded before.
    """
    with transaction.atomic():
        edition = open_edition_of(page) or PrintEdition(
            page=page, **({"code": code} if code else {})
        )
        edition.status, edition.printed_on = PrintEdition.Status.CIRCULATING, day
        edition.handed_by = user
        for field, value in content_of(page).items():
            setattr(edition, field, value)
        edition.save()
        log(instance=edition, action=f"{LOG}record", user=user)
    return edition


def content_of(page: LeafletPage) -> dict[str, Any]:
    """Return what an edition keeps of ``page`` on the day when it is printed, by field."""
    frozen, leaflet = freeze(page), public_leaflet(page)
    lines = {"lines": msgspec.to_builtins(sheet_lines(leaflet))} if leaflet else {}
    return {
        "name": name_of(page),
        "print_run": page.print_run,
        "frozen": frozen,
        "digest": digest_of(frozen),
        "printed": {"licence": page.licence_number, **lines},
    }


def name_of(page: LeafletPage) -> str:
    """Return what an edition of ``page`` is called."""
    return page.edition or page.title[:80]


def public_leaflet(page: LeafletPage) -> Leaflet | None:
    """Return ``page`` as the mirror has it now; None when readers may not see it."""
    now = timezone.localtime()
    stored = LeafletPage.objects.filter(pk=page.pk).first()
    if stored is None or stored.pk not in visible_pages(site_of(stored), now, behind=[stored.pk]):
        return None
    found = collect_for(stored, now).collection.documents
    key = page_key(page.pk)
    return next((one for one in found if isinstance(one, Leaflet) and one.head.key == key), None)

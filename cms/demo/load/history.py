"""The demo's history: the leaflet went to print, then portals closed, districts ended, a decree fell."""

from django.db import transaction

from cms.demo.content.history import SUCCESSIONS, TWO_TIERS, Ended
from cms.demo.content.leaflet import LEAFLET
from cms.demo.content.registries import PORTALS
from cms.demo.load.shelf import Shelf
from cms.editions.handing import content_of, hand_over
from cms.models import PrintEdition, Succession
from cms.succession.acting import Plan, succeed

__all__ = ["ENDED_LATER", "load_history"]

ENDED_LATER = frozenset(row.key for row in SUCCESSIONS)
"""Keys of what is loaded as it was before it ended."""

_CODE = "728435"
"""The code of the leaflet of 2019: a demo is the same wherever it is loaded."""

_NOTES = {portal.key: portal.closed_note for portal in PORTALS}


@transaction.atomic
def load_history(shelf: Shelf) -> None:
    """Do what the history did, in its order; what was done before is left alone."""
    _print_leaflet(shelf)
    for ended in SUCCESSIONS:
        _end(ended, shelf)
    # A demo is the same on every day: the paper was overtaken when the portals closed.
    for edition in PrintEdition.objects.filter(overtaken_on__gt=TWO_TIERS):
        edition.overtaken_on = TWO_TIERS
        edition.save(update_fields=["overtaken_on"])


def _print_leaflet(shelf: Shelf) -> None:
    leaflet = shelf.get("page", LEAFLET["key"])
    edition = PrintEdition.objects.filter(page=leaflet).first()
    if edition is None:
        hand_over(leaflet, day=LEAFLET["published"], code=_CODE)
    elif "lines" not in edition.printed:  # a demo that was loaded before they were kept
        edition.code, edition.printed = _CODE, content_of(leaflet)["printed"]
        edition.save(update_fields=["code", "printed"])


def _end(ended: Ended, shelf: Shelf) -> None:
    row = shelf.get(ended.shelf, ended.key)
    if Succession.objects.filter(fact_kind=ended.kind, fact_id=row.pk).exists():
        return
    plan = Plan(
        day=ended.day,
        successor=shelf.get(ended.shelf, ended.successor) if ended.successor else None,
        note=ended.note or _NOTES.get(ended.key, ""),
        source=ended.source,
    )
    succeed(ended.kind, row.pk, plan)

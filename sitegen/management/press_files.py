"""The print-shop files of an export: made from the documents of the release that is sent."""

from django.utils import timezone

from sitegen.collect.registry import picture_loader, print_knowledge
from sitegen.documents.leaflet import Leaflet
from sitegen.preflight import press_sheet, require_sound
from sitegen.render import json_api

__all__ = ["press_file"]


def press_file(data: bytes) -> bytes | None:
    """Return the print-shop file of the document in a page's JSON; None when it has none.

    Raises SitegenError when the leaflet cannot be laid out or preflight finds an error.
    """
    document = json_api.read(data)
    if not isinstance(document, Leaflet):
        return None
    knowledge = print_knowledge()
    sheet = press_sheet(
        document,
        load_picture=picture_loader().load,
        outdated=tuple(knowledge.outdated(timezone.localdate())),
        private=knowledge.private,
        standing=tuple(knowledge.standing(document)),
    )
    return require_sound(sheet, page=document.head.title)

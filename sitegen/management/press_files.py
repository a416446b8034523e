"""The print-shop files of an export: made from the documents of the release that is sent."""

from collections.abc import Iterable

from sitegen.collect.registry import picture_loader
from sitegen.documents.leaflet import Leaflet
from sitegen.errors import Finding
from sitegen.preflight import require_sound
from sitegen.pressing import pressed
from sitegen.render import json_api

__all__ = ["press_file"]


def press_file(data: bytes, findings: Iterable[Finding]) -> bytes | None:
    """Return the print-shop file of the document in a page's JSON; None when it has none.

    Raises SitegenError when the leaflet cannot be laid out, preflight finds an error, or by the
    ``findings`` of its release something is left out.
    """
    document = json_api.read(data)
    if not isinstance(document, Leaflet):
        return None
    sheet = pressed(document, findings, load_picture=picture_loader().load)
    return require_sound(sheet, page=document.head.title)

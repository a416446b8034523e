"""Checking: a leaflet page in, its print-shop file with everything that preflight says out."""

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.models import LeafletPage, PressProfile
from sitegen.collect.collecting import page_key
from sitegen.collect.finishing import Collected
from sitegen.collect.narrow import collect_for
from sitegen.documents.leaflet import Leaflet
from sitegen.errors import SitegenError
from sitegen.pressing import pressed as pressed_in
from sitegen.render.print import Mode

if TYPE_CHECKING:
    from sitegen.preflight import PressSheet

__all__ = ["leaflet_of", "pressed"]


def leaflet_of(page: LeafletPage) -> tuple[Leaflet, Collected]:
    """Return the document of ``page`` as it is given, and the collection that it is of.

    Raises SitegenError when the page would be left out.
    """
    found = collect_for(page, timezone.localtime())
    key = page_key(page.pk)
    for document in found.collection.documents:
        if document.head.key == key and isinstance(document, Leaflet):
            return document, found
    reasons = [one for one in found.collection.findings if one.key == key]
    raise SitegenError(
        reasons[0].message if reasons else "Trang này chưa dàn được.",
        page=page.title,
        hint=reasons[0].hint if reasons else "Kiểm tra các mục bắt buộc rồi thử lại.",
    )


def pressed(
    document: Leaflet,
    collected: Collected,
    profile: PressProfile | None = None,
    *,
    mode: Mode = "print",
) -> "PressSheet":
    """Return the file for paper with its remarks; raises SitegenError when nothing fits."""
    return pressed_in(
        document,
        collected.collection.findings,
        load_picture=collected.load_picture,
        profile=profile.inks() if profile else None,
        mode=mode,
    )

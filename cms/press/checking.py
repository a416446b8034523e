"""Checking: a leaflet page in, its print-shop file with everything that preflight says out."""

from typing import TYPE_CHECKING

from django.utils import timezone

from cms.models import LeafletPage, PressProfile
from sitegen.artifacts import Loader
from sitegen.collect.collecting import page_key
from sitegen.collect.narrow import collect_for
from sitegen.collect.registry import print_knowledge
from sitegen.documents.leaflet import Leaflet
from sitegen.errors import SitegenError

if TYPE_CHECKING:
    from sitegen.preflight import PressSheet

__all__ = ["leaflet_of", "pressed"]


def leaflet_of(page: LeafletPage) -> tuple[Leaflet, Loader]:
    """Return the document of ``page`` as it is given, and where its pictures come from.

    Raises SitegenError when the page would be left out.
    """
    found = collect_for(page, timezone.localtime())
    key = page_key(page.pk)
    for document in found.collection.documents:
        if document.head.key == key and isinstance(document, Leaflet):
            return document, found.load_picture
    reasons = [one for one in found.collection.findings if one.key == key]
    raise SitegenError(
        reasons[0].message if reasons else "Trang này chưa dàn được.",
        page=page.title,
        hint=reasons[0].hint if reasons else "Kiểm tra các mục bắt buộc rồi thử lại.",
    )


def pressed(
    document: Leaflet, load_picture: Loader, profile: PressProfile | None = None
) -> "PressSheet":
    """Return the print-shop file with its remarks; raises SitegenError when nothing fits."""
    from sitegen.preflight import press_sheet  # noqa: PLC0415  # pikepdf, for a few that print

    knowledge = print_knowledge()
    return press_sheet(
        document,
        load_picture=load_picture,
        profile=profile.inks() if profile else None,
        outdated=tuple(knowledge.outdated(timezone.localdate())),
        private=knowledge.private,
        standing=tuple(knowledge.standing(document)),
    )

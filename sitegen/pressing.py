"""Pressing: a collected document in, its file for paper with all that speaks against it out.

The one door to paper: whoever prints, exports or hands over says what the collector found.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone

from sitegen.artifacts import Loader
from sitegen.collect.registry import print_knowledge
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.errors import Finding
from sitegen.render.print import Mode, PressProfile, render_sheet

if TYPE_CHECKING:
    from sitegen.preflight import PressSheet

__all__ = ["pressed"]


def pressed(
    document: Document,
    findings: Iterable[Finding],
    *,
    load_picture: Loader,
    profile: PressProfile | None = None,
    mode: Mode = "print",
) -> "PressSheet":
    """Return the file in ``mode``: a leaflet for the press with the whole preflight.

    ``findings`` are those of the collection that ``document`` is of: what is left out of it is an
    error, but on a screen. Raises SitegenError when nothing can be laid out.
    """
    from sitegen.preflight import PressSheet, Remark, press_sheet  # noqa: PLC0415  # pikepdf

    knowledge = print_knowledge()
    lacks = tuple(knowledge.left_out(document, findings)) if mode != "screen" else ()
    if isinstance(document, Leaflet) and mode == "print":
        return press_sheet(
            document,
            load_picture=load_picture,
            profile=profile,
            outdated=tuple(knowledge.outdated(timezone.localdate())),
            private=knowledge.private,
            standing=(*lacks, *knowledge.standing(document)),
            formats=knowledge.formats(),
        )
    sheet = render_sheet(document, mode=mode, load_picture=load_picture, profile=profile)
    return PressSheet(pdf=sheet.pdf, fit=sheet.fit, remarks=tuple(map(Remark.beside, lacks)))

"""Pressing: the files of an edition as they are made today, and what speaks against them."""

from dataclasses import dataclass

from django.utils import timezone

from sitegen.artifacts import Loader
from sitegen.collect.registry import print_knowledge
from sitegen.documents.leaflet import Leaflet
from sitegen.preflight import press_sheet
from sitegen.render.print import render_sheet

__all__ = ["Pressed", "press"]

NO_LICENCE = (
    "Chưa ghi giấy phép xuất bản: ghi số, ngày và nơi cấp ở mục “Bản in” của tờ gấp, rồi xuất bản."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The file for the press and that for screens; ``errors`` keep them from the print shop."""

    press: bytes
    screen: bytes
    errors: tuple[str, ...]
    remarks: tuple[str, ...]


def press(document: Leaflet, load_picture: Loader) -> Pressed:
    """Return both files with what preflight found; raises SitegenError without a layout."""
    knowledge = print_knowledge()
    made = press_sheet(
        document,
        load_picture=load_picture,
        outdated=tuple(knowledge.outdated(timezone.localdate())),
        private=knowledge.private,
    )
    errors = [str(one) for one in made.remarks if one.severity == "error"]
    if not document.imprint.licence_number:  # a manuscript passes preflight, a run does not
        errors.insert(0, NO_LICENCE)
    return Pressed(
        press=made.pdf,
        screen=render_sheet(document, mode="screen", load_picture=load_picture).pdf,
        errors=tuple(errors),
        remarks=tuple(str(one) for one in made.remarks if one.severity != "error"),
    )

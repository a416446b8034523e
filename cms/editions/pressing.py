"""Pressing: the files of an edition as they are made today, and what speaks against them."""

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.artifacts import Loader
from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.render.print import render_sheet

__all__ = ["Pressed", "press"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The file for the press and that for screens; ``errors`` keep them from the print shop."""

    press: bytes
    screen: bytes
    errors: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def press(document: Leaflet, load_picture: Loader) -> Pressed:
    """Return both files with what was found; raises SitegenError when it cannot be laid out."""
    made = render_sheet(document, mode="print", load_picture=load_picture)
    screen = render_sheet(document, mode="screen", load_picture=load_picture)
    return Pressed(press=made.pdf, screen=screen.pdf, errors=tuple(_missing(document.imprint)))


def _missing(imprint: Imprint) -> Iterator[str]:
    if not imprint.licence_number:
        yield "Chưa ghi giấy phép xuất bản: ghi số, ngày và nơi cấp ở mục “Bản in” của tờ gấp."
    if not imprint.print_run:
        yield "Chưa ghi số lượng in ở mục “Bản in” của tờ gấp."
    if not imprint.printer:
        yield "Chưa ghi nơi in ở mục “Bản in” của tờ gấp."

"""Pressing: the files of an edition as they are made today, and what speaks against them."""

from dataclasses import dataclass

from cms.models import PressProfile
from cms.press.checking import pressed
from sitegen.collect.finishing import Collected
from sitegen.documents.leaflet import Leaflet
from sitegen.render.print import render_sheet

__all__ = ["Pressed", "press"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """The file for the press and that for screens; ``errors`` keep them from the print shop.

    ``laid_out`` is the leaflet with the panels that the files have.
    """

    laid_out: Leaflet
    press: bytes
    screen: bytes
    errors: tuple[str, ...]
    remarks: tuple[str, ...]


def press(document: Leaflet, collected: Collected, profile: PressProfile | None = None) -> Pressed:
    """Return both files with what preflight found; raises SitegenError without a layout."""
    made = pressed(document, collected, profile)
    return Pressed(
        laid_out=made.laid_out or document,
        press=made.pdf,
        screen=render_sheet(document, mode="screen", load_picture=collected.load_picture).pdf,
        errors=tuple(str(one) for one in made.remarks if one.severity != "warning"),
        remarks=tuple(str(one) for one in made.remarks if one.severity == "warning"),
    )

"""Render, on paper: the folded leaflet and the official A4 page, by Typst."""

from sitegen.render.print.fit import PanelFit, panel_words
from sitegen.render.print.inks import PressProfile, coated, read_profile
from sitegen.render.print.sheet import (
    Mode,
    Sheet,
    Sides,
    drawn_sides,
    holds,
    printable,
    render_sheet,
    side_picture_size,
    side_pictures,
)

__all__ = [
    "Mode",
    "PanelFit",
    "PressProfile",
    "Sheet",
    "Sides",
    "coated",
    "drawn_sides",
    "holds",
    "panel_words",
    "printable",
    "read_profile",
    "render_sheet",
    "side_picture_size",
    "side_pictures",
]

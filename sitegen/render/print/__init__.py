"""Render, on paper: the folded leaflet and the official A4 page, by Typst."""

from sitegen.render.print.fit import PanelFit
from sitegen.render.print.sheet import (
    Sheet,
    layout_digest,
    printable,
    render_sheet,
    side_picture_size,
    side_pictures,
)

__all__ = [
    "PanelFit",
    "Sheet",
    "layout_digest",
    "printable",
    "render_sheet",
    "side_picture_size",
    "side_pictures",
]

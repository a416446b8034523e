"""The share picture of an illustrated guide: its first picture, callouts and all, by its title."""

import io

from PIL import Image, ImageDraw

from sitegen.artifacts import Loader
from sitegen.documents.base import Picture
from sitegen.documents.callouts import drawable, focus_of
from sitegen.documents.kinds import Document, Guide
from sitegen.render.pictures import part_size
from sitegen.render.print.baking import baked

__all__ = ["ROOM", "first_marked", "with_picture"]

ROOM = (616, 56, 1144, 574)
"""Left, top, right and bottom of where the picture may stand, in pixels of the card."""
_EDGE, _COLOURS = "#ddd4c4", 128


def first_marked(document: Document) -> Picture | None:
    """Return the first picture of a guide when it has callouts, without its words."""
    if not isinstance(document, Guide):
        return None
    steps = (step for group in document.groups for step in group.steps)
    first = next((picture for step in steps for picture in step.pictures), None)
    return first if first is not None and drawable(first) else None


def with_picture(card: Image.Image, picture: Picture, load_picture: Loader) -> bytes:
    """Return ``card`` (RGB) with ``picture`` in its room, as a PNG of few colours.

    The part in focus is shown where there is one. Raises SitegenError ("print-picture") when
    the picture cannot be read.
    """
    left, top, right, bottom = ROOM
    region = focus_of(picture)
    width, height = part_size(picture, region) if region else (picture.width, picture.height)
    shown = max(1, min(right - left, round((bottom - top) * width / max(1, height))))
    content = baked(load_picture(picture.digest), picture, shown, is_close=True)
    with Image.open(io.BytesIO(content)) as opened:
        screen = opened.convert("RGB")
    place = (right - screen.width, top + (bottom - top - screen.height) // 2)
    card.paste(screen, place)
    box = (place[0] - 1, place[1] - 1, right, place[1] + screen.height)
    ImageDraw.Draw(card).rectangle(box, outline=_EDGE)
    few = card.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = io.BytesIO()
    few.save(target, "PNG", optimize=True)
    return target.getvalue()

"""The emblem on a share picture: made small, its white let through, with few colours of its own."""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from sitegen.render.share_drawing import ARC_END

__all__ = ["EMBLEM", "Emblem", "emblem_in_places"]

EMBLEM = 76
"""Pixels of its longer side: as large as our mark."""
_COLOURS = 64
_FIRST = ARC_END + 1


@dataclass(frozen=True, eq=False)
class Emblem:
    """``places`` in a palette of which ``palette`` is the part after our own colours."""

    places: Image.Image
    palette: bytes


@lru_cache(maxsize=4)
def emblem_in_places(content: bytes, side: int, paper: str) -> Emblem:
    """Return a picture so small that it fits ``side``, as if printed on ``paper`` ("f5f1e8").

    Raises OSError or ValueError when it cannot be read.
    """
    with Image.open(io.BytesIO(content)) as opened:
        small = opened.convert("RGB")
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", small.size, f"#{paper}")
    few = ImageChops.multiply(small, ground).quantize(
        _COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE
    )
    palette = bytes(few.getpalette() or [])[: 3 * _COLOURS]
    places = few.point([min(255, place + _FIRST) for place in range(256)], "L")
    return Emblem(places, palette)

"""Words of a share picture that need shaping: Typst sets them, by the marks and rules of the font.

What is written with the letters of Be Vietnam Pro alone never comes here.
"""

import io
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from PIL import Image, ImageOps

from sitegen.render.print.engine import Job, pictures_of

__all__ = ["needs_shaping", "room_above", "shaped_line", "shaped_title"]

_SHAPED = re.compile(
    "[\u0300-\u036f\u0590-\u1dff\u2e80-\ua95f\ua980-\uabff\uf900-\ufaff\uff00-\uffef]"
)
_NO_DATE = date(2000, 1, 1)
ELLIPSIS = "…"


def needs_shaping(text: str) -> bool:
    """Tell whether letters of ``text`` stand anywhere but one after the other."""
    return _SHAPED.search(text) is not None


@lru_cache(maxsize=64)
def shaped_line(text: str, size: int, weight: str) -> tuple[Image.Image, int]:
    """Return how much of each pixel a line covers, and the row of its baseline."""
    return _set(text, size, weight, step=size, width=None), room_above(size) + round(size * 0.8)


def shaped_title(
    title: str, sizes: Sequence[tuple[int, int, int]], width: int
) -> tuple[Image.Image, int]:
    """Return what a title covers at the largest of ``sizes`` at which it fits, and that size.

    Each of ``sizes`` is (pixels, lines at most, pixels from line to line); a title too long for
    the smallest ends in an ellipsis.
    """
    for size, most, step in sizes:
        covered = _set(title, size, "800", step=step, width=width)
        if _fits(covered, size, most, step, width):
            return covered, size
    size, most, step = sizes[-1]
    kept = title
    while not _fits(covered, size, most, step, width) and len(kept) > 1:
        kept = kept[: len(kept) * 9 // 10]
        covered = _set(kept.rstrip() + ELLIPSIS, size, "800", step=step, width=width)
    return covered, size


def room_above(size: int) -> int:
    """Return the pixels above the first line that marks may need."""
    return round(size * 0.6)


def _fits(covered: Image.Image, size: int, most: int, step: int, width: int) -> bool:
    lines = round((covered.height - 2 * room_above(size)) / step)
    return lines <= most and covered.width <= width


def _set(text: str, size: int, weight: str, *, step: int, width: int | None) -> Image.Image:
    data = {
        "text": text,
        "size": size,
        "weight": int(weight),
        "step": step,
        "rise": round(size * 0.8),
        "room": room_above(size),
        "width": width,
        "language": "vi",
    }
    job = Job(layout="share", title=text, day=_NO_DATE, data=data)
    (page,) = pictures_of(job, ppi=72)
    with Image.open(io.BytesIO(page)) as opened:
        return ImageOps.invert(opened.convert("L"))

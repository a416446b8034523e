"""Regions of a picture in percent: what an officer may draw, and what one region leaves bare."""

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import NamedTuple

__all__ = ["LEAST", "BadRegionError", "Rectangle", "leaves_bare", "rectangle"]

LEAST = 0.5
"""Percent of the picture; anything smaller covers nothing that could be read."""

_ROUNDING = 0.05


class BadRegionError(ValueError):
    """A region that cannot be drawn; ``field`` is the number at fault, the message Vietnamese."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


class Rectangle(NamedTuple):
    """A part of a picture: its left top corner, width and height, in percent of the whole."""

    x: float
    y: float
    w: float
    h: float


def rectangle(value: Mapping[str, object], *, least: float = LEAST) -> Rectangle:
    """Return the region {x, y, w, h}, rounded to a tenth of a percent.

    Raises BadRegionError for what is no number, too small to be seen or outside the picture.
    """
    found = Rectangle(*(_number(value, name) for name in Rectangle._fields))
    for name, place in (("x", found.x), ("y", found.y)):
        if not 0 <= place <= 100:
            raise BadRegionError(name, "Khung nằm ngoài ảnh: vị trí phải từ 0 đến 100 %.")
    for name, size in (("w", found.w), ("h", found.h)):
        if size < least:
            side = "Chiều rộng" if name == "w" else "Chiều cao"
            raise BadRegionError(name, f"{side} của khung phải từ 0,5 % trở lên.")
    for name, end in (("w", found.x + found.w), ("h", found.y + found.h)):
        if end > 100 + _ROUNDING:
            raise BadRegionError(name, "Khung vượt ra ngoài ảnh. Hãy kéo khung vào trong ảnh.")
    return found


def leaves_bare(old: Iterable[Rectangle], new: Iterable[Rectangle]) -> bool:
    """Tell whether some of what ``old`` covered is not covered by ``new``."""
    left = list(old)
    for cover in new:
        left = [rest for one in left for rest in _without(one, cover)]
    return any(one.w > _ROUNDING and one.h > _ROUNDING for one in left)


def _without(one: Rectangle, cover: Rectangle) -> Iterable[Rectangle]:
    """Yield the parts of ``one`` that ``cover`` leaves: above, below, left, right."""
    left, right = max(one.x, cover.x), min(one.x + one.w, cover.x + cover.w)
    top, bottom = max(one.y, cover.y), min(one.y + one.h, cover.y + cover.h)
    if left >= right or top >= bottom:
        yield one
        return
    yield Rectangle(one.x, one.y, one.w, top - one.y)
    yield Rectangle(one.x, bottom, one.w, one.y + one.h - bottom)
    yield Rectangle(one.x, top, left - one.x, bottom - top)
    yield Rectangle(right, top, one.x + one.w - right, bottom - top)


def _number(value: Mapping[str, object], name: str) -> float:
    try:
        found = float(str(value.get(name)).replace(",", "."))
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise BadRegionError(name, "Hãy ghi một số, ví dụ 12,5.")
    return round(found, 1)

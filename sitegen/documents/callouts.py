"""Callouts: their numbers, geometry within the picture, the part in focus."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

from sitegen.documents.base import Picture, PictureCallout, Region

__all__ = ["Box", "drawable", "focus_of", "labelled", "numbered", "region_name"]

_LEAST = 0.5  # percent of the picture; anything smaller has no shape of its own
_MARGIN, _LITTLE = 12.0, 2.0  # percent of the picture around callouts; when a part was chosen
_WIDE_PX = 640  # a narrower picture, or one of a telephone, is read on a phone as it is
_LEAST_FOCUS_PX = 440  # about a phone's width: a screenshot's words keep their size
_ALMOST_ALL = 80.0  # percent of the width: showing less would not make it larger
_FLATTEST, _STEEPEST = 0.5, 1.25  # height to width of what is shown large


class Box(NamedTuple):
    """A part of a picture by its edges, in percent of the whole."""

    left: float
    top: float
    right: float
    bottom: float


def numbered(picture: Picture) -> Picture:
    """Return a picture with its callouts numbered: those with a label from 1 on, the others 0.

    Each picture begins anew, because what is said of it beside it ("nút Lưu (2)") counts so. What
    cannot be drawn at all is left out, so that a document never holds a number that is none.
    """
    kept: list[PictureCallout] = []
    number = 0
    for callout in picture.callouts:
        label = " ".join(callout.label.split())
        if _is_finite(callout) and (label or _has_shape(callout)):
            number += bool(label)
            kept.append(replace(callout, label=label, number=number if label else 0))
    return replace(picture, callouts=tuple(kept)) if picture.callouts else picture


def labelled(picture: Picture) -> tuple[PictureCallout, ...]:
    """Return the callouts that have something to say, as drawn, in the order of their numbers."""
    said = [callout for callout in drawable(picture) if callout.number > 0 and callout.label]
    return tuple(sorted(said, key=lambda callout: callout.number))


@lru_cache(maxsize=1024)
def drawable(picture: Picture) -> tuple[PictureCallout, ...]:
    """Return the callouts brought within the picture; what is no number is left out.

    A shape too small to be seen becomes a marker when it has a number to show, else it goes.
    """
    return tuple(_within(picture.callouts))


@lru_cache(maxsize=1024)
def focus_of(picture: Picture, least_px: int = 0) -> Region | None:
    """Return the part that a narrow screen shows large; None to show it whole.

    On paper it is at least ``least_px`` wide: what has fewer pixels would not be sharp there.

    It is the one the officer chose, else what lies around the callouts of a wide picture;
    either way every callout lies inside. Nearly all of a picture is no part.
    """
    is_wide = picture.width >= max(_WIDE_PX, picture.height)
    if picture.focus is None and not (picture.callouts and is_wide):
        return None
    chosen = _chosen(picture.focus)
    margin = _LITTLE if chosen else _MARGIN
    wanted = [_widened(_extent(callout), margin) for callout in drawable(picture)]
    wanted += [chosen] if chosen else []
    if not wanted:
        return None
    around = Box(
        min(box.left for box in wanted),
        min(box.top for box in wanted),
        max(box.right for box in wanted),
        max(box.bottom for box in wanted),
    )
    return _region(_shaped(around, picture, max(_LEAST_FOCUS_PX, least_px)))


def region_name(region: Region) -> str:
    """Return a region in tenths of a percent, as it stands in the names of files."""
    return "-".join(f"{value * 10:.0f}" for value in (region.x, region.y, region.w, region.h))


def _within(callouts: Iterable[PictureCallout]) -> Iterator[PictureCallout]:
    for callout in callouts:
        if not _is_finite(callout):
            continue
        match callout.shape:
            case "marker":
                kept = replace(callout, x=_clamped(callout.x), y=_clamped(callout.y), w=0, h=0)
            case "arrow":
                kept = _moved(callout, callout.x, callout.y)
            case _:
                left = min(callout.x, callout.x + callout.w)
                top = min(callout.y, callout.y + callout.h)
                kept = _moved(
                    replace(callout, w=abs(callout.w), h=abs(callout.h)),
                    left,
                    top,
                )
        if _has_shape(kept):
            yield kept
        elif kept.number > 0:
            yield replace(kept, shape="marker", w=0, h=0)


def _moved(callout: PictureCallout, x: float, y: float) -> PictureCallout:
    """Return ``callout`` from ``x``, ``y`` to its other end, both within the picture."""
    right, bottom = _clamped(x + callout.w), _clamped(y + callout.h)
    x, y = _clamped(x), _clamped(y)
    return replace(callout, x=x, y=y, w=right - x, h=bottom - y)


def _is_finite(callout: PictureCallout) -> bool:
    return all(map(isfinite, (callout.x, callout.y, callout.w, callout.h)))


def _has_shape(callout: PictureCallout) -> bool:
    match callout.shape:
        case "marker":
            return True
        case "arrow":
            return max(abs(callout.w), abs(callout.h)) >= _LEAST
        case _:
            return min(abs(callout.w), abs(callout.h)) >= _LEAST


def _extent(callout: PictureCallout) -> Box:
    xs, ys = (callout.x, callout.x + callout.w), (callout.y, callout.y + callout.h)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _chosen(focus: Region | None) -> Box | None:
    """Return the region that an officer chose, within the picture; None when it is no region."""
    if focus is None or not all(map(isfinite, (focus.x, focus.y, focus.w, focus.h))):
        return None
    box = Box(
        _clamped(focus.x),
        _clamped(focus.y),
        _clamped(focus.x + focus.w),
        _clamped(focus.y + focus.h),
    )
    return box if min(box.right - box.left, box.bottom - box.top) >= 1 else None


def _widened(box: Box, margin: float) -> Box:
    return Box(
        _clamped(box.left - margin),
        _clamped(box.top - margin),
        _clamped(box.right + margin),
        _clamped(box.bottom + margin),
    )


def _shaped(box: Box, picture: Picture, least_px: int) -> Box:
    """Return ``box`` at least ``least_px`` wide, neither a slit nor a tower."""
    width_px, height_px = max(1, picture.width), max(1, picture.height)
    least = min(100.0, least_px / width_px * 100)
    tall_px = (box.bottom - box.top) * height_px / 100
    least = max(least, min(100.0, tall_px / _STEEPEST / width_px * 100))
    left, right = _grown(box.left, box.right, least)
    flat_px = (right - left) * width_px / 100 * _FLATTEST
    top, bottom = _grown(box.top, box.bottom, min(100.0, flat_px / height_px * 100))
    return Box(left, top, right, bottom)


def _grown(start: float, end: float, least: float) -> tuple[float, float]:
    """Return the stretch widened about its middle to ``least``, within 0 to 100."""
    if end - start >= least:
        return start, end
    start = min(max(0.0, (start + end - least) / 2), 100.0 - least)
    return start, start + least


def _region(box: Box) -> Region | None:
    x, y = round(box.left, 1), round(box.top, 1)
    w, h = round(box.right - x, 1), round(box.bottom - y, 1)
    return None if w >= _ALMOST_ALL else Region(x=x, y=y, w=w, h=h)


def _clamped(value: float) -> float:
    return min(100.0, max(0.0, value))

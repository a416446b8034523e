"""Pictures for paper: public pictures turned into what Typst reads, in RGB, without alpha.

A picture reaches a layout with the name of its file, its callouts as the inside of an SVG,
and what they say as numbers and words to be set beneath.
"""

import io
from collections.abc import Iterator
from functools import lru_cache
from math import ceil
from typing import Any

from PIL import Image, UnidentifiedImageError

from sitegen.artifacts import Loader
from sitegen.documents.base import Picture, Region
from sitegen.documents.callouts import focus_of, labelled, region_name
from sitegen.documents.leaflet import LeafletFormat
from sitegen.errors import SitegenError
from sitegen.render.callouts import marks
from sitegen.render.pictures import cut, part_size
from sitegen.render.print.pixels import is_plain

__all__ = ["file_name", "load_pictures", "picture_data", "sharp_px", "shown_size", "without_alpha"]


_WIDE_MM = 130


def picture_data(picture: Picture, *, is_close: bool = False, least_px: int = 0) -> dict[str, Any]:
    """Return a picture as layouts take it; ``is_close`` shows the part in focus alone.

    That part is at least ``least_px`` wide.

    ``ratio`` is width to height, ``drawing`` the inside of the SVG of its callouts ("" for
    none), ``labels`` their (number, words) and ``region`` the part that is shown, or None.
    """
    region = focus_of(picture, least_px) if is_close else None
    width, height = part_size(picture, region) if region else (picture.width, picture.height)
    return {
        "digest": picture.digest,
        "file": file_name(picture.digest, region),
        "alt": picture.alt,
        "caption": picture.caption,
        "ratio": max(1, width) / max(1, height),
        "region": [region.x, region.y, region.w, region.h] if region else None,
        "drawing": marks(picture, region),
        "labels": [[str(one.number), one.label] for one in labelled(picture)],
    }


def shown_size(picture: Picture, least_px: int) -> tuple[int, int]:
    """Return width and height in pixels of what is shown close of a picture."""
    region = focus_of(picture, least_px)
    return part_size(picture, region) if region else (picture.width, picture.height)


def sharp_px(form: LeafletFormat) -> int:
    """Return how wide in pixels a part must be to be as sharp as the format asks at the least.

    In panels that is across the widest text; other sheets give it a third of their width.
    """
    if form.layout == "panels":
        widest = max(form.panel_widths_mm)
        wide = widest - 2 * max(form.safe_mm, 11 if widest >= _WIDE_MM else 8)  # as in theme.typ
    else:
        wide = form.width_mm * 0.35  # as in poster.typ
    return ceil(max(0.0, wide) / 25.4 * form.least_ppi)


def file_name(digest: str, region: Region | None = None) -> str:
    """Return the name under which a layout finds the picture; refuses what is no digest."""
    if not digest.isalnum():
        raise ValueError(f"not a digest: {digest!r}")
    return f"{digest}-{region_name(region)}.png" if region else f"{digest}.png"


def load_pictures(data: Any, load_picture: Loader, *, page: str) -> dict[str, bytes]:
    """Return the PNG bytes of every picture named in JSON-like ``data``, by file name."""
    return {
        file_name(digest, region): _png(load_picture(digest), region, page=page)
        for digest, region in dict.fromkeys(_named(data))
    }


def without_alpha(content: bytes, size: tuple[int, int] | None = None) -> bytes:
    """Return a PNG in RGB on white, brought to ``size`` pixels when one is given."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = _flattened(opened)
    if size is not None and picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _png(content: bytes, region: Region | None, *, page: str) -> bytes:
    try:
        if region is not None:
            return _part(content, region)
        return content if is_plain(content) else without_alpha(content)
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise SitegenError(
            "có một hình không đọc được.",
            page=page,
            hint="Hãy tải hình lên lại ở dạng PNG hoặc JPEG.",
            code="print-picture",
        ) from error


@lru_cache(maxsize=16)  # an edit of the words leaves the pictures as they are
def _part(content: bytes, region: Region) -> bytes:
    with Image.open(io.BytesIO(content)) as opened:
        picture = cut(_flattened(opened), region)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _flattened(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _named(value: Any) -> Iterator[tuple[str, Region | None]]:
    """Yield (digest, part shown) of every picture in JSON-like data."""
    if isinstance(value, dict):
        if isinstance(value.get("alt"), str) and isinstance(value.get("digest"), str):
            region = value.get("region")
            yield value["digest"], _region(region) if region else None
        for item in value.values():
            yield from _named(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _named(item)


def _region(edges: list[float]) -> Region:
    x, y, w, h = edges
    return Region(x=x, y=y, w=w, h=h)

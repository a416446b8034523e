"""Baking: one picture with its callouts burnt in, for places that show no drawing of their own."""

import io
from datetime import date

from PIL import Image

from sitegen.documents.base import Picture
from sitegen.render.callouts import NOMINAL_PX
from sitegen.render.print.engine import Job, pictures_of
from sitegen.render.print.pictures import load_pictures, picture_data

__all__ = ["baked", "baking_job"]

_NO_DATE = date(2000, 1, 1)


def baked(picture_bytes: bytes, picture: Picture, width: int, *, is_close: bool = False) -> bytes:
    """Return a PNG in RGB, ``width`` pixels wide, of ``picture`` with its callouts.

    ``is_close`` shows the part in focus alone. Up to the width of a page's column callouts
    have the size that they have there, beyond it they grow with the picture. Raises
    SitegenError ("print-picture") when ``picture_bytes`` are no picture.
    """
    job = baking_job(picture_bytes, picture, width, is_close=is_close)
    (page,) = pictures_of(job, ppi=72)
    return _flat(page, (width, max(1, round(width / job.data["picture"]["ratio"]))))


def baking_job(
    picture_bytes: bytes, picture: Picture, width: int, *, is_close: bool = False
) -> Job:
    """Return what is to be set: one page, ``width`` points wide, with the picture alone."""
    shown = picture_data(picture, is_close=is_close)
    return Job(
        layout="baked",
        title=picture.alt,
        day=_NO_DATE,
        data={"width": width, "pixel": max(1.0, width / NOMINAL_PX), "picture": shown},
        pictures=load_pictures(shown, lambda _: picture_bytes, page=picture.alt),
    )


def _flat(page: bytes, size: tuple[int, int]) -> bytes:
    """Return the page as RGB in exactly ``size``: a fraction of a pixel may be left over."""
    with Image.open(io.BytesIO(page)) as opened:
        flat = opened.convert("RGB").crop((0, 0, *size))
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()

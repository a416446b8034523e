"""Looking: what a picture shows is found out once, however often the words around it are edited."""

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, NamedTuple

import pikepdf
from PIL import Image, ImageMath

from sitegen.preflight.lettering import words_px
from sitegen.render.print.ink_limit import INK_LIMIT, on_press
from sitegen.render.print.painted import Picture
from sitegen.render.print.pixels import packed

__all__ = ["Look", "look_at", "seen"]

_INKED = {"ICCBased/3", "DeviceCMYK"}
_AREA_PX = 240  # a picture is looked at this small: limits are for areas, not for points
_SHARE = 0.002  # of a picture may be over the limit
_MOST = int(INK_LIMIT * 2.55 + 3)
_KEPT = 256


class Look(NamedTuple):
    """What is found in a picture: the size of its words, in pixels (0 without words).

    ``over`` is which share of it gets more ink than the limit, 0 for next to none.
    """

    words_px: float = 0.0
    over: float = 0.0


_known: OrderedDict[tuple[str, bytes], Look] = OrderedDict()
_lock = Lock()


def look_at(picture: Picture, profile: bytes) -> Look:
    """Return what is found in ``picture``; ``profile`` is that of the press."""
    press = hashlib.sha256(profile).hexdigest() if picture.space in _INKED else ""

    def look(shown: Image.Image) -> Look:
        words = words_px(shown)
        return Look(words, over=_share_over(shown, profile) if press else 0.0)

    return seen(picture.source, press, look)


def _share_over(picture: Image.Image, profile: bytes) -> float:
    picture.thumbnail((_AREA_PX, _AREA_PX), Image.Resampling.BOX)
    if picture.mode != "CMYK":
        picture = on_press(picture, profile)
    is_over = ImageMath.lambda_eval(
        lambda given: given["convert"](
            given["c"] + given["m"] + given["y"] + given["k"] > _MOST, "L"
        ),
        **dict(zip("cmyk", picture.split(), strict=True)),
    )
    share = is_over.histogram()[1] / (picture.width * picture.height)
    return share if share > _SHARE else 0.0


def seen(source: Any, what: str, look: Callable[[Image.Image], Look]) -> Look:
    """Return what ``look`` finds in the picture ``source`` of a PDF, nothing if it cannot be read.

    ``what`` names the look with all that it depends on beside the picture.
    """
    key = (what, _digest(source))
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    try:
        found = look(_picture(source))
    except (pikepdf.PdfError, NotImplementedError, ValueError, OSError, zlib.error):
        found = Look()
    with _lock:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def _picture(source: Any) -> Image.Image:
    """Return a picture of a PDF; pikepdf, which takes any, unpacks it twice."""
    ours = packed(source)
    return ours.picture() if ours else pikepdf.PdfImage(source).as_pil_image()


def _digest(source: Any) -> bytes:
    """Return a digest of a picture with its colour space: palettes are beside its bytes."""
    made = hashlib.sha256()
    for name in ("/Width", "/Height", "/BitsPerComponent", "/ColorSpace", "/Decode", "/Filter"):
        _add(made, source.get(name))
    _add(made, source)
    return made.digest()


def _add(made: Any, value: Any) -> None:
    if isinstance(value, pikepdf.Stream):
        made.update(value.read_raw_bytes())
    elif isinstance(value, pikepdf.Array):
        for one in value:
            _add(made, one)
    else:
        made.update(repr(value).encode() + b"\0")

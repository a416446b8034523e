"""Baking: the only way from an uploaded picture to one that may be public.

Nothing of the upload survives but its pixels: orientation is applied, every kind of
metadata is left behind, and redacted regions are filled with one flat colour. A mosaic or a
blur is never used, because both were read back digit by digit.
"""

import hashlib
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from sitegen.limits import too_long

__all__ = ["MOST_PIXELS", "Baked", "UnreadablePictureError", "bake", "check"]

FILL = "#3a3a3a"
MARGIN_PX = 2
MOST_PIXELS = 20_000_000
"""Pixels that are kept: A4 at 300 dots an inch has 8.7 million, the tallest phone screenshot 17.7."""
FORMATS = ("PNG", "JPEG", "WEBP")
_DEEP = ("I", "I;16", "I;16L", "I;16B", "I;16N", "F")
_XMP = ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp")


class UnreadablePictureError(Exception):
    """The bytes are not a picture that can be shown; the message says why, in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baked:
    """A public picture: PNG bytes without metadata, their sha256, and the size in pixels."""

    content: bytes
    digest: str
    width: int
    height: int


def bake(
    raw: bytes,
    redactions: Iterable[Mapping[str, float]],
    *,
    max_pixels: int,
    is_new: bool = False,
) -> Baked:
    """Return ``raw`` as a clean picture with every redaction filled in.

    ``redactions`` are boxes {x, y, w, h} in percent of the upright picture. Raises
    UnreadablePictureError for anything that is not a whole PNG, JPEG or WebP of at most
    ``max_pixels`` pixels; one of more than ``MOST_PIXELS`` is made smaller. ``is_new`` asks the
    limits of the outputs as well: what was taken in before they were asked stays usable.
    """
    hidden = tuple(redactions)
    clean = _filled(_on_white(_open(raw, max_pixels, is_new=is_new)), hidden)
    scale = math.sqrt(MOST_PIXELS / (clean.width * clean.height))
    if scale < 1:  # one side, then the other: two such pictures are never in memory whole
        clean = _resized(clean, clean.width * scale, clean.height)
        clean = _resized(clean, clean.width, clean.height * scale)
        clean = _filled(clean, hidden)  # a smaller picture blends edges
    buffer = io.BytesIO()
    clean.save(buffer, "PNG", optimize=True)
    content = buffer.getvalue()
    return Baked(
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        width=clean.width,
        height=clean.height,
    )


def check(raw: bytes, *, max_pixels: int) -> None:
    """Raise UnreadablePictureError if ``raw`` could not be baked as a new picture; make nothing."""
    _open(raw, max_pixels, is_new=True)


def _filled(picture: Image.Image, hidden: tuple[Mapping[str, float], ...]) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    for region in hidden:
        pen.rectangle(_box(region, *picture.size), fill=FILL)
    return picture


def _resized(picture: Image.Image, width: float, height: float) -> Image.Image:
    size = (max(1, int(width)), max(1, int(height)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _on_white(upright: Image.Image) -> Image.Image:
    """Return the picture in RGB, with nothing beside its pixels; one without alpha is not copied.

    A picture of 40 megapixels takes 120 MB each time that it is copied.
    """
    if upright.mode == "RGB":
        clean = upright
        clean.info = {}
        return clean
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def _open(raw: bytes, max_pixels: int, *, is_new: bool) -> Image.Image:
    try:
        with Image.open(io.BytesIO(raw), formats=FORMATS) as picture:
            if is_new and (said := too_long(picture.width, picture.height)):
                raise UnreadablePictureError(said)
            if picture.width * picture.height > max_pixels:
                raise UnreadablePictureError(
                    f"Ảnh quá lớn ({picture.width} × {picture.height} điểm ảnh). "
                    f"Hãy thu nhỏ còn nhiều nhất {max_pixels // 1_000_000} triệu điểm ảnh."
                )
            picture.load()
            for name in _XMP:  # browsers turn by Exif alone, and so must what they see here
                picture.info.pop(name, None)
            ImageOps.exif_transpose(picture, in_place=True)
            if picture.mode in _DEEP:
                return _shallow(picture)
            mode = "RGBA" if picture.has_transparency_data else "RGB"
            return picture if picture.mode == mode else picture.convert(mode)
    except UnidentifiedImageError as error:
        raise UnreadablePictureError(
            "Tệp này không phải ảnh PNG, JPEG hoặc WebP. Hãy chụp lại màn hình và lưu thành PNG."
        ) from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePictureError(
            "Không đọc được ảnh: tệp bị hỏng hoặc bị cắt ngang. Hãy lưu lại ảnh rồi tải lên."
        ) from error


def _shallow(picture: Image.Image) -> Image.Image:
    """Return a grey picture of 16 or 32 bits with 8: Pillow itself would cut off all but black."""
    deep = picture.convert("F")
    low, high = (float(one) for one in deep.getextrema())  # type: ignore[arg-type]  # one band
    if picture.mode.startswith("I;16") or (low >= 0 and high > 255):
        low, high = 0, 65_535
    scale = 255 / ((high - low) or 1)
    return deep.point(lambda value: value * scale - low * scale).convert("L").convert("RGB")


def _box(region: Mapping[str, float], width: int, height: int) -> tuple[int, int, int, int]:
    left, top = region["x"] * width / 100, region["y"] * height / 100
    right, bottom = left + region["w"] * width / 100, top + region["h"] * height / 100
    return (
        math.floor(left) - MARGIN_PX,
        math.floor(top) - MARGIN_PX,
        math.ceil(right) + MARGIN_PX,
        math.ceil(bottom) + MARGIN_PX,
    )

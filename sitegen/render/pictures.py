"""Pictures: which sizes and formats the mirror offers, and how each is made.

A derivative is told by the digest of its source and its width, so its name is known before
a byte is encoded, and a stored one never has to be made again.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, assert_never

from PIL import Image

from sitegen.documents.base import Picture

__all__ = ["VERSION", "Derivative", "Offer", "derivatives", "encode", "offer"]

VERSION = "1"
"""Changes whenever the same source would give other bytes."""

Format = Literal["avif", "webp", "png"]

_LADDER = (360, 720, 1080, 1440)
_FALLBACK_WIDTH = 720
_NEAR = 0.85  # a rung this close to the next one saves too little to be worth its bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivative:
    """One file made of a picture; sizes in pixels, ``path`` is its place in the mirror."""

    path: str
    width: int
    height: int
    format: Format


class Offer(NamedTuple):
    """What a page writes for one picture; ``larger`` is "" when nothing larger is offered."""

    avif: str
    webp: str
    plain: str
    width: int
    height: int
    larger: str


@lru_cache(maxsize=1024)
def offer(picture: Picture, prefix: str) -> Offer:
    """Return the addresses of the derivatives of ``picture``, each begun with ``prefix``."""
    stem = f"{prefix}pictures/{picture.digest[:16]}-"
    widths = _widths(picture.width)
    width = min(_FALLBACK_WIDTH, picture.width)
    return Offer(
        avif=", ".join([f"{stem}{rung}.avif {rung}w" for rung in widths]),
        webp=", ".join([f"{stem}{rung}.webp {rung}w" for rung in widths]),
        plain=f"{stem}{width}.png",
        width=width,
        height=_height(picture, width),
        larger=f"{stem}{widths[-1]}.webp" if widths[-1] > _FALLBACK_WIDTH else "",
    )


def derivatives(picture: Picture) -> tuple[Derivative, ...]:
    """Return AVIF and WebP at every width of the ladder, then one PNG; never enlarged."""
    widths = _widths(picture.width)
    modern = [_derivative(picture, width, kind) for kind in _MODERN for width in widths]
    return (*modern, _derivative(picture, min(_FALLBACK_WIDTH, picture.width), "png"))


_MODERN: tuple[Format, ...] = ("avif", "webp")


def encode(source: bytes, derivative: Derivative) -> bytes:
    """Return the bytes of ``derivative``, the same for the same source; metadata is dropped.

    Raises PIL.UnidentifiedImageError or OSError when ``source`` is not a whole picture.
    """
    with Image.open(io.BytesIO(source)) as opened:
        picture = _plain(opened)
    size = (derivative.width, derivative.height)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _save(picture, derivative.format)


def _widths(width: int) -> tuple[int, ...]:
    top = min(width, _LADDER[-1])
    return (*(rung for rung in _LADDER if rung < top * _NEAR), top)


def _derivative(picture: Picture, width: int, kind: Format) -> Derivative:
    path = f"pictures/{picture.digest[:16]}-{width}.{kind}"
    return Derivative(path=path, width=width, height=_height(picture, width), format=kind)


def _height(picture: Picture, width: int) -> int:
    return max(1, round(picture.height * width / picture.width))


def _plain(opened: Image.Image) -> Image.Image:
    """Return the picture in RGB or RGBA: a new image, so nothing but pixels goes on."""
    has_alpha = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    plain = opened.convert("RGBA" if has_alpha else "RGB")
    plain.info = {}
    return plain


def _save(picture: Image.Image, kind: Format) -> bytes:
    target = io.BytesIO()
    match kind:
        case "avif":
            # One thread: the bytes must not depend on the machine.
            picture.save(target, "AVIF", quality=60, speed=8, max_threads=1)
        case "webp":
            picture.save(target, "WEBP", quality=80, method=4)
        case "png":
            _eight_bit(picture).save(target, "PNG")
        case _:
            assert_never(kind)
    return target.getvalue()


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Return the picture with 256 colours: screenshots keep their look at a third of the size."""
    if picture.mode == "RGBA":
        return picture.quantize(256, Image.Quantize.FASTOCTREE)
    return picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

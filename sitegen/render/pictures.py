"""Pictures: which sizes and formats the mirror offers, and how each is made.

A derivative is told by the digest of its source and its width, so its name is known before
a byte is encoded, and a stored one never has to be made again. A picture with a part in focus
has derivatives of that part too, for narrow screens.
"""

import hashlib
import io
import re
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, assert_never

import PIL
from PIL import Image

from sitegen.documents.base import Picture, Region
from sitegen.documents.callouts import focus_of, region_name
from sitegen.documents.quick import dataclass
from sitegen.limits import MAX_SIDE

__all__ = [
    "Derivative",
    "Offer",
    "Source",
    "cut",
    "derivative_at",
    "derivatives",
    "encode",
    "encoder",
    "offer",
    "offer_part",
    "part_size",
]

Format = Literal["avif", "webp", "png"]

_LADDER = (360, 720, 1080, 1440)
_PART_LADDER = (360, 720, 1080)  # a part is for telephones only
_PART_PATH = re.compile(r"-(\d{1,4})-(\d{1,4})-(\d{1,4})-(\d{1,4})-\d+\.\w+$")
_FALLBACK_WIDTH = 720
_NEAR = 0.85  # a rung this close to the next one saves too little to be worth its bytes


@cache
def encoder() -> str:
    """Return what changes whenever the same source could give other bytes: this file, or Pillow.

    Encoding is the dearest work of a release, so other code of ours does not ask for it again.
    """
    return f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()} {PIL.__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivative:
    """One file made of a picture; sizes in pixels, ``path`` is its place in the mirror.

    ``region`` is the part of the picture that it shows, None for the whole.
    """

    path: str
    width: int
    height: int
    format: Format
    region: Region | None = None

    @property
    def part(self) -> str:
        """The name of its region, "" for a derivative of the whole picture."""
        return "" if self.region is None else region_name(self.region)


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
    widths = _widths((picture.width, picture.height))
    width = min(_FALLBACK_WIDTH, widths[-1])
    return Offer(
        avif=", ".join([f"{stem}{rung}.avif {rung}w" for rung in widths]),
        webp=", ".join([f"{stem}{rung}.webp {rung}w" for rung in widths]),
        plain=f"{stem}{width}.png",
        width=width,
        height=_scaled(picture.width, picture.height, width),
        larger=f"{stem}{widths[-1]}.webp" if widths[-1] > _FALLBACK_WIDTH else "",
    )


@lru_cache(maxsize=1024)
def offer_part(picture: Picture, region: Region, prefix: str) -> Offer:
    """Return the addresses of the derivatives of a part of ``picture``."""
    stem = f"{prefix}pictures/{picture.digest[:16]}-{region_name(region)}-"
    width, height = part_size(picture, region)
    widths = _widths((width, height), _PART_LADDER)
    shown = min(_FALLBACK_WIDTH, widths[-1])
    return Offer(
        avif=", ".join([f"{stem}{rung}.avif {rung}w" for rung in widths]),
        webp=", ".join([f"{stem}{rung}.webp {rung}w" for rung in widths]),
        plain=f"{stem}{shown}.png",
        width=shown,
        height=_scaled(width, height, shown),
        larger="",
    )


def derivatives(picture: Picture) -> tuple[Derivative, ...]:
    """Return AVIF and WebP at every width of the ladder, then one PNG; never enlarged.

    What is made of the part in focus follows, when there is one.
    """
    whole = _family(picture, None)
    region = focus_of(picture)
    return (*whole, *_family(picture, region)) if region else whole


def derivative_at(picture: Picture, path: str) -> Derivative | None:
    """Return the derivative of ``picture`` at ``path``, whatever part of it is in focus."""
    named, region = _PART_PATH.search(path), None
    if named is not None:
        x, y, w, h = (int(value) / 10 for value in named.groups())
        region = Region(x=x, y=y, w=w, h=h)
    return next((one for one in _family(picture, region) if one.path == path), None)


def part_size(picture: Picture, region: Region) -> tuple[int, int]:
    """Return the width and height in pixels of a part of ``picture`` as it was uploaded."""
    left, top, right, bottom = _edges((picture.width, picture.height), region)
    return right - left, bottom - top


def cut(picture: Image.Image, region: Region) -> Image.Image:
    """Return a part of a picture, at least one pixel in either direction."""
    return picture.crop(_edges(picture.size, region))


def _edges(size: tuple[int, int], region: Region) -> tuple[int, int, int, int]:
    width, height = size
    left = min(round(region.x * width / 100), width - 1)
    top = min(round(region.y * height / 100), height - 1)
    right = min(max(left + 1, round((region.x + region.w) * width / 100)), width)
    bottom = min(max(top + 1, round((region.y + region.h) * height / 100)), height)
    return left, top, right, bottom


_MODERN: tuple[Format, ...] = ("avif", "webp")


class Source:
    """The bytes of a picture, decoded once for all its derivatives."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def plain(self) -> Image.Image:
        """The picture in RGB or RGBA; raises UnidentifiedImageError or OSError when it is broken."""
        with Image.open(io.BytesIO(self._content)) as opened:
            return _plain(opened)


def encode(source: Source, derivative: Derivative) -> bytes:
    """Return the bytes of ``derivative``, the same for the same source; metadata is dropped.

    Raises PIL.UnidentifiedImageError or OSError when ``source`` is not a whole picture.
    """
    picture = source.plain
    if derivative.region is not None:
        picture = cut(picture, derivative.region)
    size = (derivative.width, derivative.height)
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return _save(picture, derivative.format)


def _widths(size: tuple[int, int], ladder: tuple[int, ...] = _LADDER) -> tuple[int, ...]:
    """Return the widths that are offered, none so wide that its height fits no format."""
    width, height = size
    top = min(width, ladder[-1], max(1, width * MAX_SIDE // height))
    return (*(rung for rung in ladder if rung < top * _NEAR), top)


def _family(picture: Picture, region: Region | None) -> tuple[Derivative, ...]:
    """Return all derivatives of a picture, or of its ``region``."""
    ladder = _LADDER if region is None else _PART_LADDER
    size = (picture.width, picture.height) if region is None else part_size(picture, region)
    part = "" if region is None else f"{region_name(region)}-"

    def made(width: int, kind: Format) -> Derivative:
        return Derivative(
            path=f"pictures/{picture.digest[:16]}-{part}{width}.{kind}",
            width=width,
            height=_scaled(*size, width),
            format=kind,
            region=region,
        )

    widths = _widths(size, ladder)
    modern = [made(width, kind) for kind in _MODERN for width in widths]
    return (*modern, made(min(_FALLBACK_WIDTH, widths[-1]), "png"))


def _scaled(width: int, height: int, to_width: int) -> int:
    return min(MAX_SIDE, max(1, round(height * to_width / width)))


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

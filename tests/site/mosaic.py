"""The attack on a mosaic: every digit is guessed, drawn, blurred alike and compared.

It needs no more than the font and its size. Where it succeeds the number was never hidden; a
flat colour gives it nothing to compare with.
"""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fontpkg_be_vietnam_pro
from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

__all__ = ["BLOCK_PX", "LEFT", "SIZE", "TOP", "mosaic", "read_back", "written"]

SIZE, LEFT, TOP, HEIGHT = 40, 20, 16, 80
BLOCK_PX = 8

Blur = Callable[[Image.Image], Image.Image]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    folder = Path(fontpkg_be_vietnam_pro.__file__).parent
    return ImageFont.truetype(str(next(folder.rglob("BeVietnamPro-Regular.ttf"))), size)


def written(text: str, *, size: int = SIZE, width: int = 480) -> bytes:
    """Return a PNG of one line of text, as a screenshot would show it."""
    buffer = io.BytesIO()
    _line(text, size=size, width=width).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def mosaic(picture: Image.Image, block_px: int = BLOCK_PX) -> Image.Image:
    """Return the picture in squares of its mean colours, as editors of pictures hide things."""
    small = picture.size[0] // block_px, picture.size[1] // block_px
    blocks = picture.resize(small, Image.Resampling.BOX)
    return blocks.resize(picture.size, Image.Resampling.NEAREST)


def read_back(shown: Image.Image, digits: int, *, blur: Blur = mosaic) -> str:
    """Return the best guess at a number of ``digits`` digits behind ``blur``."""
    known = ""
    while len(known) < digits:
        known += min("0123456789", key=lambda digit: _least_error(shown, known + digit, blur))
    return known


def _least_error(shown: Image.Image, guess: str, blur: Blur) -> float:
    """Return how far the picture is from ``guess``, with the kindest next digit."""
    edge = int(LEFT + _font(SIZE).getlength(guess)) // BLOCK_PX * BLOCK_PX
    area = (0, 0, edge, shown.size[1])
    return min(_error(shown, blur(_line(guess + after)), area) for after in "0123456789")


def _error(shown: Image.Image, drawn: Image.Image, area: tuple[int, int, int, int]) -> float:
    difference = ImageChops.difference(shown.convert("L"), drawn).crop(area)
    return float(ImageStat.Stat(difference).sum2[0])


def _line(text: str, *, size: int = SIZE, width: int = 480) -> Image.Image:
    picture = Image.new("L", (width, HEIGHT), 255)
    ImageDraw.Draw(picture).text((LEFT, TOP), text, font=_font(size), fill=0)
    return picture

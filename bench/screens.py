"""Drawn screens for generated guides: a bar, fields, and lines that could be text."""

import io
import random

from PIL import Image, ImageDraw

__all__ = ["screen"]

SIZE_PX = (1280, 800)


def screen(number: int) -> bytes:
    """Return screen ``number`` as PNG, the same in every run."""
    chance = random.Random(number)  # noqa: S311  # repeatable, not a secret
    picture = Image.new("RGB", SIZE_PX, "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE_PX[0], 80), fill=(chance.randrange(120), 40, 60))
    for line in range(12):
        _field(pen, 120 + line * 54, chance)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _field(pen: ImageDraw.ImageDraw, top: int, chance: random.Random) -> None:
    width = chance.randint(300, 1100)
    pen.rectangle((60, top, 60 + width, top + 36), outline=(90, 90, 90))
    for left in range(72, width, 26):
        rise = chance.randint(-6, 6)
        pen.line((left, top + 18, left + 18, top + 18 + rise), "black", 3)

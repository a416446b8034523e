"""A photograph with everything in it that must not leave: its place, and pixels under redaction."""

import io
from typing import Any

from PIL import Image

from tests.factories import a_picture

__all__ = ["RED", "has_red", "picture_with_secrets"]

RED = (255, 0, 0)
"""The colour of what is redacted: no other picture of the tests has it."""


def picture_with_secrets(words: str, *, file_name: str = "anh.jpg", wide: int = 800) -> Any:
    """Return an illustration whose upload tells ``words`` and is red under its redaction."""
    picture = Image.new("RGB", (wide, wide // 2), "#ffffff")
    picture.paste(RED, (0, 0, wide // 2, wide // 2))
    exif = Image.Exif()
    exif[0x010E] = words  # the camera's description
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = words  # the field of the day, misused
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif, quality=95, comment=words)
    assert words.encode() in buffer.getvalue()
    boxes = [{"x": 0, "y": 0, "w": 50, "h": 100}]
    return a_picture(content=buffer.getvalue(), name=file_name, redactions=boxes)


def has_red(content: bytes) -> bool:
    """Tell whether a picture file shows what was redacted."""
    with Image.open(io.BytesIO(content)) as shown:
        colors = shown.convert("RGB").getcolors(shown.width * shown.height) or []
    return any(red > 200 and green < 100 and blue < 100 for _, (red, green, blue) in colors)

"""What a picture is called that nobody has described yet."""

import re
from pathlib import PurePath

from media.patterns import suspects

__all__ = ["is_described", "working_title"]

UNDESCRIBED = "Ảnh chưa mô tả"
_LONGEST = 120
_UNSAID = re.compile(r"(?:image|blob|unnamed)?", re.IGNORECASE)
"""Names that browsers give to what is pasted."""


def working_title(name: str) -> str:
    """Return a title that says only how the file was called; a number of identity is left out.

    >>> working_title("man-hinh-1.png")
    'Ảnh chưa mô tả: man-hinh-1'
    >>> working_title("image.png")
    'Ảnh chưa mô tả'
    """
    stem = " ".join(PurePath(name).stem.split())[:_LONGEST]
    is_unsaid = _UNSAID.fullmatch(stem) or any(one.is_identity for one in suspects(stem))
    return UNDESCRIBED if is_unsaid else f"{UNDESCRIBED}: {stem}"


def is_described(title: str, description: str) -> bool:
    """Tell whether somebody has said what a picture shows, in its description or in its title."""
    return bool(description.strip()) or not title.startswith(UNDESCRIBED)

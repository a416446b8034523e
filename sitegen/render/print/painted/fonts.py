"""Fonts of a PDF: which letters its codes stand for, and how wide they are."""

import re
from dataclasses import field
from typing import Any

from sitegen.documents.quick import dataclass

__all__ = ["Font", "read_font"]

_CHAR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>")


@dataclass(frozen=True, slots=True)
class Font:
    """A font: ``is_embedded`` tells whether its outlines are in the file."""

    name: str
    is_embedded: bool
    bytes_per_code: int = 1
    letters: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    usual_width: float = 500.0

    def read(self, raw: bytes) -> tuple[str, float, int]:
        """Return the letters, their width in thousandths of the size, and how many codes."""
        step = self.bytes_per_code
        codes = [int.from_bytes(raw[at : at + step], "big") for at in range(0, len(raw), step)]
        text = "".join(self.letters.get(code, "\ufffd") for code in codes)
        return text, sum(map(self.width, codes)), len(codes)

    def blank_end(self, raw: bytes) -> float:
        """Return the width of the spaces at the end, in thousandths of the size: nobody sees them."""
        step, blank = self.bytes_per_code, 0.0
        for at in range(len(raw) - step, -1, -step):
            code = int.from_bytes(raw[at : at + step], "big")
            if not self.letters.get(code, "\ufffd").isspace():
                break
            blank += self.width(code)
        return blank

    def width(self, code: int) -> float:
        """Return the width of one letter, in thousandths of the size."""
        return self.widths.get(code, self.usual_width)


def read_font(font: Any) -> Font:
    """Return the font of a PDF's resources."""
    is_composite = "/DescendantFonts" in font
    inner = font.DescendantFonts[0] if is_composite else font
    descriptor = inner.get("/FontDescriptor")
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = descriptor is not None and any(name in descriptor for name in files)
    name = str(font.get("/BaseFont", "")).lstrip("/")
    return Font(
        name=re.sub(r"^[A-Z]{6}\+", "", name),
        is_embedded=embedded or font.get("/Subtype") == "/Type3",
        bytes_per_code=2 if is_composite else 1,
        letters=_letters(font),
        widths=_composite_widths(inner) if is_composite else _simple_widths(font),
        usual_width=float(inner.get("/DW", 1000 if is_composite else 500)),
    )


def _letters(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {} if "/DescendantFonts" in font else {code: chr(code) for code in range(32, 127)}
    said = font.ToUnicode.read_bytes().decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.DOTALL):
        for code, value in _CHAR.findall(block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be", "replace")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", said, re.DOTALL):
        for first, last, value in _RANGE.findall(block):
            start = int(value, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


def _composite_widths(font: Any) -> dict[int, float]:
    """Read the W array: "first [w w w]" or "first last w"."""
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    found: dict[int, float] = {}
    items = iter(font.get("/W", []))
    for first in items:
        second = next(items)
        if isinstance(second, pikepdf.Array):
            found |= {int(first) + at: float(width) for at, width in enumerate(second)}
        else:
            found |= dict.fromkeys(range(int(first), int(second) + 1), float(next(items)))
    return found


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    return {first + at: float(width) for at, width in enumerate(font.get("/Widths", []))}

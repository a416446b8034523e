"""What a PDF says and where: text read back through the ToUnicode maps of its fonts."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

__all__ = ["Font", "Run", "font_of", "runs_of", "text_of"]


@dataclass(frozen=True, slots=True)
class Run:
    """One piece of a line: its words, where it starts and ends, baseline and size, all in points.

    ``face`` is the name of the font without its family: "Regular", "BoldItalic".
    """

    words: str
    left: float
    right: float
    baseline: float
    size: float
    face: str = ""


@dataclass(frozen=True, slots=True)
class Font:
    letters: dict[int, str]
    widths: dict[int, float]
    usual_width: float
    face: str

    def read(self, codes: list[int], size: float) -> tuple[str, float]:
        words = "".join(self.letters.get(code, "\ufffd") for code in codes)
        width = sum(self.widths.get(code, self.usual_width) for code in codes)
        return words, width * size / 1000


def text_of(pdf: bytes) -> str:
    """Return the text in the order of the file, NFC, with single spaces."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = [list(_runs(page)) for page in opened.pages]
    words = [_joined(runs) for runs in pages]
    return " ".join(unicodedata.normalize("NFC", " ".join(words)).split())


def runs_of(pdf: bytes, page: int = 0) -> list[Run]:
    """Return the pieces of text of one page, in the order of the file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_runs(opened.pages[page]))


def _joined(runs: list[Run]) -> str:
    parts = [runs[0].words] if runs else []
    for before, after in pairwise(runs):
        is_apart = abs(before.baseline - after.baseline) > 0.5 or after.left - before.right > 1
        parts.append((" " if is_apart else "") + after.words)
    return "".join(parts)


def _runs(page: pikepdf.Page) -> Iterator[Run]:
    fonts = {name: font_of(font) for name, font in page.Resources.get("/Font", {}).items()}
    stack: list[pikepdf.Matrix] = []
    here = place = pikepdf.Matrix()
    font, size = None, 0.0
    for step in pikepdf.parse_content_stream(page):
        operands = list(step.operands)
        operator = str(step.operator)
        match operator:
            case "q":
                stack.append(here)
            case "Q":
                here = stack.pop()
            case "cm":
                here = pikepdf.Matrix(*map(float, operands)) @ here
            case "Tf":
                font, size = fonts[str(operands[0])], float(operands[1])
            case "Tm":
                place = pikepdf.Matrix(*map(float, operands))
            case "Tj" | "TJ" if font is not None:
                shown = operands[0] if operator == "TJ" else [operands[0]]
                words, width = _shown(list(shown), font, size)
                whole = place @ here
                yield Run(
                    words,
                    whole.e,
                    whole.e + width * whole.a,
                    whole.f,
                    round(size * whole.a, 2),
                    font.face,
                )


def _shown(pieces: list[pikepdf.Object], font: Font, size: float) -> tuple[str, float]:
    words, width = "", 0.0
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            codes = [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]
            more, wide = font.read(codes, size)
            words, width = words + more, width + wide
        else:
            width -= float(piece) * size / 1000
    return words, width


def font_of(font: pikepdf.Object) -> Font:
    cmap = font.ToUnicode.read_bytes().decode("latin-1")
    letters: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, value in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            letters[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(value), "big")
            for step in range(int(last, 16) - int(first, 16) + 1):
                letters[int(first, 16) + step] = chr(start + step)
    descendant = font.DescendantFonts[0]
    face = str(font.BaseFont).rpartition("-")[2]
    return Font(letters, _widths(descendant), float(descendant.get("/DW", 1000)), face)


def _widths(descendant: pikepdf.Object) -> dict[int, float]:
    """Read the W array: "first [w w w]" or "first last w"."""
    widths: dict[int, float] = {}
    items = list(descendant.get("/W", []))
    while items:
        first = int(items.pop(0))
        second = items.pop(0)
        if isinstance(second, pikepdf.Array):
            widths |= {first + at: float(width) for at, width in enumerate(second)}
        else:
            width = float(items.pop(0))
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths

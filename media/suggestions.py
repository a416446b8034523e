"""Where personal data may be: in the words of a picture, and in the words beside it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from media.ocr import Word
from media.patterns import suspects
from media.regions import LEAST, Rectangle, leaves_bare

__all__ = ["Suggestion", "notes", "suggest"]

_MARGIN = 0.15
"""Of the height of a line: what is around letters, so that no stroke looks out."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A region that may have to be hidden, in percent, and in Vietnamese why."""

    region: Rectangle
    kind: str


def suggest(
    words: Sequence[Word], size: tuple[int, int], hidden: Iterable[Rectangle] = ()
) -> tuple[Suggestion, ...]:
    """Return what looks like personal data in a picture of ``size`` pixels, unless it is hidden."""
    covered = list(hidden)
    found: list[Suggestion] = []
    for line in _lines(words):
        text, spans = _joined(line)
        for suspect in suspects(text):
            touched = [
                word for word, start, end in spans if start < suspect.end and suspect.start < end
            ]
            region = _around(touched, size)
            if leaves_bare([region], covered):
                found.append(Suggestion(region, suspect.kind))
    return tuple(found)


def notes(texts: Mapping[str, str]) -> tuple[str, ...]:
    """Return a remark for each text (by what it is called) that may hold personal data."""
    return tuple(
        f"{name} có chỗ giống {suspect.kind}: “{text[suspect.start : suspect.end]}”."
        for name, text in texts.items()
        for suspect in suspects(text)
    )


def _lines(words: Sequence[Word]) -> Iterable[list[Word]]:
    lines: dict[tuple[str, ...], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return lines.values()


def _joined(line: Sequence[Word]) -> tuple[str, list[tuple[Word, int, int]]]:
    """Return the text of a line, and where in it each word stands."""
    text, spans = "", []
    for word in line:
        start = len(text) + bool(text)
        text = f"{text} {word.text}" if text else word.text
        spans.append((word, start, len(text)))
    return text, spans


def _around(words: Sequence[Word], size: tuple[int, int]) -> Rectangle:
    width, height = size
    margin = _MARGIN * max(word.height for word in words)
    left = max(0.0, min(word.left for word in words) - margin)
    top = max(0.0, min(word.top for word in words) - margin)
    right = min(float(width), max(word.left + word.width for word in words) + margin)
    bottom = min(float(height), max(word.top + word.height for word in words) + margin)
    x, y = round(left / width * 100, 1), round(top / height * 100, 1)
    w = max(LEAST, round(right / width * 100 - x, 1))
    h = max(LEAST, round(bottom / height * 100 - y, 1))
    return Rectangle(x, y, min(w, round(100 - x, 1)), min(h, round(100 - y, 1)))

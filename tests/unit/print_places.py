"""Where things stand on printed pages: faults that a reader would see, found in the PDF."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

import pikepdf

from tests.unit.print_text import Run, runs_of

__all__ = ["MM", "Frame", "faults_of", "frames_of", "lines_of", "pages_of"]

MM = 72 / 25.4
_ASCENT, _DESCENT = 0.68, 0.2  # of the size: what ink most letters have, without tone marks
_LEFT, _RIGHT, _TOP, _BOTTOM = 30 * MM, 190 * MM, 277 * MM, 20 * MM
_NEAR = 0.3 * MM
_KERN = 0.1  # of the size: by how much letters of one line are drawn together
_SPACE = 0.25  # of the size, in Tinos


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The box of a line or of a frame that is drawn, in points from the bottom left."""

    left: float
    bottom: float
    width: float
    height: float


def frames_of(pdf: bytes, number: int = 0) -> list[Frame]:
    """Return what is stroked on one page, in the order of the file."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_frames(opened.pages[number]))


def _frames(page: pikepdf.Page) -> Iterator[Frame]:
    stack, here, points = [], pikepdf.Matrix(), []
    for step in pikepdf.parse_content_stream(page):
        values = [float(one) for one in step.operands if isinstance(one, int | Decimal)]
        match str(step.operator):
            case "q":
                stack.append(here)
            case "Q":
                here = stack.pop()
            case "cm":
                here = pikepdf.Matrix(*values) @ here
            case "m" | "l":
                points.append(here.transform((values[0], values[1])))
            case "re":
                left, bottom, width, height = values
                points += map(here.transform, ((left, bottom), (left + width, bottom + height)))
            case "S" | "s" | "f" | "n" | "B" as operator:
                if operator in "Ss" and points:
                    yield _around(points)
                points = []


def _around(points: list[tuple[float, float]]) -> Frame:
    across, up = zip(*points, strict=True)
    return Frame(
        left=min(across), bottom=min(up), width=max(across) - min(across), height=max(up) - min(up)
    )


def pages_of(pdf: bytes) -> list[list[Run]]:
    """Return the pieces of text of every page; blanks are left out."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    pages = [runs_of(pdf, number) for number in range(count)]
    return [[_without_end(run) for run in page if run.words.strip()] for page in pages]


def lines_of(page: list[Run]) -> list[str]:
    """Return the lines of a page below its top margin, from top to bottom."""
    rows: dict[int, list[Run]] = {}
    for run in page:
        if run.baseline < _TOP:
            rows.setdefault(round(run.baseline), []).append(run)
    return [
        " ".join(run.words for run in sorted(rows[row], key=lambda run: run.left))
        for row in sorted(rows, reverse=True)
    ]


def faults_of(pdf: bytes) -> list[str]:
    """Return every overlap of two pieces of text, and every piece outside the margins."""
    return [
        f"{number}: {fault}"
        for number, page in enumerate(pages_of(pdf), start=1)
        for fault in _faults(page)
    ]


def _without_end(run: Run) -> Run:
    """Return a piece without the width of the spaces at its end, which no reader sees."""
    blanks = len(run.words) - len(run.words.rstrip())
    words = run.words.replace("\u00a0", " ")
    return replace(run, words=words, right=run.right - blanks * _SPACE * run.size)


def _faults(page: list[Run]) -> Iterator[str]:
    body = [run for run in page if run.baseline < _TOP]
    for run in body:
        is_inside = run.left > _LEFT - _NEAR and run.right < _RIGHT + _NEAR
        if not is_inside or run.baseline < _BOTTOM:
            yield f"outside: {run.words}"
    for one, other in combinations(body, 2):
        if _shared(one, other):
            yield f"over each other: {one.words} | {other.words}"


def _shared(one: Run, other: Run) -> bool:
    wide = min(one.right, other.right) - max(one.left, other.left)
    top = min(one.baseline + one.size * _ASCENT, other.baseline + other.size * _ASCENT)
    foot = max(one.baseline - one.size * _DESCENT, other.baseline - other.size * _DESCENT)
    allowed = _NEAR if abs(one.baseline - other.baseline) > 1 else _KERN * one.size
    return wide > allowed and top - foot > _NEAR

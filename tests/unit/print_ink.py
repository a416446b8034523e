"""Where a PDF puts ink: the outlines of its letters, its pictures and its strokes, in millimetres.

It reads the finished file alone, so that a layout cannot vouch for itself. Lengths are counted
from the top left corner of the page; nothing that bleeds (fields as wide as a panel) is ink.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, pairwise, product
from math import hypot

import pikepdf
from fontTools.ttLib import TTFont

from tests.unit.print_text import font_of

__all__ = ["Box", "Ink", "ink_of", "overlaps"]

MM = 72 / 25.4
FIELD_MM = 60  # an area wider and higher than this is ground, not a drawing


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, right and bottom, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    def common(self, other: "Box") -> float:
        """Return how deep two boxes lie in each other, the lesser of width and height."""
        return min(
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Ink:
    """One run of letters, one picture or one drawn shape; ``parts`` are its single boxes.

    ``size`` is the size of letters in points (0 for the rest), ``paint`` the colour as written.
    """

    kind: str
    box: Box
    parts: tuple[Box, ...]
    words: str = ""
    size: float = 0
    paint: tuple[float, ...] = ()
    pen_mm: float = 0


def ink_of(pdf: bytes) -> list[list[Ink]]:
    """Return the ink of every page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [list(_Reader(page).read()) for page in opened.pages]


def overlaps(ink: list[Ink], limit_mm: float = 0.3) -> list[tuple[str, str, float]]:
    """Return what lies on something else by more than ``limit_mm``: letters and pictures on
    each other, and shapes on letters. Letters of one line are compared run by run.
    """
    found = []
    shapes = [one for one in ink if one.kind == "shape"]  # thousands, with printed codes
    others = [one for one in ink if one.kind != "shape"]
    letters = [one for one in others if one.kind != "picture"]  # a picture may have a frame
    for one, two in chain(combinations(others, 2), product(letters, shapes)):
        if one.box.common(two.box) <= limit_mm:
            continue
        deep = max(a.common(b) for a in one.parts for b in two.parts)
        if deep > limit_mm:
            found.append((one.words or one.kind, two.words or two.kind, round(deep, 2)))
    return found


@dataclass(slots=True)
class _State:
    matrix: pikepdf.Matrix = field(default_factory=pikepdf.Matrix)
    fill: tuple[float, ...] = ()
    stroke: tuple[float, ...] = ()
    pen: float = 1.0


class _Reader:
    """Follows the operators of one page: state and matrix, paths, letters."""

    def __init__(self, page: pikepdf.Page) -> None:
        self._page = page
        fonts = page.Resources.get("/Font", {}).items()
        self._fonts = {name: _Face(font) for name, font in fonts}
        self._left, self._top = float(page.trimbox[0]), float(page.trimbox[3])
        self._state, self._stack = _State(), list[_State]()
        self._path: list[list[tuple[float, float]]] = []
        self._place = pikepdf.Matrix()
        self._face: _Face | None = None
        self._size = 0.0

    def read(self) -> Iterator[Ink]:
        for step in pikepdf.parse_content_stream(self._page):
            operator, values = (
                str(step.operator),
                [float(o) for o in step.operands if _is_number(o)],
            )
            self._set(operator, values)
            self._draw(operator, values)
            if operator in {"f", "f*", "S"}:
                yield from _drawn(self._path, self._state, is_filled=operator != "S")
            if operator in {"f", "f*", "S", "n"}:
                self._path = []
            if operator == "Do":
                corners = [self._at(x, y) for x in (0, 1) for y in (0, 1)]
                yield Ink("picture", _around(corners), (_around(corners),))
            yield from self._write(operator, step.operands)

    def _set(self, operator: str, values: list[float]) -> None:
        match operator:
            case "q":
                self._stack.append(replace(self._state))
            case "Q":
                self._state = self._stack.pop()
            case "cm":
                self._state.matrix = pikepdf.Matrix(*values) @ self._state.matrix
            case "scn" | "k":
                self._state.fill = tuple(values)
            case "SCN" | "K":
                self._state.stroke = tuple(values)
            case "w":
                self._state.pen = values[0]

    def _draw(self, operator: str, values: list[float]) -> None:
        match operator:
            case "m":
                self._path.append([self._at(*values)])
            case "l":
                self._path[-1].append(self._at(*values))
            case "c":
                self._path[-1] += self._curve(self._path[-1][-1], values)
            case "h":
                self._path[-1].append(self._path[-1][0])

    def _write(self, operator: str, operands: Sequence[pikepdf.Object]) -> Iterator[Ink]:
        match operator:
            case "Tf":
                self._face, self._size = self._fonts[str(operands[0])], float(operands[1])
            case "Tm":
                self._place = pikepdf.Matrix(*map(float, operands))
            case "Tj" | "TJ" if self._face is not None:
                run = self._run(self._face, self._place @ self._state.matrix, operands[0])
                if run is not None:
                    yield run

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._mm(self._state.matrix, x, y)

    def _mm(self, matrix: pikepdf.Matrix, x: float, y: float) -> tuple[float, float]:
        right = matrix.a * x + matrix.c * y + matrix.e
        up = matrix.b * x + matrix.d * y + matrix.f
        return (right - self._left) / MM, (self._top - up) / MM

    def _curve(self, start: tuple[float, float], values: list[float]) -> list[tuple[float, float]]:
        ends = [self._at(*values[at : at + 2]) for at in (0, 2, 4)]
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = start, *ends
        points = []
        for t in (step / 12 for step in range(1, 13)):
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            xs, ys = (ax, bx, cx, dx), (ay, by, cy, dy)
            points.append(
                (
                    sum(w * x for w, x in zip(weights, xs, strict=True)),
                    sum(w * y for w, y in zip(weights, ys, strict=True)),
                )
            )
        return points

    def _run(self, face: "_Face", matrix: pikepdf.Matrix, shown: pikepdf.Object) -> Ink | None:
        boxes, words, x, size = list[Box](), "", 0.0, self._size
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(piece, pikepdf.String):
                x -= float(piece) * size / 1000
                continue
            raw = bytes(piece)
            for at in range(0, len(raw), 2):
                code = int.from_bytes(raw[at : at + 2], "big")
                outline = face.outline(code)
                if outline is not None:
                    left, bottom, right, top = (edge * size for edge in outline)
                    boxes.append(
                        _around(
                            [self._mm(matrix, x + left, top), self._mm(matrix, x + right, bottom)]
                        )
                    )
                words += face.letter(code)
                x += face.width(code) * size
        if not boxes:
            return None
        return Ink(
            "text",
            _union(boxes),
            tuple(boxes),
            words=words,
            size=round(size * hypot(matrix.c, matrix.d), 2),
            paint=self._state.fill,
        )


class _Face:
    """A font of the file: the outline of each of its glyphs, in parts of an em."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._said = font_of(font)
        stream = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
        self._font = TTFont(io.BytesIO(stream), lazy=True)
        self._em = self._font["head"].unitsPerEm
        self._glyphs = self._font["glyf"]
        self._names = self._font.getGlyphOrder()

    def outline(self, code: int) -> tuple[float, float, float, float] | None:
        glyph = self._glyphs[self._names[code]]
        if not glyph.numberOfContours:
            return None
        return tuple(  # type: ignore[return-value]  # four edges
            edge / self._em for edge in (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        )

    def letter(self, code: int) -> str:
        return self._said.letters.get(code, "\ufffd")

    def width(self, code: int) -> float:
        return self._said.widths.get(code, self._said.usual_width) / 1000


def _drawn(
    path: list[list[tuple[float, float]]], state: _State, *, is_filled: bool
) -> Iterator[Ink]:
    """Yield the shape of a path: a fill as its outline, a line as boxes along it."""
    pen = 0.0 if is_filled else state.pen * abs(state.matrix.a + state.matrix.b * 1j) / MM
    for points in path:
        whole = _around(points, pen / 2)
        if is_filled and min(whole.right - whole.left, whole.bottom - whole.top) > FIELD_MM:
            continue
        parts = (
            (whole,) if is_filled else tuple(_around([a, b], pen / 2) for a, b in pairwise(points))
        )
        paint = state.fill if is_filled else state.stroke
        yield Ink("shape", whole, parts or (whole,), paint=paint, pen_mm=pen)


def _around(points: list[tuple[float, float]], margin: float = 0) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin)


def _union(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _is_number(value: object) -> bool:
    try:
        float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True

"""Walk: through a content stream, operator by operator, keeping what is painted."""

from collections.abc import Callable
from functools import partial
from math import hypot
from typing import Any

from sitegen.render.print.painted.items import Picture, Shape
from sitegen.render.print.painted.matrix import (
    SAME,
    Matrix,
    Points,
    around,
    as_matrix,
    is_array,
    numbers,
    placed,
    scale,
    times,
    upright,
)
from sitegen.render.print.painted.pens import POINTS_PER_MM
from sitegen.render.print.painted.texts import Texts

__all__ = ["Walk"]

_DEPTH = 8
_LEAST_PT = 0.01  # a line of no width is as thin as the press can


class Walk(Texts):
    """Everything painted by a page, in order; forms are entered where they are drawn.

    ``matrix`` brings the units of the page to millimetres.
    """

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        self._parts: list[tuple[Points, bool]] = []  # of the path: its points, is it curved
        self._clips = False
        self._depth = 0

    def go(self, stream: Any, resources: Any) -> None:
        """Read a page or a form."""
        import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

        outer, self._resources = self._resources, resources
        try:
            for step in pikepdf.parse_content_stream(stream):
                does = _OPERATORS.get(str(step.operator))
                if does:
                    does(self, list(step.operands))
        except (pikepdf.PdfError, KeyError, IndexError, TypeError, AttributeError) as error:
            raise ValueError(f"a content stream cannot be read: {error}") from error
        self._resources = outer

    # -- paths ---------------------------------------------------------------------------

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return placed(self._here, x, y)

    def rectangle(self, operands: list[Any]) -> None:
        x, y, w, h = numbers(operands)
        corners = [self._at(*at) for at in ((x, y), (x + w, y), (x + w, y + h), (x, y + h))]
        self._parts.append((corners, False))

    def move(self, operands: list[Any]) -> None:
        self._parts.append(([self._at(*numbers(operands))], False))

    def line(self, operands: list[Any]) -> None:
        if self._parts:
            self._parts[-1][0].append(self._at(*numbers(operands)))

    def curve(self, operands: list[Any]) -> None:
        if not self._parts:
            return
        edges = numbers(operands)
        points, _ = self._parts[-1]
        points += [self._at(*edges[at : at + 2]) for at in range(0, len(edges), 2)]
        self._parts[-1] = (points, True)

    def clip(self, _: list[Any]) -> None:
        self._clips = True

    def paint(self, _: list[Any], *, fills: bool, strokes: bool) -> None:
        points = [point for part, _ in self._parts for point in part]
        if points and (fills or strokes):
            self._keep_shape(points, fills=fills, strokes=strokes)
        if points and self._clips:
            self._clip = self._clip.within(around(points))
        self._parts, self._clips = [], False

    def _keep_shape(self, points: Points, *, fills: bool, strokes: bool) -> None:
        width = self._line_width * scale(self._here) * POINTS_PER_MM
        box = around(points)
        if strokes:
            box = box.grown(max(width, _LEAST_PT) / POINTS_PER_MM / 2)
        boxes = [upright(part) for part, is_curved in self._parts if not is_curved]
        are_all = len(boxes) == len(self._parts) and all(boxes)
        self._keep(
            Shape(
                box=box.within(self._clip),
                pen=self._pen._replace(width_pt=width),
                tag=self._tag,
                is_filled=fills,
                is_stroked=strokes,
                rectangles=tuple(one for one in boxes if one) if are_all else (),
            )
        )

    def shade(self, _: list[Any]) -> None:
        self._keep(
            Shape(
                box=self._clip,
                pen=self._pen,
                tag=self._tag,
                is_filled=True,
                is_stroked=False,
                is_shading=True,
            )
        )

    # -- objects and marks ---------------------------------------------------------------

    def draw(self, operands: list[Any]) -> None:
        drawn = self._resources["/XObject"][str(operands[0])]
        if drawn.get("/Subtype") == "/Image":
            self._picture(drawn)
        elif self._depth < _DEPTH:
            self.save([])
            self._depth += 1
            self._here = times(as_matrix(drawn.get("/Matrix", list(SAME))), self._here)
            x, y, right, top = numbers(drawn.BBox)
            corners = [self._at(*at) for at in ((x, y), (right, y), (right, top), (x, top))]
            self._clip = self._clip.within(around(corners))
            self.go(drawn, drawn.get("/Resources", self._resources))
            self._depth -= 1
            self.restore([])

    def _picture(self, drawn: Any) -> None:
        corners = [self._at(*at) for at in ((0, 0), (1, 0), (1, 1), (0, 1))]
        wide = hypot(self._here[0], self._here[1]) / 25.4
        high = hypot(self._here[2], self._here[3]) / 25.4
        width, height = int(drawn.Width), int(drawn.Height)
        space = drawn.get("/ColorSpace", "/Mask" if drawn.get("/ImageMask") else "")
        pen = self._pen
        if "/SMask" in drawn or "/Mask" in drawn:
            pen = pen._replace(has_soft_mask=True)
        self._keep(
            Picture(
                box=around(corners).within(self._clip),
                pen=pen,
                tag=self._tag,
                width_px=width,
                height_px=height,
                ppi=min(width / max(wide, 1e-6), height / max(high, 1e-6)),
                space=self._picture_space(space),
                bits=int(drawn.get("/BitsPerComponent", 1)),
                source=drawn,
            )
        )

    def _picture_space(self, space: Any) -> str:
        if not is_array(space):
            return str(space).lstrip("/")
        kind = str(space[0]).lstrip("/")
        if kind == "Indexed":
            return self._picture_space(space[1])
        return f"ICCBased/{int(space[1].N)}" if kind == "ICCBased" else kind

    def mark(self, operands: list[Any]) -> None:
        said: Any = operands[1] if len(operands) > 1 else None
        is_told = hasattr(said, "keys")
        self._tags.append(int(said.get("/MCID", -1)) if is_told else -1)
        self._meant.append(str(said.get("/ActualText", "")) if is_told else "")

    def unmark(self, _: list[Any]) -> None:
        if self._tags:
            self._tags.pop()
            self._meant.pop()


Does = Callable[[Walk, list[Any]], None]


def _paints(*, fills: bool, strokes: bool) -> Does:
    return partial(Walk.paint, fills=fills, strokes=strokes)


_OPERATORS: dict[str, Does] = {
    "q": Walk.save,
    "Q": Walk.restore,
    "cm": Walk.transform,
    "w": Walk.line_width,
    "gs": Walk.state,
    "k": partial(Walk.device, space="DeviceCMYK", is_stroke=False),
    "K": partial(Walk.device, space="DeviceCMYK", is_stroke=True),
    "rg": partial(Walk.device, space="DeviceRGB", is_stroke=False),
    "RG": partial(Walk.device, space="DeviceRGB", is_stroke=True),
    "g": partial(Walk.device, space="DeviceGray", is_stroke=False),
    "G": partial(Walk.device, space="DeviceGray", is_stroke=True),
    "cs": partial(Walk.choose_space, is_stroke=False),
    "CS": partial(Walk.choose_space, is_stroke=True),
    "sc": partial(Walk.colour, is_stroke=False),
    "scn": partial(Walk.colour, is_stroke=False),
    "SC": partial(Walk.colour, is_stroke=True),
    "SCN": partial(Walk.colour, is_stroke=True),
    "re": Walk.rectangle,
    "m": Walk.move,
    "l": Walk.line,
    "c": Walk.curve,
    "v": Walk.curve,
    "y": Walk.curve,
    "W": Walk.clip,
    "W*": Walk.clip,
    "n": _paints(fills=False, strokes=False),
    "sh": Walk.shade,
    **dict.fromkeys(("S", "s"), _paints(fills=False, strokes=True)),
    **dict.fromkeys(("f", "F", "f*"), _paints(fills=True, strokes=False)),
    **dict.fromkeys(("B", "B*", "b", "b*"), _paints(fills=True, strokes=True)),
    "BT": Walk.begin,
    "Tf": Walk.font,
    "Tc": partial(Walk.spacing, place=0),
    "Tw": partial(Walk.spacing, place=1),
    "Tz": partial(Walk.spacing, place=2),
    "Ts": partial(Walk.spacing, place=3),
    "Tr": Walk.mode,
    "TL": Walk.leading,
    "Tm": Walk.place_text,
    "Td": Walk.next_line,
    "TD": Walk.next_line_leading,
    "T*": Walk.new_line,
    "Tj": Walk.show,
    "TJ": Walk.show,
    "'": Walk.show_next,
    '"': Walk.show_next,
    "Do": Walk.draw,
    "BDC": Walk.mark,
    "BMC": Walk.mark,
    "EMC": Walk.unmark,
}

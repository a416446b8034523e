"""Pens: the graphics state and the colours of a content stream."""

from typing import Any

from sitegen.render.print.painted.fonts import Font
from sitegen.render.print.painted.items import Box, Ink, Item, Pen
from sitegen.render.print.painted.matrix import Matrix, as_matrix, is_array, numbers, times

__all__ = ["POINTS_PER_MM", "Pens"]

POINTS_PER_MM = 72 / 25.4
_EVERYWHERE = Box(-1e9, -1e9, 1e9, 1e9)
_START = {"DeviceCMYK": (0.0, 0.0, 0.0, 1.0), "DeviceRGB": (0.0, 0.0, 0.0)}


class Pens:
    """What holds while something is painted; ``items`` collects what is."""

    def __init__(self, matrix: Matrix) -> None:
        self.items: list[Item] = []
        self.embedded: dict[str, bool] = {}
        self.spaces: set[str] = set()
        self.overprint_modes: set[int] = set()
        self._here = matrix
        self._pen = Pen()
        self._clip = _EVERYWHERE
        self._kept: list[tuple[Matrix, Pen, Box, Any]] = []
        self._line_width = 1.0
        self._space = {False: "DeviceGray", True: "DeviceGray"}  # by "is a stroke"
        self._known: dict[str, tuple[tuple[str, ...], int]] = {}  # spot colours, components
        self._tags: list[int] = []
        self._font: Font | None = None
        self._size = 0.0
        self._resources: Any = {}

    @property
    def _tag(self) -> int:
        return next((tag for tag in reversed(self._tags) if tag >= 0), -1)

    def _keep(self, item: Item) -> None:
        """Keep what is painted; what the clipping path hides is not."""
        if item.box.width > 0 and item.box.height > 0:
            self.items.append(item)

    # -- state ---------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        kept = (self._font, self._size, self._line_width, dict(self._space))
        self._kept.append((self._here, self._pen, self._clip, kept))

    def restore(self, _: list[Any]) -> None:
        if self._kept:
            self._here, self._pen, self._clip, kept = self._kept.pop()
            self._font, self._size, self._line_width, self._space = kept

    def transform(self, operands: list[Any]) -> None:
        self._here = times(as_matrix(operands), self._here)

    def line_width(self, operands: list[Any]) -> None:
        self._line_width = float(operands[0])

    def state(self, operands: list[Any]) -> None:
        said = self._resources["/ExtGState"][str(operands[0])]
        changes: dict[str, Any] = {}
        if "/LW" in said:
            self._line_width = float(said.LW)
        if "/ca" in said or "/CA" in said:
            changes["alpha"] = min(float(said.get("/ca", 1)), float(said.get("/CA", 1)))
        if "/OP" in said:
            changes["stroke_overprints"] = changes["fill_overprints"] = bool(said.OP)
        if "/op" in said:
            changes["fill_overprints"] = bool(said.get("/op"))
        if "/OPM" in said:
            self.overprint_modes.add(int(said.OPM))
        if "/SMask" in said:
            changes["has_soft_mask"] = said.SMask != "/None"
        if "/BM" in said:
            changes["blend"] = str(said.BM[0] if is_array(said.BM) else said.BM).lstrip("/")
        self._pen = self._pen._replace(**changes)

    # -- colour --------------------------------------------------------------------------

    def _paint(self, ink: Ink, *, is_stroke: bool) -> None:
        self.spaces.add(ink.space if not ink.profile else f"{ink.space}/{ink.profile}")
        pen = self._pen
        self._pen = pen._replace(stroke=ink) if is_stroke else pen._replace(fill=ink)

    def device(self, operands: list[Any], space: str, *, is_stroke: bool) -> None:
        self._space[is_stroke] = space
        self._paint(Ink(space, numbers(operands)), is_stroke=is_stroke)

    def choose_space(self, operands: list[Any], *, is_stroke: bool) -> None:
        name = str(operands[0])
        found = self._resources.get("/ColorSpace", {}).get(name)
        space = name.lstrip("/") if found is None else self._named(found)
        self._space[is_stroke] = space
        _, profile = self._known.get(space, ((), 0))
        black = _START["DeviceCMYK"] if profile == 4 else (0.0,) * max(1, profile)
        self._colour(_START.get(space, black), is_stroke=is_stroke)

    def _named(self, found: Any) -> str:
        """Return the name of a colour space and remember its spot colours or its profile."""
        if not is_array(found):
            return str(found).lstrip("/")
        kind = str(found[0]).lstrip("/")
        if kind == "ICCBased":
            self._known[kind] = ((), int(found[1].N))
        elif kind in {"Separation", "DeviceN"}:
            names = found[1] if kind == "DeviceN" else [found[1]]
            self._known[kind] = (tuple(str(name).lstrip("/") for name in names), 0)
        return kind

    def colour(self, operands: list[Any], *, is_stroke: bool) -> None:
        self._colour(numbers(operands), is_stroke=is_stroke)

    def _colour(self, values: tuple[float, ...], *, is_stroke: bool) -> None:
        space = self._space[is_stroke]
        names, profile = self._known.get(space, ((), 0))
        self._paint(Ink(space, values, names, profile), is_stroke=is_stroke)

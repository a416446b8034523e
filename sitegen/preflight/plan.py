"""Plan: what the sheet was meant to be – its size, its panels, what may stand on it."""

from collections.abc import Iterator
from itertools import accumulate

from sitegen.documents.base import Picture
from sitegen.documents.leaflet import READING_PT, Imprint, Leaflet, LeafletSteps
from sitegen.documents.nodes import Figure
from sitegen.documents.quick import dataclass
from sitegen.render.print.arranging import arranged
from sitegen.render.print.painted import Box, Item, Side, Words
from sitegen.render.print.pictures import sharp_px, shown_size
from sitegen.render.print.single_data import imprint_said

__all__ = ["PanelPlan", "SheetPlan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlan:
    """One panel: its name, where it lies on its side, and whether the imprint is on it.

    ``is_blank`` says that nothing is meant to stand there.
    """

    name: str
    side: int
    box: Box
    has_imprint: bool = False
    is_blank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """The sheet in millimetres; ``panels`` are by side, from left to right as printed.

    ``least_ppi``, ``least_pt`` and ``imprint_pt`` are the format's limits, ``foot_mm`` what stays
    empty at its foot; ``imprint`` are the lines that may be smaller wherever they stand, on a sheet without
    panels; ``parts`` are the pictures of which a part is printed: its size in pixels, and the width
    of the whole.
    """

    width_mm: float
    height_mm: float
    bleed_mm: float
    panels: tuple[tuple[PanelPlan, ...], ...]
    least_ppi: int = 200
    least_pt: float = READING_PT
    imprint_pt: float = 6.8
    foot_mm: float = 0
    imprint: str = ""
    parts: tuple[tuple[tuple[int, int], int], ...] = ()

    @classmethod
    def of(cls, document: Leaflet) -> "SheetPlan":
        """Return the plan of a leaflet: on the back its panels stand the other way round."""
        sheet = document.format
        has_panels = sheet.layout == "panels"
        sides = []
        for number, side in enumerate(arranged(document), 1):
            widths = sheet.panel_widths_mm[:: 1 if number % 2 else -1]
            ends = list(accumulate(widths))
            row = tuple(
                PanelPlan(
                    name=panel.name,
                    side=number,
                    box=Box(end - width, 0, end, sheet.height_mm),
                    has_imprint=has_panels
                    and any(isinstance(part, Imprint) for part in panel.parts),
                    is_blank=not panel.parts,
                )
                for panel, width, end in zip(side, widths, ends, strict=False)
            )
            sides.append(row)
        return cls(
            width_mm=sheet.width_mm,
            height_mm=sheet.height_mm,
            bleed_mm=sheet.bleed_mm,
            panels=tuple(sides),
            least_ppi=sheet.least_ppi,
            least_pt=sheet.reading_pt,
            imprint_pt=sheet.imprint_pt,
            foot_mm=sheet.foot_mm,
            imprint="" if has_panels else imprint_said(document),
            parts=tuple(_parts(document)),
        )

    @property
    def trim(self) -> Box:
        """Return the trimmed sheet."""
        return Box(0, 0, self.width_mm, self.height_mm)

    def on_side(self, number: int) -> tuple[PanelPlan, ...]:
        """Return the panels of a side, counted from 1; none for a side too many."""
        return self.panels[number - 1] if 0 < number <= len(self.panels) else ()

    def panel_at(self, side: int, box: Box) -> PanelPlan | None:
        """Return the panel in which the middle of ``box`` lies."""
        middle = (box.left + box.right) / 2
        for panel in self.on_side(side):
            if panel.box.left <= middle < panel.box.right:
                return panel
        return None

    def name_at(self, side: int, box: Box) -> str:
        """Return the name of the panel in which the middle of ``box`` lies, "" for none."""
        panel = self.panel_at(side, box)
        return panel.name if panel else ""

    def words_before(self, side: Side, item: Item) -> str:
        """Return what is set last before ``item`` on its panel: what a picture belongs to.

        What the print shop reads beside the sheet belongs to no picture.
        """
        panel, said = self.panel_at(side.number, item.box), ""
        last: Words | None = None
        for other in _before(side, item):
            if not isinstance(other, Words) or not other.box.meets(self.trim):
                continue
            if self.panel_at(side.number, other.box) == panel:
                goes_on = last is not None and _goes_on(last, other)
                said = f"{said} {other.text}" if goes_on else other.text
                last = other
        return " ".join(said.split())


def _parts(document: Leaflet) -> Iterator[tuple[tuple[int, int], int]]:
    sharp = sharp_px(document.format)
    for picture in _pictures(document):
        size = shown_size(picture, sharp)
        if size != (picture.width, picture.height):
            yield size, picture.width


def _pictures(document: Leaflet) -> Iterator[Picture]:
    for part in (part for panel in document.panels for part in panel.parts):
        if isinstance(part, Figure):
            yield part.picture
        elif isinstance(part, LeafletSteps):
            yield from (picture for step in part.steps for picture in step.pictures)


def _goes_on(words: Words, after: Words) -> bool:
    """Tell whether two pieces of text are lines of one paragraph."""
    line_mm = words.size_pt * 25.4 / 72 * 1.6
    return (
        abs(words.size_pt - after.size_pt) < 0.1
        and -0.1 < (after.box.bottom - words.box.bottom) < line_mm
    )


def _before(side: Side, item: Item) -> Iterator[Item]:
    for other in side.items:
        if other is item:
            return
        yield other

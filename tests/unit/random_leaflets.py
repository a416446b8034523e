"""Leaflets drawn by lot: what an office might put on paper, and worse."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from PIL import Image

from sitegen.documents.base import ContactCard, Picture
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import (
    Cover,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
)
from sitegen.documents.nodes import (
    AgencyGrid,
    Benefits,
    Comparison,
    ComparisonSide,
    Contacts,
    Paragraph,
    Step,
)
from tests import print_formats
from tests.unit.print_samples import COVER, IMPRINT, PORTAL_LINE, a_head

__all__ = ["FORMATS", "a_random_leaflet", "plain_picture", "shape_of"]

FORMATS = {form.name: form for form in print_formats.FORMATS if form.layout == "panels"} | {
    "2xA6": LeafletFormat(name="2xA6", width_mm=210, height_mm=148, panel_widths_mm=(105, 105)),
    "one": LeafletFormat(name="one", panel_widths_mm=(200,) * 3, fold="roll", sides=1),
}
_WORDS = [
    "hồ",
    "sơ",
    "nộp",
    "trực",
    "tuyến",
    "thủ",
    "tục",
    "hành",
    "chính",
    "cơ",
    "quan",
    "giải",
    "quyết",
    "kết",
    "quả",
    "nhận",
    "mở",
    "cổng",
    "chọn",
    "bấm",
    "điền",
    "đính",
    "kèm",
    "giấy",
    "tờ",
    "nghiêng",
    "bộ",
    "phận",
    "một",
    "cửa",
    "tỉnh",
    "huyện",
    "xã",
    "ngày",
    "làm",
    "việc",
    "điện",
    "thoại",
    "mã",
    "số",
]
_LONG = (
    "dichvucong.backan.gov.vn",
    "trungtamphucvuhanhchinhcong@backan.gov.vn",
    "N" * 30,
    "nghieng" * 28,
    "DKHSTT/2019/BIEUMAU-01",
)
_SIZES = {"l": (1366, 860), "p": (1080, 2400), "t": (200, 4000), "w": (2000, 300)}


def a_random_leaflet(seed: int) -> tuple[str, Leaflet]:
    """Return the name of a format and a leaflet for it; the same for the same ``seed``."""
    return _Lot(random.Random(seed)).leaflet()  # noqa: S311  # a lot, not a secret


def shape_of(digest: str) -> tuple[int, int]:
    """Return width and height of the picture that ``digest`` stands for."""
    return _SIZES[digest[0]]


@cache
def plain_picture(digest: str) -> bytes:
    """Draw a grey picture of that shape, small: only its proportions matter here."""
    width, height = shape_of(digest)
    out = io.BytesIO()
    Image.new("RGB", (max(1, width // 10), max(1, height // 10)), "#d0d4d8").save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Lot:
    lot: random.Random

    def leaflet(self) -> tuple[str, Leaflet]:
        name = self.lot.choice(list(FORMATS))
        form = FORMATS[name]
        count = len(form.panel_widths_mm)
        panels = [Panel(name="Bìa", parts=(self._cover(),))] if count > 1 else []
        wanted = form.sides * count - len(panels)
        columns: list[list[PanelPart]] = [[] for _ in range(wanted)]
        self._spread_steps(columns)
        for column in columns:
            if not column or self.lot.random() < 0.2:
                column.append(self._part())
        columns[-1].append(IMPRINT)
        panels += [Panel(name=f"Mặt {at}", parts=tuple(c)) for at, c in enumerate(columns, 1)]
        if count == 1:  # of a handout the cover is the head of a page
            panels[0] = replace(panels[0], parts=(self._cover(), *panels[0].parts))
        made = Leaflet(
            head=a_head("to-gap", "Tờ gấp " + self._words(6)),
            format=form,
            panels=tuple(self._put(panels)),
            imprint=IMPRINT,
        )
        return name, made

    def _put(self, panels: list[Panel]) -> list[Panel]:
        """Put the panels by hand, leave them to Loa, or pin some with more than they hold."""
        pinned = [replace(panel, at=at) for at, panel in enumerate(panels)]
        match self.lot.choice(("by hand", "as they come", "left to Loa", "some")):
            case "by hand":
                return pinned
            case "as they come":
                return panels
            case "left to Loa":
                return [Panel(name="", parts=tuple(part for one in panels for part in one.parts))]
            case _:
                return list(self._merged(pinned))

    def _merged(self, pinned: list[Panel]) -> Iterator[Panel]:
        """Join neighbours: the first keeps its place, the rest goes on from there."""
        at = 0
        while at < len(pinned):
            end = (
                at + 1
                if len(pinned) > 2 and any(isinstance(p, Cover) for p in pinned[at].parts)
                else (at + self.lot.randint(1, 3))
            )
            parts = tuple(part for panel in pinned[at:end] for part in panel.parts)
            place = pinned[at].at if self.lot.random() < 0.7 else None
            yield replace(pinned[at], parts=parts, at=place)
            at = end

    def _spread_steps(self, columns: list[list[PanelPart]]) -> None:
        most = 5 * len(columns) if self.lot.random() < 0.8 else 40
        total = self.lot.randint(1, min(40, most))
        pictures = self.lot.randint(0, 8) if self.lot.random() < 0.6 else 0
        steps = [self._step(number) for number in range(1, total + 1)]
        for picture in range(pictures):
            at = self.lot.randrange(total)
            kind = self.lot.choices("lptw", (8, 8, 1, 1))[0]
            steps[at] = self._illustrated(steps[at], f"{kind}{picture}")
        taken = columns[: self.lot.randint(len(columns) // 2, len(columns))]
        share = -(-total // len(taken))
        for at, column in enumerate(taken):
            some = tuple(steps[at * share : (at + 1) * share])
            if some:
                title = self._words(5) if at == 0 else ""
                closing = (Text(value=self._words(9)),) if self.lot.random() < 0.2 else ()
                column.append(
                    LeafletSteps(title=title, guide_key="page-7", steps=some, closing=closing)
                )

    def _step(self, number: int) -> Step:
        longest = self.lot.choice((6, 14, 40))
        return Step(number=number, anchor=f"b{number}", title=(Text(value=self._words(longest)),))

    def _illustrated(self, step: Step, digest: str) -> Step:
        width, height = shape_of(digest)
        shown = Picture(digest=digest, width=width, height=height, alt=f"Hình {digest}")
        return Step(
            number=step.number,
            anchor=step.anchor,
            title=step.title,
            pictures=(*step.pictures, shown),
        )

    def _words(self, longest: int) -> str:
        said = [self.lot.choice(_WORDS) for _ in range(self.lot.randint(1, longest))]
        if self.lot.random() < 0.05:
            said.insert(self.lot.randrange(len(said)), self.lot.choice(_LONG))
        return " ".join(said).capitalize()

    def _cover(self) -> Any:
        changes = {"statement": self._words(9), "subtitle": self._words(14), "foot": self._words(5)}
        return type(COVER)(agencies=(self._words(8), self._words(5)), **changes)

    def _part(self) -> PanelPart:
        count = self.lot.randint(1, 6)
        return self.lot.choice(
            (
                Benefits(title=self._words(6), items=self._list(count, 12)),
                Contacts(title="Liên hệ", cards=(self._card(),)),
                Paragraph(children=(Text(value=self._words(80)),)),
                AgencyGrid(title=self._words(5), names=self._list(count + 3, 6)),
                self._comparison(),
                LeafletKinds(
                    title=self._words(4),
                    page_key="p",
                    kinds=tuple((f"Mức độ {n}", self._list(2, 20)) for n in range(1, count + 1)),
                ),
                self._statistics(count),
                PORTAL_LINE,
            )
        )

    def _list(self, count: int, longest: int) -> tuple[str, ...]:
        return tuple(self._words(longest) for _ in range(count))

    def _card(self) -> ContactCard:
        return ContactCard(
            name=self._words(8),
            address=self._words(10),
            phone="0209.3810.777",
            phone_link="+842093810777",
            email=self.lot.choice(("a@b.vn", _LONG[1])),
            note=self._words(12),
        )

    def _comparison(self) -> Comparison:
        sides = [
            ComparisonSide(title=self._words(4), stations=self._list(self.lot.randint(1, 7), 8))
            for _ in range(2)
        ]
        caption = self._words(14)
        return Comparison(title=self._words(6), left=sides[0], right=sides[1], caption=caption)

    def _statistics(self, count: int) -> LeafletStatistics:
        form = self.lot.choice(("table", "chart"))
        rows = tuple(
            (
                self._words(6),
                (str(self.lot.randint(0, 10**7)), str(self.lot.randint(0, 999)), "98.1"),
            )
            for _ in range(count * 4)
        )
        columns = 1 if form == "chart" else 3
        return LeafletStatistics(
            title=self._words(4),
            page_key="page-9",
            columns=tuple(range(columns)),
            form=form,  # type: ignore[arg-type]  # one of two
            labels=("Phải giải quyết", "Đã giải quyết", "Đúng hạn (%)")[:columns],
            rows=tuple((unit, values[-columns:]) for unit, values in rows),
            period=self._words(8),
        )

"""Composer: how large the text of a leaflet is, and where on its panel each piece stands.

The layout measures pieces (with :data:`Ask`) and sets what is reckoned here; heights and places
are millimetres from the top of a panel's own room. One size of text rules the whole sheet: it is
the largest of 12 to 10.5 pt that fits every panel; then pictures give way, then gaps, and only
then the text down to 9.5 pt. Room left over widens the gaps by half lines.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sitegen.render.print.fit import PanelFit, PieceFit

__all__ = ["Ask", "Asks", "Composition", "compose"]

Place = tuple[int, int]
"""Side and panel, from 0, as they stand on the sheet."""
Asks = Sequence[tuple[int, int, Mapping[str, Any]]]
Ask = Callable[[Asks], Sequence[Mapping[str, Any]]]
"""Measures panels: (side, panel, setting) each; one report each, in the same order."""

_ROUNDING_MM = 0.02
_WIDEST_GAP = 3.0  # lines that a gap may gain; the rest stays white
_HIGHEST_NUMERAL = 3  # lines
_ROW_LINES = 3  # that a step gains at most to stand in a row; more would be a hole
_PICTURE_STEPS = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.57, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the fit decides: ``body`` in points, pictures from 0.5 to 1, gaps as a part."""

    body: float
    picture: float
    gaps: float = 1.0


# From the most generous to the last: each is tried only when all before it are too large.
_GENEROUS = 0.76  # pictures give way this far before the text does
_SETTINGS = (
    *(Setting(body=body, picture=_GENEROUS) for body in (12, 11.5, 11, 10.5)),
    *(Setting(body=10.5, picture=picture) for picture in (0.64, 0.5)),
    *(Setting(body=body, picture=0.5, gaps=0.5) for body in (10.5, 10, 9.5)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    height: float
    after: float
    grows: bool
    pin: bool
    row: int | None
    list: str
    inner: int
    inner_cap: float
    name: str
    pictures: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One measured panel: its pieces with their heights, and the height it has."""

    place: Place
    setting: Setting
    avail: float
    line: float
    characters: int
    pieces: tuple[_Piece, ...]
    boxes: tuple[Mapping[str, Any], ...]

    @property
    def has_pictures(self) -> bool:
        return any(piece.pictures for piece in self.pieces)

    def height(self, piece: _Piece, numerals: Mapping[str, int]) -> float:
        """Return the height of ``piece`` in whole lines, its numeral beside it; pins as is."""
        lines = max(piece.height / self.line, numerals.get(piece.list, 0))
        return lines * self.line if piece.pin else math.ceil(lines - 0.02) * self.line

    def gap(self, piece: _Piece) -> float:
        """Return the least gap below ``piece``, in half lines when gaps are tight."""
        return math.ceil(piece.after * self.setting.gaps * 2) / 2 * self.line

    def used(self, numerals: Mapping[str, int]) -> float:
        heights = sum(self.height(piece, numerals) for piece in self.pieces)
        return heights + sum(self.gap(piece) for piece in self.pieces[:-1])

    def fits(self, numerals: Mapping[str, int]) -> bool:
        """Tell whether all is inside; of a cover, whether its words are as well."""
        boxes = all(box["used"] <= box["avail"] + _ROUNDING_MM for box in self.boxes)
        words = all(box["widest"] <= box["room"] + _ROUNDING_MM for box in self.boxes)
        return boxes and words and self.used(numerals) <= self.avail + _ROUNDING_MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """What the layout sets (``plan``), and how full every panel is (``fits``)."""

    plan: Mapping[str, Any]
    fits: tuple[PanelFit, ...]


@dataclass(slots=True)
class _Measurer:
    """Asks each panel once for each setting that matters to its heights."""

    ask: Ask
    known: dict[tuple[Place, float, float], _Panel] = field(default_factory=dict)
    plain: set[Place] = field(default_factory=set)

    def panels(self, places: Iterable[Place], setting: Setting) -> list[_Panel]:
        places = list(places)
        asked = [place for place in places if self._key(place, setting) not in self.known]
        if asked:
            said = {"body": setting.body, "picture": setting.picture}
            answers = self.ask([(*place, said) for place in asked])
            for place, answer in zip(asked, answers, strict=True):
                panel = _panel(place, setting, answer)
                if not panel.has_pictures:
                    self.plain.add(place)
                self.known[self._key(place, setting)] = panel
        return [_with_setting(self.known[self._key(place, setting)], setting) for place in places]

    def _key(self, place: Place, setting: Setting) -> tuple[Place, float, float]:
        return place, setting.body, 0.0 if place in self.plain else setting.picture


def compose(data: Mapping[str, Any], ask: Ask) -> Composition:
    """Return the composition of the leaflet ``data``; it may overflow, and then says where."""
    measurer = _Measurer(ask)
    order = [(side, index) for side, index in data["order"]]
    setting, numerals = _chosen(measurer, order)
    setting = _with_wider_pictures(measurer, order, setting, numerals)
    panels = measurer.panels(order, setting)
    rows = {panel.place: _row_heights(panel, panels, numerals) for panel in panels}
    names = {place: data["sides"][place[0]][place[1]]["name"] for place in order}
    extra = _extra(panels, rows)
    placed = {
        panel.place: _placed(panel, rows[panel.place], extra[panel.place]) for panel in panels
    }
    fits = tuple(fit for panel in panels for fit in _fits(panel, names[panel.place], numerals))
    over = {fit.place: fit.over_words for fit in reversed(fits) if fit.is_overfull}
    plan = {
        "body": setting.body,
        "picture": setting.picture,
        "numerals": numerals,
        "panels": [
            [
                {
                    "extra": extra[side, index] * _MM_PT,
                    "placed": placed[side, index],
                    "over": over.get((side, index), ""),
                }
                for index in range(len(row))
            ]
            for side, row in enumerate(data["sides"])
        ],
    }
    return Composition(plan=plan, fits=fits)


_MM_PT = 72 / 25.4


def _panel(place: Place, setting: Setting, answer: Mapping[str, Any]) -> _Panel:
    pieces = tuple(
        _Piece(**piece | {"pictures": tuple((alt, mm) for alt, mm in piece["pictures"])})
        for piece in answer["pieces"]
    )
    return _Panel(
        place=place,
        setting=setting,
        avail=answer["avail"],
        line=answer["line"],
        characters=answer["characters"],
        pieces=pieces,
        boxes=tuple(answer["boxes"]),
    )


def _with_setting(panel: _Panel, setting: Setting) -> _Panel:
    if panel.setting == setting:
        return panel
    return _Panel(
        place=panel.place,
        setting=setting,
        avail=panel.avail,
        line=panel.line,
        characters=panel.characters,
        pieces=panel.pieces,
        boxes=panel.boxes,
    )


# -- the search ----------------------------------------------------------------------------


def _chosen(measurer: _Measurer, order: Sequence[Place]) -> tuple[Setting, dict[str, int]]:
    """Return the first setting that fits, by halving, and the lines of each list's numerals.

    A panel that fits at one setting fits at all later ones, so only those that do not are
    measured again.
    """
    tight = [p.place for p in measurer.panels(order, _SETTINGS[0]) if not p.fits({})]
    low, high = (1, len(_SETTINGS) - 1) if tight else (0, 0)
    while low < high:
        middle = (low + high) // 2
        panels = measurer.panels(tight, _SETTINGS[middle])
        if all(panel.fits({}) for panel in panels):
            high = middle
        else:
            low = middle + 1
    setting = _SETTINGS[low]
    return setting, _numerals(measurer.panels(order, setting))


def _numerals(panels: Sequence[_Panel]) -> dict[str, int]:
    """Return how many lines high the numerals of each list are: one size in one list.

    The highest that leaves every panel its room; a numeral of one line is no higher than
    its text, so it always fits where the text does.
    """
    names = sorted({piece.list for panel in panels for piece in panel.pieces if piece.list})
    chosen = dict.fromkeys(names, 1)
    for name in names:
        for lines in range(_HIGHEST_NUMERAL, 1, -1):
            tried = chosen | {name: lines}
            if all(panel.fits(tried) or not panel.fits(chosen) for panel in panels):
                chosen = tried
                break
    return chosen


def _with_wider_pictures(
    measurer: _Measurer, order: Sequence[Place], setting: Setting, numerals: Mapping[str, int]
) -> Setting:
    """Return ``setting`` with the widest pictures for which there is room."""
    shown = [panel.place for panel in measurer.panels(order, setting) if panel.has_pictures]
    wider = [step for step in _PICTURE_STEPS if step > setting.picture] if shown else []
    low, high = 0, len(wider)
    while low < high:
        middle = (low + high) // 2
        tried = Setting(body=setting.body, picture=wider[middle], gaps=setting.gaps)
        if all(panel.fits(numerals) for panel in measurer.panels(shown, tried)):
            high = middle
        else:
            low = middle + 1
    if low == len(wider):
        return setting
    return Setting(body=setting.body, picture=wider[low], gaps=setting.gaps)


# -- places --------------------------------------------------------------------------------


def _row_heights(
    panel: _Panel, panels: Sequence[_Panel], numerals: Mapping[str, int]
) -> list[float]:
    """Return the heights of the pieces; steps beside each other stand in rows when they can.

    Each row is as high as its highest step on this side, where the panel can afford it.
    """
    own = [panel.height(piece, numerals) for piece in panel.pieces]
    others = [other for other in panels if other.place[0] == panel.place[0]]
    rows: dict[int, float] = {}
    for other in others:
        for piece in other.pieces:
            if piece.row is not None:
                rows[piece.row] = max(rows.get(piece.row, 0), other.height(piece, numerals))
    raised = [
        max(height, rows[piece.row]) if piece.row is not None else height
        for piece, height in zip(panel.pieces, own, strict=True)
    ]
    gaps = sum(panel.gap(piece) for piece in panel.pieces[:-1])
    is_near = all(
        high - low <= _ROW_LINES * panel.line for high, low in zip(raised, own, strict=True)
    )
    return raised if is_near and sum(raised) + gaps <= panel.avail + _ROUNDING_MM else own


def _extra(panels: Sequence[_Panel], rows: Mapping[Place, Sequence[float]]) -> dict[Place, float]:
    """Return what each gap of a panel gains; panels with rows of steps on a side gain alike."""
    own = {panel.place: _own_extra(panel, rows[panel.place]) for panel in panels}
    for side in {place[0] for place in own}:
        stepped = [p.place for p in panels if p.place[0] == side and any(x.row for x in p.pieces)]
        if len({tuple(rows[place][: _common(stepped, rows)]) for place in stepped}) == 1:
            own |= dict.fromkeys(stepped, min(own[place] for place in stepped))
    return own


def _common(places: Sequence[Place], rows: Mapping[Place, Sequence[float]]) -> int:
    """Return how many pieces the shortest of some panels has."""
    return min(len(rows[place]) for place in places)


def _own_extra(panel: _Panel, heights: Sequence[float]) -> float:
    room = panel.avail - sum(heights) - sum(panel.gap(piece) for piece in panel.pieces[:-1])
    half = panel.line / 2
    for halves in range(int(_WIDEST_GAP * 2), 0, -1):
        if _gained(panel, halves * half) <= room + _ROUNDING_MM:
            return halves * half
    return 0.0


def _gained(panel: _Panel, extra: float) -> float:
    """Return how much higher the panel becomes when its gaps gain ``extra``."""
    between = sum(extra for piece in panel.pieces[:-1] if piece.grows)
    return between + sum(_inner(panel, piece, extra) for piece in panel.pieces)


def _inner(panel: _Panel, piece: _Piece, extra: float) -> float:
    gained = piece.inner * min(extra, piece.inner_cap * panel.line)
    return math.ceil(gained / panel.line - 0.02) * panel.line


def _placed(panel: _Panel, heights: Sequence[float], extra: float) -> list[tuple[float, float]]:
    """Return top and height of each piece; pins stand at the foot, the rest from the top."""
    tall = [
        height + _inner(panel, piece, extra)
        for piece, height in zip(panel.pieces, heights, strict=True)
    ]
    placed, y = [], 0.0
    for piece, height in zip(panel.pieces, tall, strict=True):
        placed.append((y, height))
        y += height + panel.gap(piece) + (extra if piece.grows else 0.0)
    first = next((at for at, piece in enumerate(panel.pieces) if piece.pin), None)
    if first is None:
        return [(round(top, 3), round(height, 3)) for top, height in placed]
    foot = placed[-1][0] + placed[-1][1]
    down = max(0.0, panel.avail - foot)
    return [
        (round(top + (down if at >= first else 0.0), 3), round(height, 3))
        for at, (top, height) in enumerate(placed)
    ]


# -- reports -------------------------------------------------------------------------------


def _fits(panel: _Panel, name: str, numerals: Mapping[str, int]) -> Iterable[PanelFit]:
    common: dict[str, Any] = {
        "side": panel.place[0] + 1,
        "index": panel.place[1],
        "body_pt": panel.setting.body,
        "picture_percent": round(panel.setting.picture * 100),
        "line_mm": panel.line,
        "line_characters": panel.characters,
    }
    for box in panel.boxes:
        yield PanelFit(
            panel=f"{name} – {box['name']}",
            avail_mm=box["avail"],
            used_mm=box["used"],
            wide_mm=max(0.0, round(box["widest"] - box["room"], 1)),
            **common,
        )
    if not panel.boxes:
        pieces = tuple(
            PieceFit(
                name=piece.name, height_mm=panel.height(piece, numerals), pictures=piece.pictures
            )
            for piece in panel.pieces
        )
        yield PanelFit(
            panel=name,
            avail_mm=panel.avail,
            used_mm=round(panel.used(numerals), 2),
            pieces=pieces,
            **common,
        )

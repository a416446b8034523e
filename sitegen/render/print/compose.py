"""Composer: what the layout sets – on which panel each piece stands where – and how full they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sitegen.documents.leaflet import Leaflet, Panel
from sitegen.documents.quick import dataclass
from sitegen.render.print.arranging import Stretch
from sitegen.render.print.fit import PanelFit, PieceFit
from sitegen.render.print.measuring import Ask, Measurer, PanelAt, Stack
from sitegen.render.print.placing import gains, placed, row_heights
from sitegen.render.print.search import Search, numerals_of
from sitegen.render.print.turns import cut_short

__all__ = ["Composition", "compose", "flows_of"]

_MM_PT = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The leaflet with the panels it has on the sheet, what the layout sets (``plan``), the fit.

    ``turned`` are the places that would still hold what begins the next panel, which it names.
    """

    document: Leaflet
    plan: Mapping[str, Any]
    fits: tuple[PanelFit, ...]
    turned: Mapping[PanelAt, Panel]


def flows_of(stretches: Sequence[Stretch]) -> tuple[Panel, ...]:
    """Return the panels of all stretches by number; the last one is that of an empty place."""
    panels = (panel for stretch in stretches for panel in stretch.panels)
    return (*panels, Panel(name="", parts=()))


def compose(document: Leaflet, stretches: Sequence[Stretch], ask: Ask) -> Composition:
    """Return the composition of ``document``; it may overflow, and then says where."""
    flows = flows_of(stretches)
    sheet = Search(document, flows, Measurer(ask))
    runs = sheet.runs(stretches)
    setting = sheet.chosen(runs)
    slices = sheet.slices(runs, setting)
    setting = sheet.grown(slices, setting)
    numerals = numerals_of(sheet.panels(slices, setting))
    setting = sheet.with_wider_pictures(slices, setting, numerals)
    panels = sheet.panels(slices, setting)
    made = sheet.laid_out(slices, setting)
    rows = {panel.place: row_heights(panel, panels, numerals) for panel in panels}
    extra = gains(panels, rows)
    names = dict(zip(document.format.order, document.format.panel_names, strict=True))
    names |= {document.format.order[one.at]: one.name for one in made.panels if one.at is not None}
    word = document.format.panel_word
    short = cut_short(panels, slices, numerals, is_handout=document.format.is_handout)
    fits = tuple(
        fit for panel in panels for fit in _fits(panel, names[panel.place], word, numerals)
    )
    over = {fit.place: fit.over_words for fit in reversed(fits) if fit.is_overfull}
    plans = {
        panel.place: {
            "extra": extra[panel.place] * _MM_PT,
            "placed": placed(panel, rows[panel.place], extra[panel.place]),
            "over": over.get(panel.place, ""),
        }
        for panel in panels
    }
    plan = {
        "body": setting.body,
        "picture": setting.picture,
        "numerals": numerals,
        "panels": [
            [plans[side, at] for at in range(len(document.format.panel_widths_mm))]
            for side in range(document.format.sides)
        ],
    }
    turned = {place: flows[following] for place, following in short.items()}
    return Composition(document=made, plan=plan, fits=fits, turned=turned)


def _fits(panel: Stack, name: str, word: str, numerals: Mapping[str, int]) -> Iterable[PanelFit]:
    common: dict[str, Any] = {
        "side": panel.place[0] + 1,
        "index": panel.place[1],
        "body_pt": panel.setting.body,
        "picture_percent": round(panel.setting.picture * 100),
        "line_mm": panel.line,
        "line_characters": panel.characters,
        "word": word,
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

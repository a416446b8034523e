"""Fullness: panels that stay blank or nearly so, and the smaller format that would be enough.

How full a panel is, is what the layout measured (``PanelFit.fill_percent``), as in the preview.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from sitegen.documents.leaflet import Leaflet, LeafletFormat
from sitegen.preflight.remark import Remark
from sitegen.render.print import PanelFit
from sitegen.render.print.arranging import arranged
from sitegen.render.print.fit import turned_words

__all__ = ["Holds", "fullness_remarks"]

Holds = Callable[[LeafletFormat], bool]
"""Tells whether a format holds the leaflet as it was written: it was composed for it."""

_NEARLY_EMPTY = 12  # percent


def fullness_remarks(
    document: Leaflet, fits: Sequence[PanelFit], holds: Holds, formats: Iterable[LeafletFormat]
) -> Iterator[Remark]:
    """Yield what is blank or nearly so: paper may be blank, so it is for the officer to weigh.

    The smallest of ``formats`` with less paper that ``holds`` the leaflet is named with it.
    """
    remarks = [*_blank(document), *_nearly_empty(document, fits)]
    smaller = _smaller(document.format, holds, formats) if remarks else None
    advice = f" Nội dung này vừa khổ nhỏ hơn: “{smaller.name}”." if smaller else ""
    for remark in remarks:
        yield replace(remark, hint=f"{remark.hint}{advice}")


def _blank(document: Leaflet) -> Iterator[Remark]:
    word = document.format.panel_word
    blank = [panel.name for side in arranged(document) for panel in side if not panel.parts]
    if blank:
        names = ", ".join(f"“{name}”" for name in blank)
        hint = "Để trống vẫn in được."
        message = f"Có {len(blank)} {word} để trống: {names}."
        yield Remark(code="panel-empty", severity="warning", message=message, hint=hint)


def _nearly_empty(document: Leaflet, fits: Sequence[PanelFit]) -> Iterator[Remark]:
    word = document.format.panel_word.capitalize()
    for fit in fits:
        is_few = bool(fit.pieces) and fit.fill_percent < _NEARLY_EMPTY
        if fit.is_left_empty or is_few:
            yield Remark(
                code="panel-turned" if fit.is_left_empty else "panel-nearly-empty",
                severity="warning",
                message=f"{word} này mới đầy {fit.fill_percent} %.",
                hint=turned_words() if fit.is_left_empty else "Để vậy vẫn in được.",
                side=fit.side,
                panel=fit.panel,
            )


def _smaller(
    form: LeafletFormat, holds: Holds, formats: Iterable[LeafletFormat]
) -> LeafletFormat | None:
    """Return the smallest format of less paper that holds the leaflet."""
    some = [one for one in formats if one.layout == "panels" and _paper(one) < _paper(form)]
    return next(filter(holds, sorted(some, key=_paper)), None)


def _paper(form: LeafletFormat) -> float:
    return form.width_mm * form.height_mm

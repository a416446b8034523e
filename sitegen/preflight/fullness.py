"""Fullness: panels that stay blank or nearly so, and the smaller format that would be enough.

How full a panel is, is what the layout measured (``PanelFit.fill_percent``), as in the preview.
"""

from collections.abc import Iterator, Sequence

from sitegen.documents.formats import FORMATS
from sitegen.documents.leaflet import Leaflet, LeafletFormat
from sitegen.preflight.remark import Remark
from sitegen.render.print import PanelFit
from sitegen.render.print.arranging import arranged
from sitegen.render.print.fit import turned_words

__all__ = ["fullness_remarks"]

_NEARLY_EMPTY = 12  # percent
_USUAL_PT = 12.0
_COMFORTABLE = 0.75  # of the room of a smaller format, that the content may take there
_MARGINS_MM = 24.0  # above and below what stands on a panel
_HEAD = 0.25  # of a handout's page, that its cover takes


def fullness_remarks(document: Leaflet, fits: Sequence[PanelFit]) -> Iterator[Remark]:
    """Yield what is blank or nearly so: paper may be blank, so it is for the officer to weigh."""
    word = document.format.panel_word
    blank = [panel.name for side in arranged(document) for panel in side if not panel.parts]
    if blank:
        names = ", ".join(f"“{name}”" for name in blank)
        yield Remark(
            code="panel-empty",
            severity="warning",
            message=f"Có {len(blank)} {word} để trống: {names}.",
            hint=f"Để trống vẫn in được.{_advice(document, fits)}",
        )
    for fit in fits:
        if fit.is_left_empty:
            yield Remark(
                code="panel-turned",
                severity="warning",
                message=f"{word.capitalize()} này mới đầy {fit.fill_percent} %.",
                hint=f"{turned_words()}{_advice(document, fits)}",
                side=fit.side,
                panel=fit.panel,
            )
        elif fit.pieces and fit.fill_percent < _NEARLY_EMPTY:
            yield Remark(
                code="panel-nearly-empty",
                severity="warning",
                message=f"{word.capitalize()} này mới đầy {fit.fill_percent} %.",
                hint=f"Hãy chuyển nội dung của mặt bên sang.{_advice(document, fits)}",
                side=fit.side,
                panel=fit.panel,
            )


def _advice(document: Leaflet, fits: Sequence[PanelFit]) -> str:
    smaller = _smaller(document.format, _area(document.format, fits)) if fits else None
    return f" Nội dung này vừa khổ nhỏ hơn: “{smaller.name}”." if smaller else ""


def _area(form: LeafletFormat, fits: Sequence[PanelFit]) -> float:
    """Return about what the content takes in text of 12 pt, in square millimetres."""
    area = 0.0
    for fit in fits:
        widths = form.panel_widths_mm[:: -1 if fit.side % 2 == 0 else 1]
        if fit.pieces:
            area += fit.used_mm * widths[fit.index] * (_USUAL_PT / fit.body_pt) ** 2
    return area


def _smaller(form: LeafletFormat, area: float) -> LeafletFormat | None:
    """Return the smallest format of less paper, or of fewer panels, that holds so much."""
    some = [one for one in FORMATS if one.layout == "panels" and _size(one) < _size(form)]
    return next((one for one in sorted(some, key=_size) if _room(one) >= area), None)


def _size(form: LeafletFormat) -> tuple[float, int]:
    return form.width_mm * form.height_mm, len(form.order)


def _room(form: LeafletFormat) -> float:
    """Return what stands comfortably beside the cover, in square millimetres."""
    cover = form.panel_widths_mm[-1] * (_HEAD if form.is_handout else 1.0)
    across = form.width_mm * form.sides - cover
    return (form.height_mm - _MARGINS_MM) * across * _COMFORTABLE

"""Sheets without panels: what stays empty at the foot, what is too small, what is not printed."""

from collections.abc import Iterator, Sequence

from sitegen.documents.leaflet import Leaflet
from sitegen.documents.one_sheet import lost_on
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, millimetres, quoted
from sitegen.render.print import PanelFit
from sitegen.render.print.painted import Picture, Side, Words

__all__ = ["foot_remarks", "lost_remarks", "wall_remarks"]

_WALL_PT = 12.0  # of running words that one reads standing before a board
_HELD = "dải xé"  # is torn off and read in the hand


def foot_remarks(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    """Yield what stands where a standee rolls up: nobody will see it."""
    floor = plan.height_mm - plan.foot_mm
    if not plan.foot_mm:
        return
    for item in side.items:
        is_seen = isinstance(item, Picture) or (isinstance(item, Words) and item.text.strip())
        if is_seen and floor + 0.1 < item.box.bottom and item.box.meets(plan.trim):
            yield Remark(
                code="foot",
                severity="error",
                message=f"Nằm trong {millimetres(plan.foot_mm)} mm dưới cùng, phần cuốn vào chân đế.",
                hint="Hãy bớt chữ.",
                side=side.number,
                panel=plan.name_at(side.number, item.box),
                part=quoted(item.text) if isinstance(item, Words) else "hình",
                box=item.box,
            )


def lost_remarks(document: Leaflet) -> Iterator[Remark]:
    """Yield what the content has and this layout does not print, and what it lacks."""
    for finding in lost_on(document):
        yield Remark(
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            hint=finding.hint,
            side=1,
            panel=document.format.panel_names[0],
        )


def wall_remarks(document: Leaflet, fits: Sequence[PanelFit]) -> Iterator[Remark]:
    """Yield what is set so small that one reads it badly from where one stands."""
    for fit in fits if document.format.is_on_a_wall else ():
        if fit.used_mm and fit.body_pt < _WALL_PT and not fit.panel.endswith(_HELD):
            less = round(10 * (1 - (fit.body_pt / _WALL_PT) ** 2)) * 10
            yield Remark(
                code="layout-small",
                severity="warning",
                message=f"Chữ ở đây chỉ {millimetres(fit.body_pt)} pt; đứng trước bảng đọc nên từ 12 pt.",
                hint=f"Hãy bớt khoảng {max(10, less)} % chữ, hoặc chọn khổ lớn hơn.",
                side=fit.side,
                panel=fit.panel,
            )

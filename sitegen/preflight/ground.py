"""Ground: is the bleed really painted, and does every panel hold what it should."""

from collections.abc import Iterator

from sitegen.preflight.plan import PanelPlan, SheetPlan
from sitegen.preflight.remark import Remark, millimetres
from sitegen.render.print.painted import Box, Item, Picture, Shape, Side, Words

__all__ = ["ground_remarks"]

_AT_EDGE_MM = 0.6
_SLACK_MM = 0.1


def ground_remarks(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    """Yield what is wrong with the grounds of one side, and panels that lost all they had."""
    yield from _bleed(side, plan)
    for panel in plan.on_side(side.number):
        yield from _lost(side, panel)


def _bleed(side: Side, plan: SheetPlan) -> Iterator[Remark]:
    """Tell of coloured grounds and pictures that end at the trim: a hair of white is left there."""
    trim, bleed = plan.trim, plan.trim.grown(plan.bleed_mm)
    for item in side.items:
        if not _is_ground(item) or not item.box.meets(trim.grown(_AT_EDGE_MM)):
            continue
        for name in _short(item.box, trim, bleed):
            yield Remark(
                code="bleed",
                severity="error",
                message=f"Màu hoặc hình chưa tràn ra {name} đủ {millimetres(plan.bleed_mm)} mm.",
                hint="Hãy báo cho người quản trị: mẫu dàn trang này cần sửa.",
                side=side.number,
                panel=plan.name_at(side.number, item.box.within(trim)),
                box=item.box,
            )


def _is_ground(item: Item) -> bool:
    if isinstance(item, Picture):
        return True
    return isinstance(item, Shape) and item.is_filled and not item.pen.fill.is_paper


def _short(box: Box, trim: Box, bleed: Box) -> Iterator[str]:
    """Yield the edges of the trim at which a box ends without reaching the bleed's."""
    names = ("mép trái", "mép trên", "mép phải", "mép dưới")
    for place, name in enumerate(names):
        out = -1 if place < 2 else 1
        reach = (box[place] - trim[place]) * out
        wanted = (bleed[place] - trim[place]) * out
        if -_AT_EDGE_MM < reach < wanted - _SLACK_MM:
            yield name


def _lost(side: Side, panel: PanelPlan) -> Iterator[Remark]:
    if panel.is_blank or any(_says_something(item) and _is_on(item, panel) for item in side.items):
        return
    yield Remark(
        code="panel-empty",
        severity="error",
        message="Mặt này phải có nội dung mà trong tệp lại trống.",
        hint="Hãy tạo lại tệp nhà in từ Loa.",
        side=side.number,
        panel=panel.name,
    )


def _says_something(item: Item) -> bool:
    return isinstance(item, Picture) or (isinstance(item, Words) and bool(item.text.strip()))


def _is_on(item: Item, panel: PanelPlan) -> bool:
    middle = (item.box.left + item.box.right) / 2
    return panel.box.left <= middle < panel.box.right and item.box.meets(panel.box)

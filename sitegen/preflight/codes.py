"""Codes: the QR codes on the sheet, found by their modules, measured and really read."""

from collections.abc import Iterable, Iterator, Sequence

import zxingcpp
from PIL import Image

from sitegen.documents.outdated import Outdated
from sitegen.documents.quick import dataclass
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, millimetres, says
from sitegen.render.print.painted import Box, Ink, Item, Shape, Side

__all__ = ["Code", "code_remarks", "codes_on"]

LEAST_MM, LEAST_MODULE_MM, QUIET_MODULES = 20.0, 0.4, 4
_SIZES = {17 + 4 * version for version in range(1, 41)}
_FEWEST_BARS = 40
_SLACK = 0.12  # of a module


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code: its modules' edge in millimetres, what it says ("" when it cannot be read)."""

    box: Box
    module_mm: float
    modules: int
    inks: frozenset[Ink]
    said: str
    items: tuple[Item, ...]


def code_remarks(
    side: Side, plan: SheetPlan, found: Sequence[Code], outdated: Iterable[Outdated]
) -> Iterator[Remark]:
    """Yield what is wrong with the QR codes of one side."""
    for code in found:
        for name, message, hint in (*_of(code, side), *_past(code, outdated)):
            yield Remark(
                code=name,
                severity="error",
                message=message,
                hint=hint,
                side=side.number,
                panel=plan.name_at(side.number, code.box),
                part="mã QR",
                box=code.box,
            )


def _of(code: Code, side: Side) -> Iterator[tuple[str, str, str]]:
    whole = code.box.grown(QUIET_MODULES * code.module_mm)
    if not code.said:
        yield "qr-unread", "Máy không đọc được mã QR.", "Hãy nhập lại địa chỉ của mã."
    if whole.width < LEAST_MM - 0.1:
        size = millimetres(whole.width)
        yield "qr-small", f"Mã QR rộng {size} mm, nhỏ nhất 20 mm.", "Hãy dùng địa chỉ ngắn hơn."
    if code.module_mm < LEAST_MODULE_MM - 0.005:
        module = f"{code.module_mm:.2f}".replace(".", ",")
        message = f"Ô của mã QR rộng {module} mm, nhỏ nhất 0,4 mm."
        yield "qr-module", message, "Hãy dùng địa chỉ ngắn hơn."
    if not all(ink.is_black for ink in code.inks):
        yield "qr-ink", "Mã QR không chỉ dùng mực đen.", ""
    own = set(map(id, code.items))
    inner = whole.grown(-0.05)
    beside = [
        item
        for item in side.items
        if id(item) not in own and item.box.meets(inner) and _is_ink(item, whole)
    ]
    if beside:
        yield "qr-quiet", "Quanh mã QR phải trắng ít nhất 4 ô: có chữ, nét hoặc hình chen vào.", ""


def _is_ink(item: Item, whole: Box) -> bool:
    """Tell whether an item is seen in the quiet zone: paper white is not, nor is a white ground."""
    if isinstance(item, Shape) and item.is_filled and not item.is_stroked:
        return not item.pen.fill.is_paper
    return True


def _past(code: Code, outdated: Iterable[Outdated]) -> Iterator[tuple[str, str, str]]:
    for one in outdated:
        if says(code.said, one.words):
            yield "outdated", f"Mã QR dẫn tới {one.words}: {one.said}.", "Hãy sửa dữ kiện rồi in."


def codes_on(side: Side) -> tuple[Code, ...]:
    """Return the QR codes of a side, read from the bars that they are drawn with."""
    return tuple(code for items in _clusters(side) if (code := _read(items)))


def _clusters(side: Side) -> Iterator[list[Shape]]:
    """Yield shapes of upright bars that were drawn one after the other."""
    run: list[Shape] = []
    for item in [*side.items, None]:
        if isinstance(item, Shape) and item.is_filled and item.rectangles and _goes_on(run, item):
            run.append(item)
            continue
        if sum(len(shape.rectangles) for shape in run) >= _FEWEST_BARS:
            yield run
        is_bar = isinstance(item, Shape) and item.is_filled and bool(item.rectangles)
        run = [item] if isinstance(item, Shape) and is_bar else []


def _goes_on(run: list[Shape], item: Shape) -> bool:
    """Tell whether a bar is as high as the one before and near it."""
    if not run:
        return True
    before, bar = run[-1].rectangles[-1], item.rectangles[0]
    high = max(before.height, 1e-6)
    is_alike = abs(before.height - bar.height) < _SLACK * high
    return is_alike and before.grown(45 * high).meets(bar)


def _read(items: list[Shape]) -> Code | None:
    bars = [bar for item in items for bar in item.rectangles]
    module = min(bar.height for bar in bars)
    box = Box(
        min(bar.left for bar in bars),
        min(bar.top for bar in bars),
        max(bar.right for bar in bars),
        max(bar.bottom for bar in bars),
    )
    modules = round(box.width / module)
    if abs(box.width - box.height) > module or modules not in _SIZES:
        return None
    return Code(
        box=box,
        module_mm=box.width / modules,
        modules=modules,
        inks=frozenset(item.pen.fill for item in items),
        said=_decoded(bars, box, modules),
        items=tuple(items),
    )


def _decoded(bars: list[Box], box: Box, modules: int) -> str:
    """Return what a telephone reads; the code is drawn four pixels a module."""
    scale = 4 * modules / box.width
    edge = 4 * (modules + 2 * QUIET_MODULES)
    picture = Image.new("L", (edge, edge), 255)
    shift = 4 * QUIET_MODULES
    for bar in bars:
        left, top = (
            round((at - start) * scale) + shift for at, start in zip(bar[:2], box[:2], strict=True)
        )
        right, bottom = (
            round((at - start) * scale) + shift for at, start in zip(bar[2:], box[:2], strict=True)
        )
        picture.paste(0, (left, top, right, bottom))
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    )
    return found[0].text if found else ""

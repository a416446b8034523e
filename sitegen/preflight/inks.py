"""Inks: colour spaces, ink limit, black, overprint, transparency and lines."""

from collections.abc import Iterator

from sitegen.preflight.looking import look_at
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, quoted
from sitegen.render.print.ink_limit import INK_LIMIT
from sitegen.render.print.painted import Ink, Item, Picture, Shape, Side, Words

__all__ = ["ink_remarks"]

THINNEST_PT, THINNEST_TINT_PT = 0.25, 0.5
_PLAIN = {"DeviceCMYK", "DeviceGray", "Pattern"}
_MUCH_BLACK = 0.85


def ink_remarks(side: Side, plan: SheetPlan, profile: bytes) -> Iterator[Remark]:
    """Yield what is wrong with the inks of one side; ``profile`` is that of the press."""
    yield from _modes(side)
    for item in side.items:
        if not item.box.meets(side.trim.grown(plan.bleed_mm)):
            continue
        for code, severity, message in _of(item, profile):
            yield Remark(
                code=code,
                severity="error" if severity else "warning",
                message=message,
                side=side.number,
                panel=plan.name_at(side.number, item.box),
                part=_part(side, plan, item),
                box=item.box,
            )


Said = tuple[str, bool, str]
"""A code, whether it is an error, and the message."""


def _of(item: Item, profile: bytes) -> Iterator[Said]:
    inks = _used(item)
    for ink in dict.fromkeys(inks):
        yield from _space(ink)
        if ink.percent > INK_LIMIT + 0.5:
            yield "ink-limit", True, f"Tổng lượng mực {ink.percent:.0f}%, nhiều nhất {INK_LIMIT}%."
    yield from _transparency(item)
    yield from _overprint(item, inks)
    match item:
        case Words():
            yield from _black_words(item)
        case Shape():
            yield from _lines(item)
        case Picture():
            yield from _picture(item, profile)


def _used(item: Item) -> list[Ink]:
    """Return the inks that an item really puts down."""
    pen = item.pen
    match item:
        case Words(is_unseen=True) | Picture():
            return []
        case Words():
            return [pen.fill, pen.stroke] if item.is_outlined else [pen.fill]
        case Shape():
            fills = [pen.fill] if item.is_filled and not item.is_shading else []
            return fills + ([pen.stroke] if item.is_stroked else [])
        case _:
            return []


def _space(ink: Ink) -> Iterator[Said]:
    if ink.names:
        if "All" in ink.names:
            yield "ink-all", True, "Màu “All” in lên mọi bản kẽm, chỉ dùng cho dấu xén."
        else:
            names = ", ".join(ink.names)
            yield "spot-colour", True, f"Có màu pha {names}: tờ này in bằng bốn mực CMYK."
    elif ink.profile == 4:
        yield (
            "icc-cmyk",
            True,
            "Màu CMYK mang hồ sơ riêng: máy in sẽ đổi màu, đen không còn là đen.",
        )
    elif ink.space not in _PLAIN:
        yield "not-cmyk", True, f"Màu {_name(ink.space)} chưa đổi sang CMYK."


def _name(space: str) -> str:
    return {"DeviceRGB": "RGB", "ICCBased": "RGB", "CalRGB": "RGB"}.get(space, space)


def _modes(side: Side) -> Iterator[Remark]:
    group = side.page.obj.get("/Group")
    space = group.get("/CS") if group is not None else None
    if space is not None and space != "/DeviceCMYK":
        message = "Trang trộn màu trong suốt ngoài CMYK."
        yield Remark(code="blend-space", severity="error", message=message, side=side.number)


def _transparency(item: Item) -> Iterator[Said]:
    pen = item.pen
    if pen.alpha < 0.999 or pen.has_soft_mask or pen.blend not in {"Normal", "Compatible"}:
        yield "transparency", False, "Có chỗ trong suốt: một số máy in ra khác màn hình."


def _overprint(item: Item, inks: list[Ink]) -> Iterator[Said]:
    pen = item.pen
    overprints = pen.fill_overprints or (pen.stroke_overprints and _is_lined(item))
    if not overprints or not inks:
        return
    if any(ink.is_paper for ink in inks):
        yield "overprint-white", True, "Chữ hoặc hình trắng đặt in chồng: khi in sẽ biến mất."
    elif not all(ink.is_black for ink in inks):
        yield "overprint", True, "Màu đặt in chồng (overprint) sẽ lẫn với màu bên dưới."


def _is_lined(item: Item) -> bool:
    return getattr(item, "is_stroked", False) or getattr(item, "is_outlined", False)


def _black_words(words: Words) -> Iterator[Said]:
    ink = words.pen.fill
    if words.is_unseen or not ink.cmyk or not words.text.strip():
        return
    if ink.cmyk[3] >= _MUCH_BLACK and ink.plates > 1:
        said = f"Chữ đen in bằng {ink.plates} mực: lệch bản là nhoè. Chữ đen chỉ dùng mực đen."
        yield "rich-black", True, said


def _lines(shape: Shape) -> Iterator[Said]:
    """Tell of hairlines; a rectangle filled as thin as a line is one."""
    if shape.is_stroked:
        yield from _line(shape.pen.width_pt, shape.pen.stroke)
    elif shape.is_filled and not shape.is_shading and len(shape.rectangles) == 1:
        thickness = min(shape.rectangles[0].width, shape.rectangles[0].height) * 72 / 25.4
        if max(shape.rectangles[0].width, shape.rectangles[0].height) > 3:
            yield from _line(thickness, shape.pen.fill)


def _line(width_pt: float, ink: Ink) -> Iterator[Said]:
    said = f"{width_pt:.2f}".replace(".", ",")
    if ink.is_paper:
        return
    is_solid = ink.plates == 1 and max(ink.cmyk or (0,)) > 0.999
    if width_pt < THINNEST_PT - 0.005:
        yield "line-thin", True, f"Nét mảnh {said} pt, mảnh nhất 0,25 pt: in ra sẽ đứt."
    elif width_pt < THINNEST_TINT_PT - 0.005 and not is_solid:
        least = "Nét nhạt hoặc nhiều mực mảnh"
        yield "line-tint", False, f"{least} {said} pt, nên từ 0,5 pt."


def _picture(picture: Picture, profile: bytes) -> Iterator[Said]:
    if picture.space in {"DeviceRGB", "CalRGB", "Lab"}:
        yield "picture-space", True, "Hình RGB không ghi hồ sơ màu: nhà in không biết màu thật."
    elif picture.space == "ICCBased/4":
        yield "icc-cmyk", True, "Hình CMYK mang hồ sơ riêng: máy in sẽ đổi màu lần nữa."
    elif picture.space in {"Separation", "DeviceN"}:
        yield "spot-colour", True, "Hình dùng màu pha: tờ này in bằng bốn mực CMYK."
    elif over := look_at(picture, profile).over:
        yield "ink-limit", True, f"Hình có {over:.0%} diện tích quá {INK_LIMIT}% mực."


def _part(side: Side, plan: SheetPlan, item: Item) -> str:
    match item:
        case Words():
            return quoted(item.text)
        case Picture():
            before = plan.words_before(side, item)
            return f"hình dưới {quoted(before)}" if before else "hình"
        case _:
            before = plan.words_before(side, item)
            return f"nét, mảng gần {quoted(before)}" if before else ""

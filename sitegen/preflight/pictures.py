"""Pictures: are they sharp enough, undistorted, and can the words in them be read."""

from collections.abc import Iterator

from sitegen.preflight.looking import look_at
from sitegen.preflight.plan import SheetPlan
from sitegen.preflight.remark import Remark, millimetres, quoted
from sitegen.render.print.painted import Picture, Side

__all__ = ["picture_remarks"]

GOOD, LINE_ART = 1.5, 2.75  # times the least that the format asks for: 300 and 550 of 200
SMALLEST_WORDS_PT = 6.5
_DISTORTED = 0.03
_SCREEN_MM = 25  # narrower than any screenshot that a layout places


def picture_remarks(side: Side, plan: SheetPlan, profile: bytes) -> Iterator[Remark]:
    """Yield what is wrong with the pictures of one side, as large as they are placed."""
    for picture in side.pictures():
        before = plan.words_before(side, picture)
        for code, is_error, message, hint in _of(picture, plan, profile):
            yield Remark(
                code=code,
                severity="error" if is_error else "warning",
                message=message,
                hint=hint,
                side=side.number,
                panel=plan.name_at(side.number, picture.box),
                part=f"hình dưới {quoted(before)}" if before else "hình",
                box=picture.box,
            )


Said = tuple[str, bool, str, str]
"""A code, whether it is an error, the message and the hint."""


def _of(picture: Picture, plan: SheetPlan, profile: bytes) -> Iterator[Said]:
    yield from _sharpness(picture, plan)
    ratio = (picture.box.width / picture.width_px) / max(
        1e-9, picture.box.height / picture.height_px
    )
    if abs(ratio - 1) > _DISTORTED:
        yield "picture-distorted", True, "Hình bị kéo méo.", ""
    pt = _words_pt(picture, profile)
    is_mark = picture.box.width < _SCREEN_MM  # an emblem: what is written in it is part of it
    if pt and pt < SMALLEST_WORDS_PT - 0.05 and not is_mark:
        message = f"Chữ nhỏ nhất trong hình in ra chỉ khoảng {millimetres(pt)} pt, nên từ 6,5 pt."
        is_of_phone = picture.height_px > picture.width_px
        larger = (
            "tăng cỡ chữ của điện thoại" if is_of_phone else "phóng to trang web (Ctrl và dấu +)"
        )
        hint = (
            f"Hãy {larger} rồi chụp lại, hoặc đặt “Vùng phóng to trên điện thoại” của hình quanh chỗ "
            "phải nhìn."
        )
        yield "picture-words", False, message, hint


def _sharpness(picture: Picture, plan: SheetPlan) -> Iterator[Said]:
    least_ppi = plan.least_ppi
    ppi, good, good_line = round(picture.ppi), least_ppi * GOOD, round(least_ppi * LINE_ART)
    if picture.bits == 1 and picture.ppi < good_line:
        message = f"Hình đen trắng chỉ có {ppi} điểm ảnh mỗi inch, nên từ {good_line}."
        yield "picture-ppi", picture.ppi < least_ppi - 0.5, message, ""
    elif picture.ppi < good - 1:
        is_error = picture.ppi < least_ppi - 0.5
        limit = f"ít nhất {least_ppi}" if is_error else f"nên từ {good:.0f}"
        message = f"Hình chỉ có {ppi} điểm ảnh mỗi inch, {limit}."
        wanted = round(picture.box.width / 25.4 * good)
        yield "picture-ppi", is_error, message, _larger(picture, wanted, plan)


def _larger(picture: Picture, wanted: int, plan: SheetPlan) -> str:
    """Return what to upload; of a picture in part, what is printed of it and what else helps."""
    wide = picture.width_px
    whole = dict(plan.parts).get((wide, picture.height_px))
    if whole is None:
        return f"Hình rộng {wide} điểm ảnh; hãy tải hình rộng từ {wanted} điểm ảnh."
    upload = f"tải hình rộng từ {wanted} điểm ảnh, rồi " if whole < wanted else ""
    return (
        f"Chỉ in phần quanh chỗ phải nhìn, rộng {wide} trong {whole} điểm ảnh của hình; hãy {upload}"
        "nới “Vùng phóng to trên điện thoại” rộng hơn."
    )


def _words_pt(picture: Picture, profile: bytes) -> float:
    """Return about how large the smallest line of a screenshot is on paper, 0 without words."""
    return look_at(picture, profile).words_px * 72 / max(picture.ppi, 1e-6)

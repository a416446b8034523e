"""Formats of one sheet: what they cannot be made of, and how they look."""

from collections.abc import Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sitegen.documents.leaflet import Layout, LeafletFormat

__all__ = ["parts_drawing", "sheet_fault", "what_is_printed"]

_LEAST_SIDE: dict[Layout, int] = {
    "poster": 148,
    "standee": 400,
    "tear_off": 148,
    "worksheet": 148,
    "cards": 148,
}
_LEAST_STRIP = (24, 50)
_LEAST_CARD = (75, 45)
_HIGHEST_FOOT = 0.25  # of the sheet
_HIGHEST_STRIP = 0.4

Fault = tuple[str, str]
"""A field, and in words what is wrong with it."""


def sheet_fault(form: LeafletFormat) -> Fault | None:
    """Return the first reason why no such sheet can be made; None when it can."""
    return next(_faults(form), None)


def _faults(form: LeafletFormat) -> Iterator[Fault]:
    least = _LEAST_SIDE[form.layout]
    if form.fold != "none":
        yield "fold", _("Mẫu này không gấp: chọn “không gấp”.")
    if form.sides != 1:
        yield "sides", _("Mẫu này in một mặt giấy.")
    if form.width_mm < least:
        yield "width_mm", _("Mẫu này cần tờ rộng ít nhất %d mm.") % least
    if form.height_mm < form.width_mm * 1.2:
        yield "height_mm", _("Mẫu này là tờ đứng: cao ít nhất bằng 1,2 lần chiều ngang.")
    if form.foot_mm > form.height_mm * _HIGHEST_FOOT:
        yield "foot_mm", _("Chân để trống không quá một phần tư chiều cao.")
    if form.layout == "tear_off":
        yield from _strip_faults(form)
    if form.layout == "cards":
        yield from _card_faults(form)


def _strip_faults(form: LeafletFormat) -> Iterator[Fault]:
    width, height = _LEAST_STRIP
    if not width <= form.piece_width_mm <= form.width_mm / 3:
        yield "piece_width_mm", _("Dải xé rộng từ 24 mm (để in mã QR) đến một phần ba tờ.")
    if not height <= form.piece_height_mm <= form.height_mm * _HIGHEST_STRIP:
        yield "piece_height_mm", _("Dải xé cao từ 50 mm đến hai phần năm tờ.")


def _card_faults(form: LeafletFormat) -> Iterator[Fault]:
    width, height = _LEAST_CARD
    if not width <= form.piece_width_mm <= form.width_mm - 12:
        yield "piece_width_mm", _("Thẻ rộng từ 75 mm, hai bên còn 6 mm cho dấu cắt.")
    if not height <= form.piece_height_mm <= form.height_mm - 12:
        yield "piece_height_mm", _("Thẻ cao từ 45 mm, trên dưới còn 6 mm cho dấu cắt.")


def what_is_printed(form: LeafletFormat) -> str:
    """Return what stands on such a sheet, in words, as the officer chooses it."""
    poster = _(
        "Một mặt giấy: câu chính của bìa, hình đầu tiên, một mã QR với địa chỉ, một số điện thoại, tên "
        "cơ quan và năm. Phần khác không in."
    )
    said: dict[Layout, str] = {
        "poster": poster,
        "standee": poster,
        "tear_off": _(
            "Một mặt giấy: câu chính, dòng phụ, đoạn văn, các bước, mã QR, số điện thoại; dưới chân là "
            "dải xé. Phần khác không in."
        ),
        "worksheet": _(
            "Một mặt giấy: câu chính, dòng phụ, đoạn văn, mỗi bước một ô đánh dấu và dòng để viết, mã QR, "
            "số điện thoại. Phần khác không in."
        ),
        "cards": _("Thẻ giống nhau, cắt rời: câu chính, mã QR, địa chỉ, số điện thoại."),
    }
    return said[form.layout]


Rows = list[tuple[float, float, float, float, str]]
"""Rectangles as parts of the sheet: left, top, width, height, and their class."""


def parts_drawing(form: LeafletFormat, width: float, height: float, top: float) -> SafeString:
    """Return the parts of the sheet, drawn into a rectangle of ``width`` by ``height``."""
    return format_html_join(
        "",
        '<rect class="loa-fold__part{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                f" loa-fold__part--{kind}",
                f"{x * width:.1f}",
                f"{top + y * height:.1f}",
                f"{wide * width:.1f}",
                f"{high * height:.1f}",
            )
            for x, y, wide, high, kind in _parts(form)
        ),
    ) or format_html("")


def _parts(form: LeafletFormat) -> Rows:
    match form.layout:
        case "poster":
            return [
                (0, 0, 1, 0.4, "field"),
                (0.14, 0.44, 0.72, 0.3, "picture"),
                (0.06, 0.78, 0.18, 0.13, "code"),
                (0.3, 0.82, 0.6, 0.06, "words"),
            ]
        case "standee":
            foot = form.foot_mm / form.height_mm
            return [
                (0, 0, 1, 0.48, "field"),
                (0.06, 0.51, 0.88, 0.05, "words"),
                (0.06, 0.59, 0.36, 0.16, "code"),
                (0.5, 0.59, 0.44, 0.12, "picture"),
                (0, 1 - foot, 1, foot, "empty"),
            ]
        case "tear_off":
            count = max(1, int(form.width_mm // form.piece_width_mm))
            high = form.piece_height_mm / form.height_mm
            strips = [(at / count, 1 - high, 1 / count, high, "piece") for at in range(count)]
            return [(0.06, 0.08, 0.88, 0.12, "words"), (0.06, 0.54, 0.15, 0.1, "code"), *strips]
        case "worksheet":
            steps = [(0.07, 0.26 + at * 0.14, 0.05, 0.035, "empty") for at in range(4)]
            lines = [(0.17, 0.3 + at * 0.14, 0.76, 0.004, "words") for at in range(4)]
            return [
                (0.07, 0.08, 0.5, 0.06, "words"),
                *steps,
                *lines,
                (0.07, 0.84, 0.12, 0.08, "code"),
            ]
        case _:
            return list(_cards(form))


def _cards(form: LeafletFormat) -> Iterator[tuple[float, float, float, float, str]]:
    wide, high = form.piece_width_mm / form.width_mm, form.piece_height_mm / form.height_mm
    across = int((form.width_mm - 12) // form.piece_width_mm)
    down = int((form.height_mm - 12) // form.piece_height_mm)
    left, top = (1 - across * wide) / 2, (1 - down * high) / 2
    for at in range(across * down):
        yield left + at % across * wide, top + at // across * high, wide, high, "piece"

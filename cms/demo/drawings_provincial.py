"""Screens of the provincial portal of Bắc Kạn, from the tab to the filled-in form."""

from dataclasses import dataclass

from cms.demo.drawings_account import SAMPLE_NAME
from cms.demo.drawings_canvas import INK, LINE, MUTED, PAPER, Canvas
from cms.demo.drawings_parts import (
    BODY_TOP,
    PROVINCIAL,
    button,
    crumbs,
    field,
    file_row,
    menu_box,
    screen,
    tabs,
)

__all__ = [
    "declare",
    "dossier_form",
    "fields",
    "offices",
    "online_tab",
    "procedure_tabs",
    "procedures",
]

_OFFICES = (
    "Ban Dân tộc",
    "Sở Công Thương",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Thông tin và Truyền thông",
    "Sở Tư pháp",
    "Sở Xây dựng",
    "Sở Y tế",
    "UBND cấp huyện hoặc cấp xã",
)
_ONLINE_TAB = 1
_TABS = ("Thông tin chung", "Quy trình", "Hồ sơ cần thiết", "Căn cứ pháp lý", "Biểu mẫu đính kèm")
_FORM_TABS = ("Hướng dẫn", "Biểu mẫu", "Thông tin hồ sơ")


def online_tab() -> Canvas:
    """The menu, with the tab for online services framed."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    crumbs(canvas, ("Trang chủ",), "Dịch vụ công trực tuyến")
    for number in range(6):
        left, top = 60.0 + number % 3 * 424, BODY_TOP + 150.0 + number // 3 * 190
        canvas.box((left, top, 398, 160), PAPER, line=LINE, radius=12)
        canvas.greek((left + 30, top + 40, 320), 3)
    canvas.frame(menu_box(canvas, PROVINCIAL, _ONLINE_TAB), 1)
    return canvas


def _tile(number: int) -> tuple[float, float, float, float]:
    return (60.0 + number % 3 * 420, BODY_TOP + 96.0 + number // 3 * 146, 406.0, 130.0)


def offices(chosen: str = "") -> Canvas:
    """The grid of offices, with one framed, or all of them."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    canvas.text((60, BODY_TOP + 46), "Chọn cơ quan", 34, weight=700)
    for number, name in enumerate(_OFFICES):
        is_chosen = name == chosen
        canvas.box(_tile(number), PROVINCIAL.header if is_chosen else PAPER, line=LINE, radius=12)
        ink, size = (PAPER, 36) if is_chosen else (INK, 30)
        canvas.centred(_tile(number), name, size, fill=ink)
    if chosen:
        canvas.frame(_tile(_OFFICES.index(chosen)), 1)
    else:
        canvas.frame((46, BODY_TOP + 82, 1274, 450), 1)
    return canvas


@dataclass(frozen=True, slots=True)
class _Rows:
    """A list on the portal: where one is, its heading, its rows, how large they are."""

    trail: str
    title: str
    rows: tuple[str, ...]
    size: int


def _list(rows: _Rows, chosen: int) -> Canvas:
    """A list of which one row is framed."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    crumbs(canvas, ("Dịch vụ công trực tuyến", rows.trail), rows.title)
    for number, words in enumerate(rows.rows):
        area = (60.0, BODY_TOP + 136.0 + number * 136, 1246.0, 118.0)
        canvas.box(area, PAPER, line=LINE, radius=12)
        lines = canvas.balanced(words, rows.size, 1040, 700)
        for row, line in enumerate(lines):
            y = area[1] + 59 + (row - (len(lines) - 1) / 2) * rows.size * 1.25
            canvas.text((110, y), line, rows.size, weight=700 if number == chosen else 500)
        middle = area[1] + 59
        canvas.line(((1244, middle - 18), (1262, middle), (1244, middle + 18)), MUTED, 5)
    canvas.frame((60.0, BODY_TOP + 136.0 + chosen * 136, 1246.0, 118.0), 1)
    return canvas


def fields(office: str, names: tuple[str, ...], chosen: int) -> Canvas:
    """The fields of one office."""
    return _list(_Rows("Lĩnh vực", office, names, 42), chosen)


def procedures(field_name: str, names: tuple[str, ...], chosen: int) -> Canvas:
    """The procedures of one field."""
    return _list(_Rows("Thủ tục", field_name, names, 38), chosen)


def procedure_tabs() -> Canvas:
    """One procedure, with its five tabs framed together."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    crumbs(canvas, ("Dịch vụ công trực tuyến", "Thủ tục"), "Thủ tục bạn đã chọn")
    areas = tabs(canvas, BODY_TOP + 144, _TABS, fill=PROVINCIAL.header)
    canvas.box((60, BODY_TOP + 270, 1246, 250), PAPER, line=LINE, radius=12)
    canvas.greek((100, BODY_TOP + 310, 1160), 5)
    first, last = areas[0], areas[-1]
    canvas.frame((first[0] - 10, first[1] - 10, last[0] + last[2] - first[0] + 20, 128), 1)
    return canvas


def declare(title: str, words: str) -> Canvas:
    """One procedure, with the wide button that opens the form framed."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    crumbs(canvas, ("Dịch vụ công trực tuyến", "Thủ tục"), title)
    area = (60.0, BODY_TOP + 150, 1246.0, 150.0)
    button(canvas, area, words, fill="#B4530A", size=47)
    canvas.box((60, BODY_TOP + 336, 1246, 190), PAPER, line=LINE, radius=12)
    canvas.greek((100, BODY_TOP + 376, 1160), 4)
    canvas.frame(area, 1)
    return canvas


def dossier_form(items: tuple[str, str], *, heading: str = "Thành phần hồ sơ") -> Canvas:
    """The form: its third tab, a file attached to each item, and the button that sends it."""
    canvas = screen(PROVINCIAL, active=_ONLINE_TAB, account=SAMPLE_NAME)
    areas = _form_tabs(canvas)
    field(canvas, (60, BODY_TOP + 106, 608), "Người nộp", SAMPLE_NAME, size=30)
    field(canvas, (698, BODY_TOP + 106, 608), "Nơi nhận kết quả", "Nhận trực tuyến", size=30)
    canvas.text((60, BODY_TOP + 246), heading, 34, weight=700)
    for number, item in enumerate(items):
        name = f"tep-mau-{number + 1}.pdf"
        file_row(canvas, (60, BODY_TOP + 278 + number * 84, 1246), item, name, size=29)
    send = (986.0, BODY_TOP + 458, 320.0, 74.0)
    button(canvas, send, "Gửi đi", fill="#1F6B3A", size=46)
    canvas.frame(areas[2], 1)
    canvas.frame((46.0, BODY_TOP + 268, 1274.0, 178.0), 2)
    canvas.frame(send, 3, corner="left")
    return canvas


def _form_tabs(canvas: Canvas) -> tuple[tuple[float, float, float, float], ...]:
    areas = tuple((60.0 + number * 419, BODY_TOP + 18.0, 409.0, 74.0) for number in range(3))
    for number, (area, name) in enumerate(zip(areas, _FORM_TABS, strict=True)):
        chosen = number == 2
        canvas.box(area, PROVINCIAL.header if chosen else PAPER, line=LINE, radius=10)
        canvas.centred(area, name, 36, fill=PAPER if chosen else INK)
    return areas

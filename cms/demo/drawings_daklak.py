"""Screens of the portal of Đắk Lắk: eleven times "in box X choose Y", and the last form."""

from dataclasses import dataclass

from cms.demo.drawings_account import SAMPLE_NAME
from cms.demo.drawings_canvas import INK, LINE, MUTED, PAPER, Canvas
from cms.demo.drawings_parts import BODY_TOP, DAKLAK, button, checkbox, field, file_row, screen

__all__ = ["applicant", "dossier", "place_form", "search_form"]

_AGREE = "Đồng ý và tiếp tục"
_LEFT, _RIGHT, _WIDE = 60.0, 726.0, 580.0
# The gap leaves room for a marker between a framed field and the label beside it.


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    label: str
    value: str
    is_list: bool = True


_SEARCH = (
    _Box(_LEFT, 76, "Từ khóa", "Đăng ký khai sinh", is_list=False),
    _Box(_RIGHT, 76, "Cơ quan", "UBND huyện CưM’gar"),
    _Box(_LEFT, 222, "Lĩnh vực", "Tư pháp – Hộ tịch"),
    _Box(_RIGHT, 222, "Mức độ DVC", "Một phần"),
    _Box(_LEFT, 368, "Cấp thủ tục", "Xã, phường, thị trấn"),
)
_PLACE = (
    _Box(_LEFT, 76, "Cơ quan giải quyết hồ sơ", "UBND huyện CưM’gar"),
    _Box(_RIGHT, 76, "Trường hợp giải quyết hồ sơ", "1 ngày"),
    _Box(_LEFT, 232, "Quận/huyện nộp hồ sơ", "Huyện CưM’gar"),
    _Box(_RIGHT, 232, "Phường, xã nộp hồ sơ", "Xã Ea Kuêh"),
)


def _form(title: str, boxes: tuple[_Box, ...], current: int) -> Canvas:
    """A form filled in as far as ``current``, which is framed."""
    canvas = screen(DAKLAK, active=1, account=SAMPLE_NAME)
    canvas.text((60, BODY_TOP + 42), title, 34, weight=700)
    for number, box in enumerate(boxes):
        value = box.value if number <= current else ""
        field(
            canvas,
            (box.left, BODY_TOP + box.top, _WIDE),
            box.label,
            value,
            size=36,
            is_list=box.is_list,
        )
    return canvas


def _frame(canvas: Canvas, box: _Box, number: int = 1) -> None:
    canvas.frame((box.left - 14, BODY_TOP + box.top - 2, _WIDE + 28, 142), number)


def _open_list(canvas: Canvas, box: _Box, choices: tuple[str, ...], chosen: int) -> None:
    top = BODY_TOP + box.top + 128
    canvas.box((box.left, top, _WIDE, 72 * len(choices) + 12), PAPER, line="#9AA7B4", radius=8)
    for number, words in enumerate(choices):
        if number == chosen:
            canvas.box((box.left + 6, top + 6 + 72 * number, _WIDE - 12, 72), "#DCEDE8", radius=6)
        weight = 700 if number == chosen else 500
        canvas.text((box.left + 28, top + 43 + 72 * number), words, 36, weight=weight)


def search_form(current: int) -> Canvas:
    """One of the five boxes of the search; the last also shows the two buttons to press."""
    canvas = _form("Tìm thủ tục để nộp hồ sơ", _SEARCH, current)
    box = _SEARCH[current]
    if current == 3:
        _open_list(canvas, box, ("Một phần", "Toàn trình"), 0)
        canvas.frame((box.left - 14, BODY_TOP + box.top - 2, _WIDE + 28, 302), 1)
        return canvas
    search = (726.0, BODY_TOP + 415, 268.0, 78.0)
    button(canvas, search, "Tìm kiếm", fill=DAKLAK.menu_fill, size=40)
    _frame(canvas, box)
    if current == len(_SEARCH) - 1:
        file_button = (1038.0, BODY_TOP + 415, 268.0, 78.0)
        button(canvas, file_button, "Nộp hồ sơ", fill="#B4530A", size=40)
        canvas.frame(search, 2)
        canvas.frame(file_button, 3)
    return canvas


def place_form(current: int) -> Canvas:
    """One of the four boxes that say where and how the file is handled."""
    canvas = _form("Chọn nơi giải quyết và nơi nộp", _PLACE, current)
    box = _PLACE[current]
    agree = (60.0, BODY_TOP + 420, 560.0, 90.0)
    button(canvas, agree, _AGREE, fill=DAKLAK.menu_fill, size=42)
    if current == 1:
        _open_list(canvas, box, ("1 ngày", "3 ngày", "22 ngày"), 0)
        canvas.frame((box.left - 14, BODY_TOP + box.top - 2, _WIDE + 28, 366), 1)
        return canvas
    _frame(canvas, box)
    if current == len(_PLACE) - 1:
        canvas.frame(agree, 2)
    return canvas


def applicant() -> Canvas:
    """Whose file it is."""
    canvas = screen(DAKLAK, active=1, account=SAMPLE_NAME)
    canvas.text((60, BODY_TOP + 46), "Thông tin người nộp hồ sơ", 34, weight=700)
    area = field(canvas, (60, BODY_TOP + 96, 1246), "Họ và tên", SAMPLE_NAME, size=46)
    canvas.greek((60, BODY_TOP + 300, 1246), 2)
    agree = (60.0, BODY_TOP + 406, 600.0, 100.0)
    button(canvas, agree, _AGREE, fill=DAKLAK.menu_fill, size=46)
    canvas.frame((46, area[1], 1274, area[3] + 12), 1)
    canvas.frame(agree, 2)
    return canvas


def dossier() -> Canvas:
    """The papers of the file, the five letters, the declaration, and the last button."""
    canvas = screen(DAKLAK, active=1, account=SAMPLE_NAME)
    canvas.text((60, BODY_TOP + 38), "Thông tin hồ sơ", 34, weight=700)
    paper = (60.0, BODY_TOP + 74, 1246.0)
    file_row(canvas, paper, "Tờ khai đăng ký khai sinh", "to-khai-mau.pdf", size=36)
    code = field(canvas, (60, BODY_TOP + 178, 608), "Mã xác nhận", "MAUXX", size=38)
    _letters(canvas, (698, BODY_TOP + 178 + 51))
    declaration = (60.0, BODY_TOP + 346.0, 1246.0, 72.0)
    canvas.box(declaration, PAPER, line=LINE, radius=10)
    checkbox(canvas, (84, BODY_TOP + 382), "Tôi xin chịu trách nhiệm về lời khai trên", 36)
    send = (60.0, BODY_TOP + 446, 420.0, 82.0)
    button(canvas, send, "Nộp hồ sơ", fill="#B4530A", size=46)
    canvas.frame((60, BODY_TOP + 74, 1246, 74), 1)
    canvas.frame((46, code[1], 920, code[3] + 10), 2)
    canvas.frame(declaration, 3)
    canvas.frame(send, 4)
    return canvas


def _letters(canvas: Canvas, place: tuple[float, float]) -> None:
    left, top = place
    canvas.box((left, top, 240, 80), "#E8ECEF", radius=8)
    canvas.text((left + 120, top + 40), "MAUXX", 44, weight=800, fill=INK, anchor="mm")
    canvas.line(((left + 18, top + 56), (left + 222, top + 22)), MUTED, 2)

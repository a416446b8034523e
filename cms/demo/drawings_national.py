"""Screens of the national portal, from the menu to the payment."""

from cms.demo.drawings_account import SAMPLE_NAME
from cms.demo.drawings_canvas import LINE, MUTED, PAPER, Canvas
from cms.demo.drawings_parts import BODY_TOP, NATIONAL, button, crumbs, field, menu_box, screen

__all__ = ["agency", "payment", "province", "results", "services_tab"]

_SERVICES_TAB = 1
_ONLINE = "DỊCH VỤ CÔNG TRỰC TUYẾN"


def _screen() -> Canvas:
    return screen(NATIONAL, active=_SERVICES_TAB, account=SAMPLE_NAME)


def services_tab() -> Canvas:
    """The open menu: first the tab, then the entry for online services."""
    canvas = _screen()
    canvas.greek((60, BODY_TOP + 60, 170), 5)
    canvas.greek((1080, BODY_TOP + 60, 226), 5)
    tab = menu_box(canvas, NATIONAL, _SERVICES_TAB)
    canvas.box((tab[0], BODY_TOP, 760, 432), PAPER, line=LINE, radius=10)
    entries = ("Thủ tục hành chính", _ONLINE, "Dịch vụ công nổi bật", "Tra cứu hồ sơ")
    for number, words in enumerate(entries):
        is_chosen = words == _ONLINE
        size = 42 if is_chosen else 32
        y = BODY_TOP + 62 + number * 102
        ink = NATIONAL.menu_fill if is_chosen else MUTED
        canvas.text((tab[0] + 62, y), words, size, weight=700 if is_chosen else 500, fill=ink)
    canvas.frame(tab, 1)
    canvas.frame((tab[0] + 30, BODY_TOP + 116, 700, 96), 2)
    return canvas


def province() -> Canvas:
    """The list of provinces, opened, with Bắc Kạn framed."""
    canvas = _screen()
    crumbs(canvas, ("Thông tin và dịch vụ", "Dịch vụ công trực tuyến"), "Chọn tỉnh, thành phố")
    canvas.box((60, BODY_TOP + 128, 1246, 398), PAPER, line=LINE, radius=12)
    for number, name in enumerate(("Bắc Giang", "Bắc Kạn", "Bạc Liêu", "Bắc Ninh")):
        is_chosen = name == "Bắc Kạn"
        y = BODY_TOP + 180 + number * 98
        size, weight = (50, 700) if is_chosen else (36, 500)
        canvas.text((120, y), name, size, weight=weight)
    canvas.frame((84, BODY_TOP + 232, 1198, 92), 1)
    return canvas


def results(procedure: str, others: tuple[str, ...]) -> Canvas:
    """A search for ``procedure``: the box, and the right row among the results."""
    canvas = _screen()
    box = (60.0, BODY_TOP + 46, 990.0, 92.0)
    canvas.box(box, PAPER, line="#9AA7B4", radius=12)
    shown = canvas.wrap(procedure, 36, 880, 600)
    ending = " …" if len(shown) > 1 else ""
    canvas.text((100, BODY_TOP + 92), f"{shown[0]}{ending}", 36, weight=600)
    button(canvas, (1066, BODY_TOP + 46, 240, 92), "Tìm kiếm", fill=NATIONAL.menu_fill, size=38)
    canvas.text((60, BODY_TOP + 184), "Kết quả", 30, weight=700)
    _row(canvas, BODY_TOP + 222, procedure, size=38, weight=700)
    for number, other in enumerate(others[:2]):
        _row(canvas, BODY_TOP + 372 + number * 90, other, size=27, weight=500, height=78)
    canvas.frame(box, 1)
    canvas.frame((60, BODY_TOP + 222, 1246, 134), 2)
    return canvas


def _row(  # noqa: PLR0913 - place, words and looks of one row
    canvas: Canvas, top: float, words: str, *, size: int, weight: int, height: float = 134
) -> None:
    canvas.box((60, top, 1246, height), PAPER, line=LINE, radius=12)
    lines = canvas.balanced(words, size, 1130, weight)
    for number, line in enumerate(lines[:2]):
        y = top + height / 2 + (number - (len(lines[:2]) - 1) / 2) * size * 1.28
        canvas.text((110, y), line, size, weight=weight)


def agency(name: str) -> Canvas:
    """The choice of office, and the button that starts filing."""
    canvas = _screen()
    crumbs(canvas, ("Dịch vụ công trực tuyến", "Chi tiết thủ tục"), "Chọn nơi nộp hồ sơ")
    size = 46 if canvas.length(name, 46, 600) < 1120 else 40
    area = field(
        canvas, (60, BODY_TOP + 136, 1246), "Cơ quan thực hiện", name, size=size, is_list=True
    )
    start = (60.0, BODY_TOP + 366, 820.0, 116.0)
    button(canvas, start, "NỘP HỒ SƠ TRỰC TUYẾN", fill=NATIONAL.menu_fill, size=50)
    canvas.frame((46, area[1] + area[3] - size * 2.1 - 12, 1274, size * 2.1 + 24), 1)
    canvas.frame(start, 2)
    return canvas


def payment() -> Canvas:
    """The fee, the way to pay it, and the button that pays."""
    canvas = _screen()
    crumbs(canvas, ("Nộp hồ sơ", "Thanh toán"), "Thanh toán phí, lệ phí")
    canvas.box((60, BODY_TOP + 132, 1246, 216), PAPER, line=LINE, radius=12)
    for number, (label, value) in enumerate(
        (("Phí, lệ phí của thủ tục", "Số tiền mẫu"), ("Cách thanh toán", "Thanh toán trực tuyến"))
    ):
        y = BODY_TOP + 190 + number * 100
        canvas.text((104, y), label, 34, fill=MUTED)
        canvas.text((1262, y), value, 38, weight=700, anchor="rm")
    pay = (60.0, BODY_TOP + 390, 560.0, 112.0)
    button(canvas, pay, "Thanh toán", fill=NATIONAL.menu_fill, size=50)
    canvas.frame(pay, 1)
    return canvas

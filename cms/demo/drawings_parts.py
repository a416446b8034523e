"""Parts that the drawn portals share: browser window, header, menu, fields, buttons, footer."""

from dataclasses import dataclass

from cms.demo.drawings_canvas import HEIGHT, INK, LINE, MUTED, PAPER, WIDTH, Canvas

__all__ = [
    "ADDRESS_BOX",
    "BODY_TOP",
    "DAKLAK",
    "NATIONAL",
    "PROVINCIAL",
    "REGISTER_BOX",
    "Look",
    "button",
    "checkbox",
    "crumbs",
    "field",
    "file_row",
    "menu_box",
    "screen",
    "success",
    "tabs",
]

_BROWSER, _HEADER, _MENU, _FOOTER = 84, 108, 78, 46
BODY_TOP = _BROWSER + _HEADER + _MENU
ADDRESS_BOX = (140.0, 12.0, 960.0, 60.0)
REGISTER_BOX = (880.0, 20.0 + _BROWSER, 206.0, 70.0)
_LOGIN_BOX = (1102.0, 20.0 + _BROWSER, 236.0, 70.0)
_FOOT = "Hình minh hoạ – không phải ảnh chụp thật"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one portal looks: its words and its colours."""

    address: str
    title: str
    motto: str
    menu: tuple[str, ...]
    header: str
    header_ink: str
    menu_fill: str
    accent: str
    ground: str
    menu_size: int = 29


PROVINCIAL = Look(
    address="dichvucong.backan.gov.vn",
    title="CỔNG DỊCH VỤ CÔNG",
    motto="TỈNH BẮC KẠN",
    menu=("TRANG CHỦ", "DỊCH VỤ CÔNG TRỰC TUYẾN", "TRA CỨU", "HƯỚNG DẪN"),
    header="#114B7F",
    header_ink="#FFFFFF",
    menu_fill="#0C365D",
    accent="#F2C14E",
    ground="#F2F5F9",
)
NATIONAL = Look(
    address="dichvucong.gov.vn",
    title="CỔNG DỊCH VỤ CÔNG",
    motto="QUỐC GIA",
    menu=("GIỚI THIỆU", "THÔNG TIN VÀ DỊCH VỤ", "THANH TOÁN", "HỖ TRỢ"),
    header="#FFF6E3",
    header_ink="#7A1C12",
    menu_fill="#7A1C12",
    accent="#E3A93B",
    ground="#FBF8F2",
)
DAKLAK = Look(
    address="dichvucong.daklak.gov.vn",
    title="CỔNG DỊCH VỤ CÔNG",
    motto="TỈNH ĐẮK LẮK",
    menu=("TRANG CHỦ", "NỘP HỒ SƠ", "TRA CỨU", "HƯỚNG DẪN"),
    header="#0F5F52",
    header_ink="#FFFFFF",
    menu_fill="#0A453B",
    accent="#F0B94B",
    ground="#F2F7F5",
)


def screen(look: Look, *, active: int = -1, account: str = "") -> Canvas:
    """Return a canvas with browser bar, header, menu and footer of one portal.

    ``active`` is the menu item that is chosen; ``account`` replaces the two account buttons.
    """
    canvas = Canvas(look.ground)
    _browser(canvas, look)
    _header(canvas, look, account)
    _menu(canvas, look, active)
    _footer(canvas)
    return canvas


def _browser(canvas: Canvas, look: Look) -> None:
    canvas.box((0, 0, WIDTH, _BROWSER), "#DFE4EA", radius=0)
    for number, colour in enumerate(("#E5695E", "#E8B54A", "#5DB075")):
        canvas.disc((34 + number * 30, _BROWSER / 2), 9, colour)
    left, top, _, high = ADDRESS_BOX
    canvas.box(ADDRESS_BOX, PAPER, radius=high / 2)
    x, y = left + 34, top + high / 2
    canvas.line(((x - 7, y), (x - 7, y - 6), (x, y - 13), (x + 7, y - 6), (x + 7, y)), MUTED, 3)
    canvas.box((x - 12, y - 2, 24, 17), MUTED, radius=3)
    canvas.text((left + 66, y), look.address, 36, weight=600)


def _header(canvas: Canvas, look: Look, account: str) -> None:
    top = _BROWSER
    canvas.box((0, top, WIDTH, _HEADER), look.header, radius=0)
    _emblem(canvas, (86, top + _HEADER / 2), look)
    canvas.text((152, top + 31), look.title, 25, weight=600, fill=look.header_ink)
    canvas.text((152, top + 74), look.motto, 36, weight=800, fill=look.header_ink)
    if account:
        canvas.disc((WIDTH - 340, top + 54), 24, look.accent)
        canvas.disc((WIDTH - 340, top + 49), 9, look.header)
        canvas.box((WIDTH - 355, top + 60, 30, 14), look.header, radius=7)
        canvas.text((WIDTH - 304, top + 57), account, 24, weight=600, fill=look.header_ink)
    else:
        button(canvas, REGISTER_BOX, "Đăng ký", fill=look.accent, ink=INK, size=36)
        button(canvas, _LOGIN_BOX, "Đăng nhập", fill=PAPER, ink=INK, size=34)


def _emblem(canvas: Canvas, centre: tuple[float, float], look: Look) -> None:
    """A plain disc with rings: a sign that stands for no real emblem."""
    for radius, colour in ((42, look.accent), (35, look.menu_fill), (24, look.accent)):
        canvas.disc(centre, radius, colour)
    canvas.disc(centre, 10, look.menu_fill)


def menu_box(canvas: Canvas, look: Look, item: int) -> tuple[float, float, float, float]:
    """Return left, top, width, height of one menu item."""
    left = 30.0
    for number, words in enumerate(look.menu):
        width = canvas.length(words, look.menu_size, 700) + 56
        if number == item:
            return (left, _BROWSER + _HEADER, width, _MENU)
        left += width
    raise IndexError(item)


def _menu(canvas: Canvas, look: Look, active: int) -> None:
    top = _BROWSER + _HEADER
    canvas.box((0, top, WIDTH, _MENU), look.menu_fill, radius=0)
    for number, words in enumerate(look.menu):
        left, _, width, _ = menu_box(canvas, look, number)
        chosen = number == active
        if chosen:
            canvas.box((left, top, width, _MENU), PAPER, radius=0)
        canvas.text(
            (left + width / 2, top + _MENU / 2 + 1),
            words,
            look.menu_size,
            weight=700,
            fill=look.menu_fill if chosen else PAPER,
            anchor="mm",
        )


def _footer(canvas: Canvas) -> None:
    canvas.box((0, HEIGHT - _FOOTER, WIDTH, _FOOTER), "#E7EAEE", radius=0)
    place = (WIDTH / 2, HEIGHT - _FOOTER / 2)
    canvas.text(place, _FOOT, 21, weight=500, fill="#4A5561", anchor="mm")


def button(  # noqa: PLR0913 - place, words and looks of one button
    canvas: Canvas,
    area: tuple[float, float, float, float],
    words: str,
    *,
    fill: str,
    ink: str = PAPER,
    size: int = 30,
) -> None:
    """Draw a button with its name in the middle, on as many lines as it needs."""
    canvas.box(area, fill, radius=10)
    canvas.centred(area, words, size, fill=ink)


def field(  # noqa: PLR0913 - place, words and looks of one field of a form
    canvas: Canvas,
    area: tuple[float, float, float],
    label: str,
    value: str = "",
    *,
    size: int = 28,
    is_list: bool = False,
    is_required: bool = False,
) -> tuple[float, float, float, float]:
    """Draw a labelled field at left, top, width; return the area it takes."""
    left, top, width = area
    high, small = size * 2.1, min(size - 4, 34)
    canvas.text((left, top + size * 0.62), label, small, weight=600)
    if is_required:
        end = left + canvas.length(label, small, 600)
        canvas.text((end + 8, top + size * 0.62), "*", size, weight=700, fill="#C8201B")
    box_top = top + size * 1.35
    canvas.box((left, box_top, width, high), PAPER, line="#9AA7B4", width=2)
    middle = box_top + high / 2
    canvas.text((left + 20, middle), value, size, weight=600 if value else 400)
    if is_list:
        right = left + width - 40
        canvas.line(
            ((right - 12, middle - 6), (right, middle + 7), (right + 12, middle - 6)), MUTED, 4
        )
    return (left, top, width, box_top + high - top)


def checkbox(
    canvas: Canvas, place: tuple[float, float], words: str, size: int = 26, fill: str = "#1F6B3A"
) -> None:
    """Draw a ticked box and its words; ``place`` is the left end of the middle line."""
    x, y = place
    canvas.box((x, y - 19, 38, 38), fill, radius=6)
    canvas.line(((x + 9, y), (x + 16, y + 8), (x + 29, y - 9)), PAPER, 5)
    canvas.text((x + 56, y), words, size, weight=500)


def file_row(
    canvas: Canvas, area: tuple[float, float, float], words: str, file_name: str, size: int = 25
) -> None:
    """Draw one dossier item with the file that is attached to it."""
    left, top, width = area
    canvas.box((left, top, width, 74), PAPER, line=LINE)
    canvas.text((left + 24, top + 37), words, size, weight=500)
    canvas.box((left + width - 330, top + 13, 306, 48), "#E6F0E9", radius=24)
    canvas.text((left + width - 306, top + 37), "PDF", 18, weight=800, fill="#1F6B3A")
    canvas.text((left + width - 252, top + 37), file_name, 22, weight=500)


def crumbs(canvas: Canvas, trail: tuple[str, ...], title: str) -> None:
    """Write where one is, and the heading of the screen."""
    left, y = 60.0, BODY_TOP + 38
    for number, words in enumerate(trail):
        if number:
            canvas.line(((left + 14, y - 7), (left + 21, y + 1), (left + 14, y + 9)), MUTED, 3)
            left += 36
        canvas.text((left, y), words, 23, fill=MUTED)
        left += canvas.length(words, 23)
    canvas.text((60, BODY_TOP + 88), title, 36, weight=700)


def tabs(
    canvas: Canvas, top: float, names: tuple[str, ...], *, fill: str
) -> tuple[tuple[float, float, float, float], ...]:
    """Draw tabs of equal width across the screen, the first chosen; return their areas."""
    width = (WIDTH - 120 - 10 * (len(names) - 1)) / len(names)
    areas = []
    for number, name in enumerate(names):
        area = (60 + number * (width + 10), top, width, 108.0)
        chosen = number == 0
        canvas.box(area, fill if chosen else PAPER, line=LINE, radius=10)
        canvas.centred(area, name, 32, weight=600, fill=PAPER if chosen else INK)
        areas.append(area)
    return tuple(areas)


def success(canvas: Canvas, message: str, detail: str) -> None:
    """Draw the portal's message that everything went well."""
    area = (233.0, 340.0, 900.0, 380.0)
    canvas.box(area, PAPER, line=LINE, radius=16)
    canvas.disc((683, 432), 62, "#1F6B3A")
    canvas.line(((655, 433), (675, 455), (713, 409)), PAPER, 12)
    canvas.text((683, 556), message, 48, weight=700, fill="#1F6B3A", anchor="mm")
    canvas.text((683, 628), detail, 28, fill=MUTED, anchor="mm")
    canvas.frame(area)

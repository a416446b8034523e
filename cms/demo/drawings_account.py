"""Screens that every portal has: its address, its account forms, and the last message."""

from cms.demo.drawings_canvas import LINE, MUTED, PAPER, WIDTH, Canvas
from cms.demo.drawings_parts import (
    ADDRESS_BOX,
    BODY_TOP,
    DAKLAK,
    REGISTER_BOX,
    Look,
    button,
    field,
    screen,
    success,
)

__all__ = [
    "SAMPLE_NAME",
    "address",
    "daklak_profile",
    "daklak_register",
    "login",
    "register",
    "sent",
]

SAMPLE_NAME = "NGUYỄN VĂN MẪU"


def address(look: Look) -> Canvas:
    """The home page, with the address in the browser framed."""
    canvas = screen(look, active=0)
    _home_body(canvas, look)
    canvas.point_out(ADDRESS_BOX, "Gõ địa chỉ này")
    return canvas


def register(look: Look) -> Canvas:
    """The home page, with the register button at the top right framed."""
    canvas = screen(look, active=0)
    _home_body(canvas, look)
    canvas.point_out(REGISTER_BOX, "Bấm Đăng ký")
    return canvas


def _home_body(canvas: Canvas, look: Look) -> None:
    canvas.text((WIDTH / 2, BODY_TOP + 84), "Bạn cần làm thủ tục gì?", 40, weight=700, anchor="mm")
    canvas.box((213, BODY_TOP + 136, 730, 82), PAPER, line=LINE, radius=12)
    canvas.text((243, BODY_TOP + 178), "Nhập tên thủ tục", 30, fill=MUTED)
    button(canvas, (957, BODY_TOP + 136, 196, 82), "Tìm kiếm", fill=look.menu_fill, size=32)
    for number, words in enumerate(("Cá nhân", "Tổ chức", "Tra cứu hồ sơ")):
        left = 60.0 + number * 424
        canvas.box((left, BODY_TOP + 282, 398, 200), PAPER, line=LINE, radius=14)
        canvas.disc((left + 66, BODY_TOP + 346), 32, look.accent)
        canvas.disc((left + 66, BODY_TOP + 346), 13, look.menu_fill)
        canvas.text((left + 120, BODY_TOP + 346), words, 32, weight=700)
        canvas.greek((left + 34, BODY_TOP + 406, 330), 2)


def login(look: Look) -> Canvas:
    """The log-in form with a sample name."""
    canvas = screen(look)
    area = (333.0, BODY_TOP + 38, 700.0, 470.0)
    canvas.box(area, PAPER, line=LINE, radius=16)
    canvas.text((683, BODY_TOP + 88), "Đăng nhập", 40, weight=700, anchor="mm")
    field(canvas, (393, BODY_TOP + 126, 580), "Tên đăng nhập", "nguyenvanmau", size=34)
    field(canvas, (393, BODY_TOP + 258, 580), "Mật khẩu", "••••••••", size=34)
    button(canvas, (393, BODY_TOP + 408, 580, 80), "Đăng nhập", fill=look.menu_fill, size=40)
    canvas.point_out(area, "Điền tên đăng nhập và mật khẩu")
    return canvas


def daklak_register() -> Canvas:
    """The form that opens an account; fields with a star must be filled in."""
    canvas = screen(DAKLAK)
    canvas.text((60, BODY_TOP + 52), "Đăng ký tài khoản", 38, weight=700)
    rows = (
        (60.0, 96.0, "Họ và tên", SAMPLE_NAME, True),
        (698.0, 96.0, "Số điện thoại chính chủ", "09xx xxx xxx", True),
        (60.0, 236.0, "Số định danh", "0xxxxxxxxxxx", True),
        (698.0, 236.0, "Email", "mau@example.vn", False),
    )
    for left, top, label, value, is_required in rows:
        field(canvas, (left, BODY_TOP + top, 608), label, value, size=34, is_required=is_required)
    area = (60.0, BODY_TOP + 402, 420.0, 92.0)
    button(canvas, area, "Đăng ký", fill=DAKLAK.menu_fill, size=44)
    canvas.text((520, BODY_TOP + 448), "Ô có dấu * là bắt buộc", 30, weight=600, fill="#C8201B")
    canvas.point_out((44.0, BODY_TOP + 84, 1278.0, 276.0), "Điền các ô này")
    canvas.point_out(area, "Bấm Đăng ký")
    return canvas


def daklak_profile() -> Canvas:
    """The personal page with one field still to fill in."""
    canvas = screen(DAKLAK, account=SAMPLE_NAME)
    canvas.text((60, BODY_TOP + 52), "Thông tin cá nhân", 38, weight=700)
    field(canvas, (60, BODY_TOP + 96, 608), "Họ và tên", SAMPLE_NAME, size=34)
    field(canvas, (698, BODY_TOP + 96, 608), "Số điện thoại", "09xx xxx xxx", size=34)
    missing = field(canvas, (60, BODY_TOP + 246, 1246), "Địa chỉ", "", size=34, is_required=True)
    canvas.text((84, BODY_TOP + 328), "Còn thiếu, hãy điền", 34, weight=600, fill="#C8201B")
    save = (60.0, BODY_TOP + 408, 340.0, 88.0)
    button(canvas, save, "Lưu", fill=DAKLAK.menu_fill, size=44)
    around = (missing[0] - 14, missing[1] - 6, missing[2] + 28, missing[3] + 20)
    canvas.point_out(around, "Điền ô còn thiếu")
    canvas.point_out(save, "Bấm Lưu")
    return canvas


def sent(look: Look) -> Canvas:
    """The portal's message that the file has been received."""
    canvas = screen(look, account=SAMPLE_NAME)
    success(canvas, "Gửi hồ sơ thành công", "Mã hồ sơ mẫu: 000.MẪU.0001")
    return canvas

"""Pictures with callouts for tests: a portal's screen, and every shape in every corner."""

import hashlib
import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from sitegen.documents.base import Picture, PictureCallout, Region
from sitegen.documents.callouts import numbered
from sitegen.render.print.fonts import font_files

__all__ = ["a_callout", "a_marked_picture", "marked_examples", "portal_screen"]

_MENU = ("TRANG CHỦ", "THỦ TỤC", "NỘP HỒ SƠ", "TRA CỨU", "ĐĂNG KÝ")
_ROWS = (
    "Cấp lại giấy phép xây dựng nhà ở riêng lẻ",
    "Đăng ký khai sinh có yếu tố nước ngoài",
    "Xác nhận tình trạng hôn nhân của công dân",
    "Cấp bản sao trích lục hộ tịch",
    "Đăng ký hoạt động của câu lạc bộ thể thao",
)


def a_callout(
    shape: str = "marker", x: float = 50, y: float = 50, **changes: object
) -> PictureCallout:
    """Return one callout with a label."""
    values: dict[str, object] = {
        "id": f"{shape}-{x:g}-{y:g}",
        "shape": shape,
        "x": x,
        "y": y,
        "label": "Bấm vào đây",
    }
    return PictureCallout(**values | changes)  # type: ignore[arg-type]  # as the test says


def a_marked_picture(
    *callouts: PictureCallout,
    name: str = "cong-1",
    width: int = 1366,
    height: int = 768,
    focus: Region | None = None,
) -> Picture:
    """Return a portal's screen with callouts, numbered; ``portal_screen`` makes its bytes."""
    picture = Picture(
        digest=hashlib.sha256(name.encode()).hexdigest(),
        width=width,
        height=height,
        alt="Trang chủ của cổng, có danh sách thủ tục",
        callouts=callouts or _register(),
        focus=focus,
    )
    return numbered(picture)


def marked_examples() -> dict[str, Picture]:
    """Return the pictures that every way of drawing has to draw alike, by name."""
    corners = [(0, 0), (100, 0), (0, 100), (100, 100), (50, 0), (0, 50), (50, 50)]
    wide = a_callout("box", 62, 43, w=20, h=8)
    shapes = (
        a_callout("box", 5, 3, w=22, h=9),
        a_callout("arrow", 70, 80, w=-22, h=-25),
        a_callout("highlight", 6, 35, w=50, h=10),
        a_callout("highlight", 40, 40, w=40, h=12, label=""),
        a_callout("arrow", 90, 20, w=0, h=30, label=""),
    )
    edges = (
        *(a_callout("marker", x, y) for x, y in corners),
        a_callout("box", 85, 85, w=15, h=15, label=""),
        a_callout("arrow", 20, 60, w=-20, h=40),
    )
    banner = a_callout("box", 10, 40, w=80, h=6)
    return {
        "register": a_marked_picture(name="register"),
        "shapes": a_marked_picture(*shapes, name="shapes"),
        "corners": a_marked_picture(*edges, name="corners"),
        "focus": a_marked_picture(wide, name="focus", focus=Region(x=55, y=30, w=35, h=35)),
        "telephone": a_marked_picture(banner, name="telephone", width=390, height=844),
    }


@cache
def portal_screen(width: int = 1366, height: int = 768) -> bytes:
    """Return a screen such as a portal shows it, as PNG: a bar, a menu, a list, a button."""
    image = Image.new("RGB", (width, height), "#ffffff")
    pen = ImageDraw.Draw(image)
    bar = height // 8
    pen.rectangle((0, 0, width, bar), fill="#1d4f91")
    pen.text((24, bar // 4), "CỔNG DỊCH VỤ CÔNG", font=_font(26), fill="#ffffff")
    for place, words in enumerate(_MENU):
        pen.text((width * (5 + place * 2) // 15, bar - 30), words, font=_font(15), fill="#ffffff")
    for row, words in enumerate(_ROWS):
        top = height // 5 + row * height // 9
        pen.rectangle((24, top, width - 24, top + height // 10), fill="#eef2f7", outline="#c9d3e0")
        pen.text((44, top + 12), words, font=_font(16), fill="#1c1917")
        pen.text((44, top + 36), "Mức độ toàn trình", font=_font(13), fill="#57534e")
        button = (width - 190, top + 12, width - 44, top + height // 10 - 12)
        pen.rounded_rectangle(button, radius=6, fill="#0a7c3f")
        pen.text((button[0] + 34, button[1] + 10), "Nộp hồ sơ", font=_font(15), fill="#ffffff")
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _register() -> tuple[PictureCallout, ...]:
    return (
        a_callout("box", 85.4, 31.4, w=12.1, h=9.4, label="Bấm Nộp hồ sơ ở thủ tục cần làm"),
        a_callout("marker", 40, 36, label="Xem tên thủ tục có đúng không"),
        a_callout("arrow", 60, 55, w=24.5, h=3.5, label="Mũi tên chỉ nút của thủ tục thứ tư"),
    )


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    file = next(file for _, file in font_files("leaflet") if file.name.endswith("SemiBold.ttf"))
    return ImageFont.truetype(str(file), size)

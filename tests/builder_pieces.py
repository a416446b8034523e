"""Small values that documents for tests are made of: heads, sites, contacts, pictures."""

import hashlib
import io
from datetime import date
from typing import Any

from PIL import Image, ImageDraw

from sitegen.documents.base import (
    AgencyName,
    Attachment,
    ContactCard,
    Head,
    Picture,
    Portal,
    Summary,
)
from sitegen.documents.inline import (
    ButtonName,
    Inline,
    Text,
)
from sitegen.documents.leaflet import (
    Imprint,
)
from sitegen.documents.nodes import (
    Paragraph,
)
from sitegen.documents.site import Crumb, MenuItem, Site, Translation
from sitegen.documents.view import SheetPicture, View

__all__ = [
    "INTERIOR",
    "NATIONAL_PORTAL",
    "PROVINCE_PORTAL",
    "a_contact_card",
    "a_head",
    "a_paragraph",
    "a_picture",
    "a_site",
    "a_summary",
    "a_view",
    "an_attachment",
    "an_imprint",
    "drawn_picture",
    "some_sheets",
    "text",
]

PROVINCE_PORTAL = Portal(
    name="Cổng dịch vụ công tỉnh Bắc Kạn",
    short_name="cổng tỉnh",
    address="https://dichvucong.backan.gov.vn",
)


NATIONAL_PORTAL = Portal(
    name="Cổng dịch vụ công quốc gia",
    short_name="cổng quốc gia",
    address="https://dichvucong.gov.vn",
)


INTERIOR = AgencyName(
    name="Sở Nội vụ tỉnh Bắc Kạn",
    short_name="Sở Nội vụ",
    capitals="SỞ NỘI VỤ",
    parent="UBND TỈNH BẮC KẠN",
    path="so-noi-vu/",
)


def text(words: str) -> tuple[Inline, ...]:
    """Return words as inline text; **double stars** make a button name."""
    parts = words.split("**")
    return tuple(
        ButtonName(value=part) if place % 2 else Text(value=part)
        for place, part in enumerate(parts)
        if part
    )


def a_paragraph(words: str = "Kết quả được báo qua tin nhắn trong 3 ngày.") -> Paragraph:
    """Return one paragraph."""
    return Paragraph(children=text(words))


def a_head(title: str = "Nộp hồ sơ trực tuyến", **changes: Any) -> Head:
    """Return the head of a Vietnamese page two folders deep."""
    values: dict[str, Any] = {
        "key": "page-7",
        "translation": "translation-7",
        "language": "vi",
        "path": "so-noi-vu/nop-ho-so-truc-tuyen/",
        "parent": "page-3",
        "title": title,
        "agency": INTERIOR,
    }
    return Head(**values | changes)


def a_site(**changes: Any) -> Site:
    """Return the Vietnamese site of the demo province, without a public address."""
    values: dict[str, Any] = {
        "name": "Loa Bắc Kạn",
        "tagline": "Hướng dẫn dịch vụ công",
        "language": "vi",
        "languages": ("vi", "en", "tyz"),
        "home_path": "",
        "menu": (
            MenuItem(title="Hướng dẫn", path="huong-dan/"),
            MenuItem(title="Thông báo", path="thong-bao/"),
            MenuItem(title="Các loại dịch vụ", path="loai-hinh-dich-vu/"),
            MenuItem(title="Thống kê", path="thong-ke/"),
            MenuItem(title="Liên hệ", path="lien-he/"),
        ),
        "notice": "Nội dung minh hoạ, không phải thông tin chính thức của cơ quan nhà nước.",
        "help_phone": "0209.3810.777",
        "help_phone_link": "+842093810777",
    }
    return Site(**values | changes)


def a_view(**changes: Any) -> View:
    """Return a view with two crumbs and two languages."""
    values: dict[str, Any] = {
        "site": a_site(),
        "crumbs": (Crumb(title="Trang chủ", path=""), Crumb(title="Sở Nội vụ", path="so-noi-vu/")),
        "translations": (
            Translation(
                language="vi", path="so-noi-vu/nop-ho-so-truc-tuyen/", title="Nộp hồ sơ trực tuyến"
            ),
            Translation(language="en", path="en/apply-online/", title="Apply online"),
        ),
    }
    return View(**values | changes)


def a_summary(title: str = "Nộp hồ sơ trực tuyến", **changes: Any) -> Summary:
    """Return the summary of a guide."""
    values: dict[str, Any] = {
        "key": "page-7",
        "kind": "guide",
        "path": "so-noi-vu/nop-ho-so-truc-tuyen/",
        "title": title,
        "summary": "Mười bước trên cổng tỉnh, tám bước trên cổng quốc gia, có hình từng bước.",
        "language": "vi",
        "agency": "Sở Nội vụ",
        "published": date(2022, 11, 14),
    }
    return Summary(**values | changes)


def a_contact_card(**changes: Any) -> ContactCard:
    """Return the published contact of the province's help desk."""
    values: dict[str, Any] = {
        "name": "Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bắc Kạn",
        "address": "Tổ 1A, phường Phùng Chí Kiên, thành phố Bắc Kạn",
        "phone": "0209.3810.777",
        "phone_link": "+842093810777",
        "fax": "0209.3871.180",
        "email": "support@backan.gov.vn",
        "hours": "Thứ Hai đến thứ Sáu, 7 giờ 30 đến 17 giờ",
    }
    return ContactCard(**values | changes)


def a_picture(name: str = "man-hinh-1", width: int = 1366, height: int = 860) -> Picture:
    """Return a screenshot; ``drawn_picture`` makes bytes for it."""
    return Picture(
        digest=hashlib.sha256(name.encode()).hexdigest(),
        width=width,
        height=height,
        alt="Trang chủ của cổng, mục Đăng ký ở góc phải phía trên được khoanh đỏ",
        caption="Mục Đăng ký ở góc phải phía trên",
    )


def drawn_picture(width: int = 1366, height: int = 860) -> bytes:
    """Return a schematic screenshot as PNG."""
    image = Image.new("RGB", (width, height), "#ffffff")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 9), fill="#1d4f91")
    for row in range(5):
        top = height // 5 + row * height // 8
        draw.rectangle((width // 16, top, width * 11 // 16, top + height // 24), fill="#dfe5ee")
    box = (width * 13 // 16, height // 40, width * 15 // 16, height // 12)
    draw.rounded_rectangle(box, radius=12, outline="#a61c1c", width=6)
    target = io.BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def an_attachment() -> Attachment:
    """Return a PDF for download."""
    return Attachment(
        digest="ab" * 32,
        path="files/abababababababab/danh-muc.pdf",
        title="Danh mục thủ tục hành chính",
        file_type="pdf",
        size_bytes=1_240_000,
    )


def an_imprint() -> Imprint:
    """Return the imprint of the leaflet of 2019."""
    return Imprint(
        print_run=5000,
        printed_size="20,5 x 60 cm",
        printer="Công ty TNHH In Việt Hưng",
        licence_number="79/GPXB-STT&TT",
        licence_date=date(2019, 11, 28),
        licence_issuer="Sở Thông tin và Truyền thông tỉnh Bắc Kạn",
        deposit_month="12/2019",
    )


def some_sheets() -> tuple[SheetPicture, ...]:
    """Return the two sides of the leaflet as pictures."""
    return tuple(
        SheetPicture(
            path=f"print/to-gap-{side}.png",
            width=1200,
            height=410,
            alt=f"Mặt {side} của tờ gấp; nội dung có ở phần dưới",
        )
        for side in (1, 2)
    )

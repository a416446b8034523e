"""Sound leaflets by lot: other formats, panels, words, pictures and addresses for every seed."""

import io
from datetime import date
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from sitegen.documents.base import AgencyName, ContactCard, Head, Picture, Portal
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import (
    Cover,
    Fold,
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletSteps,
    Panel,
    PanelPart,
    PortalLine,
)
from sitegen.documents.nodes import Benefits, Contacts, Paragraph, Step
from sitegen.render.print.fonts import font_files
from tests.builder_leaflet import panels_of

__all__ = ["has_code", "has_pictures", "load_sample_picture", "sound_leaflet"]

_FORMATS = (
    (600, 205, (150, 150, 150, 150)),
    (297, 210, (97, 100, 100)),
    (300, 210, (150, 150)),
    (396, 148, (132, 132, 132)),
)
_VERBS = ("Mở", "Chọn", "Điền", "Đính kèm", "Kiểm tra", "Xem lại", "Gửi", "Lưu", "Tra cứu", "Nhận")
_THINGS = (
    "hồ sơ của mình trên Cổng dịch vụ công",
    "thủ tục cấp bản sao giấy khai sinh",
    "mẫu tờ khai có sẵn trên màn hình",
    "ảnh chụp hai mặt của giấy tờ, rõ bốn góc",
    "cơ quan giải quyết ở nơi mình thường trú",
    "biên nhận có mã hồ sơ mười chữ số",
    "kết quả ở mục “Hồ sơ của tôi”",
)
_TAILS = (
    "rồi bấm “Tiếp tục” ở cuối trang và chờ màn hình báo đã nhận",
    "trước khi rời trang, vì phần chưa lưu sẽ phải điền lại từ đầu",
    "và giữ lại tin nhắn báo mã hồ sơ để tra cứu về sau",
    "theo đúng hướng dẫn hiện ở bên phải của từng ô trên màn hình",
)
_PLACES = ("Bắc Kạn", "Cao Bằng", "Hà Giang", "Lạng Sơn", "Tuyên Quang", "Lào Cai")


def sound_leaflet(seed: int) -> Leaflet:
    """Return the leaflet of ``seed``: everything that preflight asks for is right."""
    chance = Random(seed)  # noqa: S311  # the same leaflet for the same seed
    width, height, widths = chance.choice(_FORMATS)
    place = chance.choice(_PLACES)
    imprint = _imprint(chance, width, height)
    count = len(widths)
    front = [_panel(chance, place, f"Mặt {at}", widths[at] < 140) for at in range(count - 2)]
    back_cover = Panel(name="Bìa sau", parts=(_contacts(chance, place), imprint))
    front += [back_cover, Panel(name="Bìa", parts=(_cover(chance, place),))]
    back = [_panel(chance, place, f"Trong {at}", widths[at] < 140) for at in range(count)]
    fold: Fold = "half" if count == 2 else "zigzag"
    form = LeafletFormat(width_mm=width, height_mm=height, panel_widths_mm=widths, fold=fold)
    return Leaflet(
        head=Head(
            key=f"page-{seed}",
            translation=f"t-{seed}",
            language="vi",
            path=f"to-gap-{seed}/",
            parent="",
            title=f"Tờ gấp số {seed}",
            published=date(2026, 1 + seed % 12, 1 + seed % 28),
            agency=AgencyName(name=f"Sở Nội vụ tỉnh {place}", short_name="Sở Nội vụ"),
        ),
        format=form,
        panels=panels_of((front, back), form),
        imprint=imprint,
        edition=f"Bản in lần {1 + seed % 5}",
    )


def has_code(document: Leaflet) -> bool:
    """Tell whether a QR code is on the sheet."""
    return any(isinstance(part, PortalLine) for part in _parts(document))


def has_pictures(document: Leaflet) -> bool:
    """Tell whether a picture is on the sheet: reading one takes most of the time."""
    steps = [part for part in _parts(document) if isinstance(part, LeafletSteps)]
    return any(step.pictures for part in steps for step in part.steps)


def _parts(document: Leaflet) -> list[PanelPart]:
    return [part for panel in document.panels for part in panel.parts]


def _imprint(chance: Random, width: float, height: float) -> Imprint:
    year, month = chance.randint(2019, 2026), chance.randint(1, 11)
    sides = (f"{side / 10:g}".replace(".", ",") for side in (height, width))
    return Imprint(
        print_run=chance.randint(100, 9000),
        printed_size=" x ".join(sides) + " cm",
        printer="Công ty in Mẫu",
        licence_number=f"{chance.randint(1, 400)}/GPXB-STTTT",
        licence_date=date(year, month, chance.randint(1, 28)),
        licence_issuer="Sở Thông tin và Truyền thông",
        deposit_month=f"{chance.randint(month, 12)}/{year}",
    )


def _cover(chance: Random, place: str) -> Cover:
    return Cover(
        statement=chance.choice(("Gửi hồ sơ từ nhà", "Bốn bước là xong", "Không phải chờ")),
        subtitle="Dịch vụ công trực tuyến",
        agencies=(f"Sở Nội vụ tỉnh {place}",),
        foot=f"{place}, năm {chance.randint(2019, 2026)}",
    )


def _contacts(chance: Random, place: str) -> Contacts:
    card = ContactCard(
        name=f"Bộ phận Một cửa tỉnh {place}",
        phone=f"1900 {chance.randint(1000, 9999)}",
        phone_link="",
        address=f"Tổ {chance.randint(1, 20)}, phường Mẫu, tỉnh {place}",
        email="motcua@mau.gov.vn",
        hours="7 giờ 30 đến 17 giờ, thứ Hai đến thứ Sáu",
    )
    return Contacts(title="Liên hệ", cards=(card,))


def _panel(chance: Random, place: str, name: str, is_narrow: bool) -> Panel:
    kinds = ("steps", "pictures", "benefits", "words", "portal")
    kind = chance.choice(kinds)
    part: tuple[PanelPart, ...]
    if kind in {"steps", "pictures"}:
        count = 1 if kind == "pictures" and is_narrow else 2
        part = (_steps(chance, count, has_pictures=kind == "pictures"),)
    elif kind == "benefits":
        items = tuple(f"{_sentence(chance)}" for _ in range(chance.randint(3, 5)))
        part = (Benefits(title=f"Lợi ích ở {place}", items=items),)
    elif kind == "words":
        part = tuple(_paragraph(_sentence(chance)) for _ in range(chance.randint(4, 6)))
    else:
        portal = Portal(
            name=f"Cổng dịch vụ công tỉnh {place}",
            short_name="Cổng tỉnh",
            address=f"https://dichvucong{chance.randint(1, 99)}.mau.gov.vn",
        )
        line = PortalLine(title="Cổng dịch vụ công", portal=portal, features=("Tra cứu", "Nộp"))
        part = (line, _paragraph(_sentence(chance)))
    return Panel(name=name, parts=part)


def _paragraph(words: str) -> Paragraph:
    return Paragraph(children=(Text(value=words),))


def _sentence(chance: Random) -> str:
    return f"{chance.choice(_VERBS)} {chance.choice(_THINGS)}, {chance.choice(_TAILS)}."


def _steps(chance: Random, count: int, *, has_pictures: bool) -> LeafletSteps:
    first = chance.randint(1, 7)
    steps = tuple(
        Step(
            number=first + at,
            anchor="",
            title=(Text(value=_sentence(chance)),),
            body=(_paragraph(_sentence(chance)),),
            pictures=(_picture(chance),) if has_pictures else (),
        )
        for at in range(count)
    )
    return LeafletSteps(title="Các bước", guide_key="page-1", steps=steps)


def _picture(chance: Random) -> Picture:
    digest = f"sample{chance.randint(0, 5)}"
    return Picture(digest=digest, width=1500, height=700, alt="Màn hình của cổng")


@cache
def load_sample_picture(digest: str) -> bytes:
    """Draw a screenshot with large words, in colours that need little ink."""
    number = int(digest.removeprefix("sample"))
    image = Image.new("RGB", (1500, 700), "#f6f7f8")
    pen = ImageDraw.Draw(image)
    file = next(file for _, file in font_files("leaflet") if file.name.endswith("SemiBold.ttf"))
    font = ImageFont.truetype(str(file), 84)
    for row, text in enumerate(
        ("CỔNG DỊCH VỤ CÔNG", f"Màn hình thứ {number}", "Họ và tên", "Gửi đi")
    ):
        pen.text((70, 60 + row * 150), text, font=font, fill="#33424f")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()

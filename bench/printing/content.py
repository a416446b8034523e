"""The leaflet that all three print: eight panels, four screenshots, a table of twenty rows.

Run as a module it writes into a folder what the others read: page.html and the pictures.
"""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from sitegen.documents.base import AgencyName, ContactCard, Head, Picture, Portal
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
    PortalLine,
)
from sitegen.documents.nodes import (
    AgencyGrid,
    Benefits,
    Comparison,
    ComparisonSide,
    Contacts,
    Step,
)

__all__ = ["PANELS", "leaflet"]

WIDTH, HEIGHT = 1366, 860
_SENTENCES = (
    "Mở cổng dịch vụ công của tỉnh, chọn Dịch vụ công trực tuyến rồi chọn cơ quan giải quyết.",
    "Chọn thủ tục cần nộp hồ sơ, ví dụ cấp giấy phép xuất bản bản tin địa phương.",
    "Bấm nút Khai báo hồ sơ trực tuyến và điền theo hướng dẫn trên màn hình.",
    "Điền đủ thông tin, đính kèm giấy tờ vào phần Thành phần hồ sơ rồi bấm Gửi đi.",
)
_UNITS = [f"Sở, huyện thứ {number} nhận hồ sơ" for number in range(1, 21)]
_IMPRINT = Imprint(
    print_run=5000,
    printed_size="20,5 x 60 cm",
    printer="Công ty in Việt Hưng",
    licence_number="79/GPXB-STTTT",
    licence_date=date(2019, 11, 28),
    licence_issuer="Sở Thông tin và Truyền thông",
    deposit_month="12/2019",
)
_COVER = Cover(
    statement="Những điều cần biết về dịch vụ công trực tuyến",
    subtitle="Nộp hồ sơ tại nhà, nhận kết quả không phải chờ",
    agencies=("Sở Thông tin và Truyền thông", "Trung tâm công nghệ thông tin"),
    foot="Năm 2019",
)
_COMPARISON = Comparison(
    title="Nộp trực tuyến và nộp tại bộ phận một cửa",
    left=ComparisonSide(
        title="Nộp trực tuyến",
        stations=("Mở cổng ở nhà", "Chọn thủ tục", "Điền tờ khai", "Bấm gửi", "Nhận kết quả"),
    ),
    right=ComparisonSide(
        title="Nộp tại một cửa",
        stations=("Đến trụ sở", "Lấy mẫu giấy", "Viết tờ khai", "Chờ đến lượt", "Nhận giấy hẹn"),
    ),
    caption="Hai con đường dẫn tới cùng một kết quả; con đường trên mạng ngắn hơn hai chặng.",
)
_KINDS = LeafletKinds(
    title="Bốn mức độ dịch vụ",
    page_key="p",
    kinds=tuple(
        (f"Mức độ {number}", ("Cho biết đầy đủ về thủ tục và các văn bản quy định. " * number,))
        for number in range(1, 5)
    ),
)
_FIGURES = LeafletStatistics(
    title="Kết quả giải quyết hồ sơ",
    page_key="s",
    columns=(0, 1, 2),
    form="table",
    labels=("Phải giải quyết", "Đã giải quyết", "Đúng hạn (%)"),
    rows=tuple((unit, ("1170", "1134", "99.3")) for unit in _UNITS),
    period="Số liệu từ 01/01/2019 đến 22/10/2019.",
)
_PORTAL = PortalLine(
    title="Cổng dịch vụ công của tỉnh",
    portal=Portal(
        name="Cổng dịch vụ công", short_name="Cổng", address="https://dichvucong.tinh.gov.vn"
    ),
    features=("Tra cứu thủ tục", "Nộp hồ sơ và theo dõi", "Xem kết quả"),
)
_GRID = AgencyGrid(
    title="Các cơ quan nhận hồ sơ", names=tuple(f"Sở thứ {number}" for number in range(1, 10))
)
_BENEFITS = Benefits(
    title="Những lợi ích của dịch vụ công trực tuyến",
    items=(
        "Nộp hồ sơ 24/24 giờ trong ngày, ở bất cứ nơi nào có mạng.",
        "Biết hồ sơ đang ở khâu nào, ai đang giải quyết.",
        "Bớt thời gian và chi phí đi lại khi gửi hồ sơ và nhận kết quả.",
        "Thủ tục hành chính công khai, minh bạch hơn.",
    ),
)
_CONTACTS = Contacts(
    title="Thông tin liên hệ",
    cards=(
        ContactCard(
            name="Trung tâm công nghệ thông tin",
            address="Tổ 1A, phường Phùng Chí Kiên",
            phone="0209.3810.777",
            phone_link="+842093810777",
            email="support@tinh.gov.vn",
        ),
    ),
)


def _steps(first: int, title: str, edit: str) -> LeafletSteps:
    steps = tuple(
        Step(
            number=number,
            anchor=f"b{number}",
            title=(Text(value=_SENTENCES[number - 1] + edit * (number == 1)),),
            pictures=(
                Picture(digest=f"a{number}", width=WIDTH, height=HEIGHT, alt=f"Màn hình {number}"),
            ),
        )
        for number in (first, first + 1)
    )
    return LeafletSteps(title=title, guide_key="g", steps=steps)


def panels(edit: str = "") -> tuple[tuple[PanelPart, ...], ...]:
    """Return the parts of each panel in the order of reading; ``edit`` is added to one sentence."""
    return (
        (_COVER,),
        (_steps(1, "Bốn bước gửi hồ sơ trực tuyến", edit),),
        (_steps(3, "", ""),),
        (_COMPARISON,),
        (_KINDS,),
        (_FIGURES,),
        (_PORTAL, _GRID),
        (_BENEFITS, _CONTACTS, _IMPRINT),
    )


PANELS = panels()


def leaflet(edit: str = "") -> Leaflet:
    """Return the leaflet; Loa may spread what stands between cover and back."""
    parts = panels(edit)
    return Leaflet(
        head=Head(
            key="page-bench",
            translation="t",
            language="vi",
            path="to-gap/",
            parent="",
            title="Những điều cần biết về dịch vụ công trực tuyến",
            published=date(2019, 11, 28),
            agency=AgencyName(name="Trung tâm công nghệ thông tin", short_name="TT CNTT"),
        ),
        format=LeafletFormat(),
        panels=tuple(Panel(name="", parts=one, at=at) for at, one in enumerate(parts)),
        imprint=_IMPRINT,
        edition="Bản in lần 1",
    )


def _draw(number: int) -> Any:
    """Draw a screenshot: a bar, and rows of which one is marked."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  # not paid for by those who print

    image = Image.new("RGB", (WIDTH, HEIGHT), "#f2f4f6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 96), fill="#1f4e79")
    for row in range(5):
        top = 220 + row * 116
        edge = ("#a61c1c", 7) if row == number else ("#c9ced4", 2)
        pen.rounded_rectangle((60, top, WIDTH - 60, top + 92), 10, "white", *edge)
        for letter in range(30):  # something fine, as words are
            pen.rectangle((96 + 26 * letter, top + 34, 108 + 26 * letter, top + 58), "#1c1917")
    return image


if __name__ == "__main__":
    from bench.printing.pages import page

    out = Path(sys.argv[1])
    for at in range(1, 5):
        _draw(at).save(out / f"a{at}.png")
    (out / "page.html").write_text(page(PANELS, PANELS[1][0].steps[0].title[0].value), "utf-8")  # type: ignore[union-attr]

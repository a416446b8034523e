"""A leaflet for tests, with every kind of part on its panels."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sitegen.documents.leaflet import (
    Cover,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
    PortalLine,
)
from sitegen.documents.nodes import BulletList, Contacts, Figure, Heading, NumberedList
from tests.builder_nodes import a_comparison, a_step, an_agency_grid, some_benefits
from tests.builder_pieces import (
    PROVINCE_PORTAL,
    a_contact_card,
    a_head,
    a_paragraph,
    a_picture,
    an_imprint,
    text,
)
from tests.builder_regimes import level_regime

__all__ = [
    "a_leaflet",
    "every_panel_part",
]

_SHARES = (("Sở Công Thương", "1134"), ("Sở Tư pháp", "6641"), ("Huyện Ba Bể", "8061"))


def every_panel_part() -> tuple[PanelPart, ...]:
    """Return one part of every kind that may stand on a panel."""
    regime = level_regime()
    return (
        Cover(
            statement="Gửi hồ sơ từ nhà, bốn bước là xong",
            subtitle="Dịch vụ công trực tuyến tỉnh Bắc Kạn",
            agencies=("Sở Thông tin và Truyền thông Bắc Kạn", "Trung tâm CNTT&TT"),
            foot="Bắc Kạn, năm 2019",
        ),
        Heading(text="Điều cần biết", level=2, anchor="dieu-can-biet"),
        a_paragraph("Mọi thủ tục đều có trên cổng của tỉnh."),
        some_benefits(),
        Contacts(title="Thông tin liên hệ", cards=(a_contact_card(),)),
        LeafletSteps(
            title="Bốn bước gửi hồ sơ",
            guide_key="page-7",
            steps=tuple(a_step(number) for number in (1, 2)),
            closing=text("Bấm **GỬI ĐI** để hoàn tất."),
        ),
        LeafletKinds(
            title="Bốn mức độ",
            page_key="page-20",
            kinds=tuple((kind.name, kind.definition) for kind in regime.kinds),
        ),
        LeafletStatistics(
            title="Hồ sơ đúng hạn",
            page_key="page-21",
            columns=(4,),
            form="chart",
            labels=("Đúng hạn",),
            rows=tuple((name, (value,)) for name, value in _SHARES),
            period="Từ 1/1/2019 đến 22/10/2019",
        ),
        a_comparison(),
        an_agency_grid(),
        PortalLine(
            title="Cổng dịch vụ công", portal=PROVINCE_PORTAL, features=("Tra cứu", "Nộp hồ sơ")
        ),
        an_imprint(),
        BulletList(items=(text("Căn cước"), text("Tờ khai"))),
        NumberedList(items=(text("Lấy số"), text("Chờ gọi"))),
        Figure(picture=a_picture()),
    )


def a_leaflet(**changes: Any) -> Leaflet:
    """Return a leaflet whose eight panels hold what most leaflets do."""
    parts = every_panel_part()
    names = ("Bìa", "Lợi ích", "Liên hệ", "Bước 1–2", "Mức độ", "Số liệu", "So sánh", "Cổng")
    cuts = (0, 1, 4, 5, 6, 7, 8, 9, 12)
    panels = tuple(
        Panel(name=name, parts=parts[cuts[place] : cuts[place + 1]], at=place)
        for place, name in enumerate(names)
    )
    values: dict[str, Any] = {
        "head": a_head("Tờ gấp: gửi hồ sơ trực tuyến", path="to-gap/gui-ho-so/"),
        "format": LeafletFormat(),
        "panels": panels,
        "imprint": an_imprint(),
        "edition": "Bản in tháng 12/2019",
        "contacts": (a_contact_card(),),
    }
    return Leaflet(**values | changes)


def panels_of(sides: Sequence[Sequence[Panel]], form: LeafletFormat) -> tuple[Panel, ...]:
    """Return panels that lie from left to right on two sides, in the order of reading."""
    return tuple(
        replace(sides[side][place], at=at)
        for at, (side, place) in enumerate(form.order)
        if side < len(sides) and place < len(sides[side])
    )

"""The folded leaflet of 12/2019: what stands on each of its eight panels, and its imprint.

600 × 205 mm, two sides of four panels, folded twice in half: the cover is the right-most
panel of the outer side, the back beside it carries contact and imprint, the inner side is
one spread that is read from left to right. Panels are (name, parts), in the order of reading; a part is (kind, value).
"""

from datetime import date
from typing import Any

from cms.demo.content.explainer import COMPARISON
from cms.demo.content.leaflet_steps import CLOSING_ACTION
from cms.demo.content.shapes import Body
from cms.demo.content.statistics import (
    LATE_COLUMN,
    ON_TIME_COLUMN,
    RATE_COLUMN,
    RECEIVED_COLUMN,
)

__all__ = ["IMPRINT", "LEAFLET"]

IMPRINT: dict[str, Any] = {
    "print_run": 5000,
    "printed_size": "20,5 x 60 cm",
    "printer": "Công ty TNHH In Việt Hưng",
    "licence_number": "79/GPXB-STT&TT",
    "licence_date": date(2019, 11, 28),
    "licence_issuer": "Sở Thông tin và Truyền thông tỉnh Bắc Kạn",
    "deposit_month": "12/2019",
}

_BENEFITS: dict[str, Any] = {
    "title": "Vì sao nên nộp qua mạng?",
    "items": [
        "Gửi hồ sơ 24/24 giờ, ở bất cứ đâu có Internet.",
        "Theo dõi, giám sát được hồ sơ đang giải quyết đến đâu.",
        "Đỡ thời gian và chi phí đi lại, cả khi gửi lẫn khi nhận kết quả.",
        "Thủ tục công khai, minh bạch hơn.",
    ],
}

_GRID: dict[str, Any] = {
    "title": "Các sở nhận hồ sơ trên cổng",
    "names": [
        "Sở Xây dựng",
        "Sở Y tế",
        "Sở Thông tin và Truyền thông",
        "Sở Tài chính",
        "Sở Kế hoạch và Đầu tư",
        "Sở Nông nghiệp và PTNT",
        "Sở Tư pháp",
        "Sở Công Thương",
        "Sở Giao thông vận tải",
    ],
}

_COVER: dict[str, Any] = {
    "statement": "Gửi hồ sơ ngay tại nhà",
    "subtitle": "Những điều cần biết về dịch vụ công trực tuyến",
    "agencies": ["Sở Thông tin và Truyền thông Bắc Kạn", "Trung tâm CNTT&TT"],
    "foot": "Bắc Kạn, năm 2019",
}

_STEPS: dict[str, Any] = {"guide": "huong-dan-bon-buoc", "group": 0}

_IN_ORDER: tuple[tuple[str, Body], ...] = (
    ("Bìa", (("cover", _COVER),)),
    ("Lợi ích", (("benefits", _BENEFITS), ("comparison", COMPARISON))),
    (
        "Bước 1-2",
        (("steps", {**_STEPS, "title": "Gửi hồ sơ trong bốn bước", "first": 1, "last": 2}),),
    ),
    (
        "Bước 3-4",
        (
            (
                "steps",
                {**_STEPS, "title": "", "first": 3, "last": 4, "closing": CLOSING_ACTION},
            ),
        ),
    ),
    (
        "Cổng của tỉnh",
        (
            (
                "portal_line",
                {
                    "title": "Vào cổng của tỉnh",
                    "portal": "cong-bac-kan",
                    "features": [
                        "Tra cứu thủ tục, lấy mẫu, nộp hồ sơ",
                        "Xem kết quả giải quyết của các cơ quan",
                        "Tra cứu hồ sơ của mình đến đâu",
                        "Gửi ý kiến và nhận giải đáp",
                    ],
                },
            ),
            ("agency_grid", _GRID),
        ),
    ),
    (
        "Bốn mức độ",
        (
            (
                "kinds",
                {"title": "Bốn mức độ dịch vụ công trực tuyến", "page": "loai-hinh", "regime": 0},
            ),
        ),
    ),
    (
        "Số liệu",
        (
            (
                "statistics",
                {
                    "title": "20 đơn vị giải quyết hồ sơ ra sao?",
                    "page": "thong-ke-2019",
                    "columns": [RECEIVED_COLUMN, ON_TIME_COLUMN, LATE_COLUMN, RATE_COLUMN],
                    "form": "table",
                },
            ),
        ),
    ),
    (
        "Bìa sau",
        (
            ("contacts", {"title": "Cần giúp, hãy gọi", "points": ["trung-tam-cntt"]}),
            ("imprint", {}),
        ),
    ),
)
"""In the order of reading: cover, inside from left to right, outside from left to right."""

_PANELS = tuple((place, *panel) for place, panel in enumerate(_IN_ORDER, 1))

LEAFLET: dict[str, Any] = {
    "key": "to-gap-2019",
    "slug": "to-gap-2019",
    "agency": "trung-tam-cntt",
    "title": "Gửi hồ sơ trực tuyến: tờ gấp năm 2019",
    "summary": "Bốn bước có hình, bốn mức độ, số liệu và nơi giúp đỡ, trên một tờ gấp.",
    "edition": "Bản in tháng 12/2019",
    "published": date(2019, 12, 1),
    "panels": _PANELS,
    "imprint": IMPRINT,
    "contacts": ("trung-tam-cntt",),
}

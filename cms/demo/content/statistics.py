"""How 20 units of Bắc Kạn settled files, 01/01/2019 to 22/10/2019 (table of the leaflet).

The leaflet's table was read by machine. Its figures stand here as read, faults included;
names of units are written out. The row of the industrial zones had one more zero than the
others and lost it. The heading of the three columns of waiting files could not be read, so
these are numbered. Rates are per cent.
"""

from datetime import date
from typing import Any

from cms.demo.content.shapes import Body

__all__ = ["COLUMN_GROUPS", "RATE_COLUMN", "ROWS", "STATISTICS"]

COLUMN_GROUPS = (
    (
        "Kỳ trước chuyển sang",
        (("Trong hạn", "number"), ("Quá hạn", "number"), ("Qua mạng", "number")),
    ),
    ("Trong kỳ", (("Tiếp nhận", "number"), ("Phải giải quyết", "number"))),
    (
        "Đã giải quyết",
        (("Đúng hạn", "number"), ("Quá hạn", "number"), ("Tỷ lệ đúng hạn", "percent")),
    ),
    ("Đang xử lý", (("Trong hạn", "number"), ("Quá hạn", "number"))),
    ("Đang chờ", (("Cột 1", "number"), ("Cột 2", "number"), ("Cột 3", "number"))),
    ("Trả lại", (("Số hồ sơ", "number"),)),
)

RECEIVED_COLUMN = 3
ON_TIME_COLUMN = 5
LATE_COLUMN = 6
RATE_COLUMN = 7

_TABLE = """
Ban Quản lý các khu công nghiệp|1 0 0 32 33 27 3 95.0 3 0 0 0 0 0
Sở Công Thương|10 0 0 1160 1170 1134 0 100.0 27 0 0 0 0 9
Sở Giáo dục và Đào tạo|2 0 0 200 202 201 0 100.0 1 0 0 0 0 0
Sở Giao thông vận tải|1 0 0 155 143 143 0 100.0 2 0 1 9 0 0
Sở Kế hoạch và Đầu tư|2 0 1 123 126 93 2 97.9 12 6 1 12 0 0
Sở Khoa học và Công nghệ|0 0 0 10 10 10 0 100.0 0 0 0 0 0 0
Sở Lao động – Thương binh và Xã hội|44 1 0 4128 4173 3998 0 100.0 115 0 0 0 0 62
Sở Nội vụ|7 0 0 103 110 107 0 100.0 3 0 0 0 0 0
Sở Nông nghiệp và PTNT|0 3 0 148 151 132 1 99.2 7 0 0 0 0 11
Sở Tài chính|22 0 0 90 112 78 2 97.3 2 10 4 16 0 0
Sở Tài nguyên và Môi trường|337 10 69 12352 12768 11414 76 99.3 278 4 388 608 0 0
Sở Thông tin và Truyền thông|2 0 3 77 82 62 0 100.0 5 2 5 8 0 0
Sở Tư pháp|25 6 0 6690 6721 6641 0 100.0 59 0 0 0 0 22
Sở Văn hóa, Thể thao và Du lịch|2 2 0 139 143 127 3 97.9 1 0 0 0 0 12
Sở Xây dựng|66 1 0 526 593 479 0 100.0 15 0 1 98 0 0
Sở Y tế|18 0 0 325 343 292 2 99.3 48 1 0 0 0 0
Huyện Ba Bể|41 79 0 9524 9644 8061 428 95.0 119 774 16 246 0 0
Huyện Bạch Thông|42 21 0 8317 8380 7951 340 95.9 55 34 0 0 0 0
Huyện Chợ Đồn|44 36 0 13861 13761 13368 251 98.2 89 51 1 1 0 0
Huyện Chợ Mới|2 0 0 13121 13123 12740 247 98.1 110 26 0 0 0 0
"""


def _rows() -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = (line.partition("|") for line in _TABLE.strip().splitlines())
    return tuple((unit, tuple(values.split())) for unit, _, values in lines)


ROWS = _rows()


def _total(column: int) -> int:
    return sum(int(values[column]) for _, values in ROWS)


def _with_dots(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_ON_TIME = _total(ON_TIME_COLUMN)
_LATE = _total(LATE_COLUMN)
_SHARE = f"{100 * _ON_TIME / (_ON_TIME + _LATE):.1f}".replace(".", ",")

_BODY: Body = (
    (
        "paragraph",
        "<p>Bảng gồm 16 đơn vị cấp tỉnh và 4 huyện có trên tờ gấp; các đơn vị sau đó không "
        "còn đọc được.</p>",
    ),
)

STATISTICS: dict[str, Any] = {
    "key": "thong-ke-2019",
    "agency": "trung-tam-cntt",
    "title": "Kết quả giải quyết hồ sơ ở Bắc Kạn năm 2019",
    "summary": f"{_SHARE}% hồ sơ đã giải quyết là đúng hạn, tính trên 20 đơn vị.",
    "lead": (
        f"Từ ngày 01/01 đến ngày 22/10/2019, 20 đơn vị tiếp nhận "
        f"{_with_dots(_total(RECEIVED_COLUMN))} hồ sơ."
    ),
    "period_from": date(2019, 1, 1),
    "period_until": date(2019, 10, 22),
    "published": date(2019, 12, 1),
    "highlight_value": f"{_SHARE}%",
    "highlight_label": (
        f"hồ sơ giải quyết đúng hạn: {_with_dots(_ON_TIME)} trong "
        f"{_with_dots(_ON_TIME + _LATE)} hồ sơ đã giải quyết"
    ),
    "column_groups": COLUMN_GROUPS,
    "rows": ROWS,
    "chart_column": RATE_COLUMN,
    "chart_title": "Tỷ lệ giải quyết đúng hạn của từng đơn vị (%)",
    "remarks": (
        "Sở Giao thông vận tải: 1 hồ sơ chuyển sang và 155 hồ sơ tiếp nhận là 156, bản gốc ghi "
        "phải giải quyết 143.",
        "Huyện Chợ Đồn: 80 hồ sơ chuyển sang và 13.861 hồ sơ tiếp nhận là 13.941, bản gốc ghi "
        "phải giải quyết 13.761.",
        "Ban Quản lý các khu công nghiệp: 27 đúng hạn, 3 quá hạn là 90,0%, bản gốc ghi 95,0%.",
        "Sở Tài chính: 78 đúng hạn, 2 quá hạn là 97,5%, bản gốc ghi 97,3%.",
        "Sở Văn hóa, Thể thao và Du lịch: 127 đúng hạn, 3 quá hạn là 97,7%, bản gốc ghi 97,9%.",
        "Nhóm “Đang chờ”: tên ba cột trên bản gốc không đọc được nên được đánh số.",
    ),
    "source": "Tờ gấp của Trung tâm CNTT&TT tỉnh Bắc Kạn, tháng 12/2019",
    "body": _BODY,
}

"""The files offered for download beside the district's article (huyện Ngân Sơn, 8/2023).

The article names two attachments whose content is not known; these two are the demo's own
and say so. The bytes are the same every time: fonts come from a pinned package and the date
inside is the day of the article.
"""

import json
from pathlib import Path
from typing import Any

import fontpkg
import typst

__all__ = ["ATTACHMENTS", "attachment"]

ATTACHMENTS = {
    "thong-bao-ngan-son.pdf": "Thông báo của UBND huyện Ngân Sơn",
    "danh-muc-tthc.pdf": "Danh mục thủ tục hành chính cấp huyện, cấp xã",
}
"""The title of each file, by its name."""

_LAYOUT = Path(__file__).with_name("attachment_layout.typ")
_DAY = 1_691_971_200  # 14/8/2023, 00:00 UTC
_FOOTER = "Nội dung minh hoạ, không phải văn bản thật"
_OFFICE = "Ủy ban nhân dân huyện Ngân Sơn"
_KINDS = ("Toàn trình", "Một phần", "Cung cấp thông tin")
_FULL, _PARTLY, _INFORMATION = range(3)

_CATALOGUE = (
    (
        "I. Hộ tịch",
        (
            ("Đăng ký khai sinh", _PARTLY),
            ("Đăng ký kết hôn", _PARTLY),
            ("Cấp bản sao hộ tịch", _FULL),
            ("Xác nhận tình trạng hôn nhân", _FULL),
        ),
    ),
    (
        "II. Chứng thực",
        (
            ("Chứng thực bản sao từ bản chính", _PARTLY),
            ("Chứng thực chữ ký", _INFORMATION),
        ),
    ),
    (
        "III. Bảo trợ xã hội",
        (
            ("Cấp thẻ bảo hiểm y tế", _PARTLY),
            ("Hỗ trợ chi phí mai táng", _FULL),
        ),
    ),
    (
        "IV. Đất đai",
        (("Hòa giải tranh chấp đất đai", _INFORMATION),),
    ),
)


def attachment(name: str) -> bytes:
    """Return the PDF (PDF/A-2a, PDF/UA-1) of one name in ``ATTACHMENTS``; KeyError if unknown."""
    data = {"thong-bao-ngan-son.pdf": _notice, "danh-muc-tthc.pdf": _catalogue}[name]()
    fonts = [fontpkg.path("Be Vietnam Pro", weight).parent for weight in (400, 600, 700)]
    pdf: bytes = typst.compile(
        str(_LAYOUT),
        format="pdf",
        font_paths=sorted({str(folder) for folder in fonts}),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=_DAY,
    )
    return pdf


def _sheet(title: str, lead: str) -> dict[str, Any]:
    return {
        "title": title,
        "lead": lead,
        "office": _OFFICE,
        "place_and_date": "Ngân Sơn, tháng 8 năm 2023",
        "footer": _FOOTER,
        "columns": _KINDS,
        "parts": [],
        "groups": [],
        "totals": [],
    }


def _marks(kind: int) -> list[str]:
    return ["x" if column == kind else "" for column in range(len(_KINDS))]


def _catalogue() -> dict[str, Any]:
    sheet = _sheet(
        "Danh mục dịch vụ công trực tuyến và dịch vụ cung cấp thông tin trực tuyến",
        "Thủ tục thuộc thẩm quyền giải quyết của UBND cấp huyện, cấp xã.",
    )
    number = 0
    for title, procedures in _CATALOGUE:
        rows = []
        for name, kind in procedures:
            number += 1
            rows.append({"number": str(number), "name": name, "marks": _marks(kind)})
        sheet["groups"].append({"title": title, "rows": rows})
    kinds = [kind for _, procedures in _CATALOGUE for _, kind in procedures]
    sheet["totals"] = [str(kinds.count(kind)) for kind in range(len(_KINDS))]
    return sheet


def _notice() -> dict[str, Any]:
    sheet = _sheet(
        "Thông báo danh mục dịch vụ công trực tuyến của cấp huyện, cấp xã",
        "Danh mục toàn trình, một phần, cung cấp thông tin trực tuyến và cách nộp hồ sơ.",
    )
    sheet["parts"] = [
        {
            "heading": "1. Danh mục",
            "paragraphs": ["Danh mục chi tiết ở tệp danh-muc-tthc.pdf kèm theo."],
            "items": [],
        },
        {
            "heading": "2. Nộp hồ sơ trực tuyến",
            "paragraphs": ["Nộp trên một trong hai cổng:"],
            "items": [
                "Cổng Dịch vụ công tỉnh Bắc Kạn (dichvucong.backan.gov.vn): mười bước.",
                "Cổng Dịch vụ công quốc gia (dichvucong.gov.vn): chín bước, trong đó có bước "
                "nộp phí, lệ phí nếu thủ tục có thu.",
            ],
        },
        {
            "heading": "3. Nộp phí, lệ phí và nhận kết quả",
            "paragraphs": [
                "Phí, lệ phí nộp trên Cổng Dịch vụ công quốc gia hoặc chuyển khoản. Kết quả nhận "
                "theo một trong bốn cách:"
            ],
            "items": [
                "Trực tuyến trên Cổng Dịch vụ công tỉnh Bắc Kạn.",
                "Trực tuyến trên Cổng Dịch vụ công quốc gia.",
                "Trực tiếp tại Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn.",
                "Qua dịch vụ bưu chính công ích.",
            ],
        },
        {
            "heading": "Lưu ý",
            "paragraphs": [
                "Khi cơ quan cần kiểm tra, đối chiếu, tổ chức, cá nhân xuất trình bản gốc, bản "
                "chính hoặc bản sao có chứng thực."
            ],
            "items": [],
        },
    ]
    return sheet

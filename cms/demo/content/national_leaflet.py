"""The leaflet that may go to print today: filing on the one national portal, on a sheet of A4.

It is told by facts that the demo has: the portal that all offices share, its steps, the centre
that helps. Its licence, printer and run are samples and say so, because a made-up licence must
never look like a real one.
"""

from datetime import date
from typing import Any

from cms.demo.content.shapes import Body, Guide, GuideGroup, Step, StepChange

__all__ = ["NATIONAL_GUIDE", "NATIONAL_LEAFLET", "NATIONAL_LEAFLET_FORMAT"]

NATIONAL_LEAFLET_FORMAT = {"width_mm": 297, "height_mm": 210, "fold": "roll"}
_PUBLISHED = date(2025, 9, 3)
_SHORTER = "Tờ gấp chỉ đủ chỗ cho sáu bước."


def _left_out(key: str) -> StepChange:
    return StepChange(kind="leave_out", of=key, reason=_SHORTER)


NATIONAL_GUIDE = Guide(
    key="sau-buoc-cong-quoc-gia",
    agency="trung-tam-cntt",
    title="Sáu bước trên Cổng Dịch vụ công quốc gia",
    summary="Từ ngày 01/7/2025, cả nước dùng chung một cổng. Sáu bước có hình.",
    audience="Mọi người cần gửi hồ sơ qua mạng",
    published=_PUBLISHED,
    groups=(
        GuideGroup(
            title="Trên Cổng Dịch vụ công quốc gia",
            lead="Làm lần lượt sáu bước sau.",
            portal="cong-quoc-gia",
            step_set="nop-tren-cong-quoc-gia",
            parameters=(("co_quan_day_du", "cơ quan giải quyết hồ sơ của bạn"),),
            has_payment=True,
            changes=(
                *map(_left_out, ("dang-ky", "chon-the", "chon-tinh")),
                StepChange(
                    kind="replace",
                    of="dang-nhap",
                    step=Step(
                        key="dang-nhap-vneid",
                        title="Đăng nhập bằng tài khoản VNeID.",
                        body="<p>Bạn không phải tạo tài khoản riêng của cổng.</p>",
                    ),
                ),
            ),
        ),
    ),
)

_COVER: dict[str, Any] = {
    "statement": "Một cổng, mọi thủ tục",
    "subtitle": "Sáu bước trên Cổng Dịch vụ công quốc gia",
    "agencies": ["Trung tâm CNTT&TT tỉnh Bắc Kạn"],
    "foot": "Năm 2025",
}

_BENEFITS: dict[str, Any] = {
    "title": "Gửi qua mạng có gì hơn?",
    "items": [
        "Gửi 24/24 giờ, ở bất cứ đâu có Internet.",
        "Theo dõi được hồ sơ đang ở bộ phận nào.",
        "Đỡ thời gian, chi phí đi lại và tiền phô tô giấy tờ.",
    ],
}

_PREPARE: dict[str, Any] = {
    "title": "Chuẩn bị gì?",
    "items": [
        "Tài khoản VNeID.",
        "Mẫu đơn, tờ khai đã điền.",
        "Giấy tờ của hồ sơ, mỗi loại một tệp PDF.",
    ],
}

_RESULT: dict[str, Any] = {
    "title": "Nhận kết quả ở đâu?",
    "items": ["Ngay trên cổng.", "Tại nhà, qua dịch vụ bưu chính công ích."],
}

_STEPS: dict[str, Any] = {
    "guide": NATIONAL_GUIDE.key,
    "group": 0,
    "title": "Gửi hồ sơ trong sáu bước",
    "first": 1,
    "last": 6,
}

_PORTAL: dict[str, Any] = {
    "title": "Vào cổng",
    "portal": "cong-quoc-gia",
    "features": ["Tìm thủ tục theo tên", "Nộp hồ sơ, nộp phí, lệ phí", "Xem hồ sơ đang ở đâu"],
}

_PANELS: tuple[tuple[int, str, Body], ...] = (
    (1, "Bìa", (("cover", _COVER),)),
    (2, "Sáu bước", (("steps", _STEPS),)),
    (5, "Trước và sau", (("benefits", _PREPARE), ("benefits", _BENEFITS), ("benefits", _RESULT))),
    (
        6,
        "Bìa sau",
        (
            ("portal_line", _PORTAL),
            ("contacts", {"title": "Cần giúp, hãy gọi", "points": ["trung-tam-cntt"]}),
            ("imprint", {}),
        ),
    ),
)
"""Places in the order of reading: the steps go on over the three panels inside."""

NATIONAL_LEAFLET: dict[str, Any] = {
    "key": "to-gap-cong-quoc-gia",
    "slug": "to-gap-cong-quoc-gia",
    "agency": "trung-tam-cntt",
    "title": "Một cổng, mọi thủ tục: sáu bước trên cổng quốc gia",
    "summary": "Địa chỉ, sáu bước có hình và nơi giúp đỡ, gọn trên một tờ A4 gấp ba.",
    "edition": "Bản in mẫu tháng 9/2025",
    "published": _PUBLISHED,
    "panels": _PANELS,
    "imprint": {
        "print_run": 1000,
        "printed_size": "21 x 29,7 cm",
        "printer": "cơ sở in MẪU",
        "licence_number": "00/GPXB-MẪU",
        "licence_date": date(2025, 8, 28),
        "licence_issuer": "cơ quan cấp phép MẪU",
        "deposit_month": "9/2025",
    },
}

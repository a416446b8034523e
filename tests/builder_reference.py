"""Pages to look things up in, for tests: explainer, contact, statistics, listing."""

from datetime import date
from typing import Any

from sitegen.documents.kinds import (
    Contact,
    IndexItem,
    IndexPage,
    IndexSection,
    Listing,
    Search,
    ServiceKinds,
    Statistics,
    StatisticsColumn,
    StatisticsColumnGroup,
    StatisticsRow,
)
from tests.builder_nodes import (
    a_comparison,
)
from tests.builder_pieces import (
    a_contact_card,
    a_head,
    a_summary,
)
from tests.builder_regimes import level_regime, two_thousand_twenty_two_regime

__all__ = ["a_contact", "a_listing", "a_search", "a_statistics", "an_explainer", "an_index_page"]


def an_explainer(**changes: Any) -> ServiceKinds:
    """Return the explainer with both regimes and the comparison."""
    values: dict[str, Any] = {
        "head": a_head("Dịch vụ công trực tuyến có mấy loại?", path="loai-hinh-dich-vu/"),
        "lead": "Từ đọc thông tin tới nhận kết quả tại nhà: mỗi loại thêm một việc làm qua mạng.",
        "regimes": (level_regime(), two_thousand_twenty_two_regime()),
        "comparison": a_comparison(),
    }
    return ServiceKinds(**values | changes)


def a_contact(**changes: Any) -> Contact:
    """Return the contact page with three points."""
    values: dict[str, Any] = {
        "head": a_head("Liên hệ", path="lien-he/"),
        "lead": "Gọi trong giờ hành chính, có người trả lời bằng tiếng Việt và tiếng Tày.",
        "cards": (
            a_contact_card(),
            a_contact_card(
                name="Bộ phận một cửa UBND xã Ea Kuêh", fax="", email="", note="Nghỉ ngày lễ."
            ),
            a_contact_card(name="Văn phòng Sở Nội vụ", phone="", phone_link="", fax=""),
        ),
    }
    return Contact(**values | changes)


_RATES = (
    ("Ban Quản lý các khu công nghiệp", 1, 33, 27, 3, "90.0"),
    ("Sở Công Thương", 10, 1170, 1134, 0, "100.0"),
    ("Sở Giáo dục và Đào tạo", 2, 202, 201, 0, "100.0"),
    ("Sở Kế hoạch và Đầu tư", 2, 126, 93, 2, "97.9"),
    ("Sở Lao động – Thương binh và Xã hội", 44, 4173, 3998, 0, "100.0"),
    ("Sở Tài nguyên và Môi trường", 337, 12768, 11414, 76, "99.3"),
    ("Sở Tư pháp", 25, 6721, 6641, 0, "100.0"),
    ("Huyện Ba Bể", 41, 9644, 8061, 428, "95.0"),
    ("Huyện Bạch Thông", 42, 8380, 7951, 340, "95.9"),
    ("Huyện Chợ Mới", 2, 13123, 12740, 247, ""),
)


def a_statistics(**changes: Any) -> Statistics:
    """Return ten units of 2019, one rate unknown."""
    values: dict[str, Any] = {
        "head": a_head("Giải quyết hồ sơ đúng hạn", path="thong-ke/"),
        "lead": "Hồ sơ của các sở và huyện, tính tới ngày 22 tháng 10 năm 2019.",
        "period_from": date(2019, 1, 1),
        "period_until": date(2019, 10, 22),
        "highlight_value": "98,7%",
        "highlight_label": "hồ sơ được giải quyết đúng hạn",
        "column_groups": (
            StatisticsColumnGroup(
                label="Đầu kỳ",
                columns=(
                    StatisticsColumn(label="Kỳ trước chuyển sang"),
                    StatisticsColumn(label="Phải giải quyết"),
                ),
            ),
            StatisticsColumnGroup(
                label="Trong kỳ",
                columns=(
                    StatisticsColumn(label="Đúng hạn"),
                    StatisticsColumn(label="Quá hạn"),
                    StatisticsColumn(label="Tỷ lệ đúng hạn", unit="percent"),
                ),
            ),
        ),
        "rows": tuple(
            StatisticsRow(unit=name, values=tuple(str(value) for value in values))
            for name, *values in _RATES
        ),
        "chart_column": 4,
        "chart_title": "Tỷ lệ hồ sơ đúng hạn theo đơn vị",
        "remarks": ("Ban Quản lý các khu công nghiệp: tờ gấp ghi 95,0%, tính lại là 90,0%.",),
        "source": "Hệ thống một cửa điện tử tỉnh Bắc Kạn",
    }
    return Statistics(**values | changes)


def an_index_page(**changes: Any) -> IndexPage:
    """Return everything by letter, two letters of it."""
    values: dict[str, Any] = {
        "head": a_head("Tất cả theo chữ cái", path="theo-chu-cai/", agency=None, parent="page-1"),
        "form": "letters",
        "sections": (
            IndexSection(
                title="Đ",
                anchor="d",
                count=1,
                items=(
                    IndexItem(
                        title="Đăng ký khai sinh",
                        path="xa-ea-kueh/dang-ky-khai-sinh/",
                        item_kind="guide",
                        note="UBND xã Ea Kuêh",
                    ),
                ),
            ),
            IndexSection(title="N", anchor="n", count=300, path="theo-chu-cai/n/"),
        ),
    }
    return IndexPage(**values | changes)


def a_search(**changes: Any) -> Search:
    """Return the search page with one list to browse."""
    values: dict[str, Any] = {
        "head": a_head("Tìm kiếm", path="tim-kiem/", agency=None, parent="page-1"),
        "ways": (
            a_summary("Tất cả theo chữ cái", kind="index_page", path="theo-chu-cai/", agency=""),
        ),
    }
    return Search(**values | changes)


def a_listing(**changes: Any) -> Listing:
    """Return the second of three pages of announcements."""
    values: dict[str, Any] = {
        "head": a_head("Thông báo", path="thong-bao/trang-2/", agency=None),
        "item_kind": "announcement",
        "items": tuple(
            a_summary(f"Danh mục dịch vụ công của {name}", path=f"thong-bao/{place}/", agency=name)
            for place, name in enumerate(("Sở Y tế", "Sở Tài chính", "Ban Dân tộc"))
        ),
        "page_number": 2,
        "page_count": 3,
        "previous_path": "thong-bao/",
        "next_path": "thong-bao/trang-3/",
    }
    return Listing(**values | changes)

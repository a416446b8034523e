"""The two announcements: Ban Dân tộc (undated, after 04/8/2023) and Sở Nội vụ (11/2022).

Blank numbers and days are blank in the documents. The symbol of the first is not given
there; it follows the pattern of the second.
"""

from datetime import date
from typing import Any

from cms.demo.content.shapes import (
    Announcement,
    Official,
    Signatory,
)

__all__ = ["ANNOUNCEMENTS"]

_BY_PORTALS = (
    "Trực tuyến trên Cổng Dịch vụ công tỉnh Bắc Kạn",
    "Trực tuyến trên Cổng Dịch vụ công quốc gia",
)
_AT_CENTRE = "Trực tiếp tại Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn"
_BY_POST = "Qua dịch vụ bưu chính công ích"
_DELIVERY_NOTE = "Tùy thủ tục và lựa chọn của bạn."
_CLOSING = (
    "{office} thông báo để các sở, ban, ngành, UBND các huyện, thành phố và mọi tổ chức, cá nhân "
    "cần làm thủ tục được biết, cùng tuyên truyền và thực hiện"
)


def _catalogue(
    *, title: str, source: str, groups: tuple[tuple[str, tuple[str, ...]], ...]
) -> dict[str, Any]:
    """Return the table: which column a procedure marks is told by its registry row."""
    return {
        "title": title,
        "source": source,
        "columns": [
            {"label": "Trực tuyến một phần", "service_kind": "mot-phan"},
            {"label": "Chỉ tiếp nhận trực tuyến", "service_kind": ""},
        ],
        "groups": [
            {"field": field, "rows": [{"procedure": procedure} for procedure in procedures]}
            for field, procedures in groups
        ],
    }


_ETHNIC_AFFAIRS = Announcement(
    key="thong-bao-ban-dan-toc",
    agency="ban-dan-toc",
    title="Hai thủ tục của Ban Dân tộc nộp được qua mạng",
    summary="Danh mục dịch vụ công trực tuyến của Ban Dân tộc và cách nộp hồ sơ.",
    published=date(2023, 8, 4),
    effective_from=date(2023, 8, 4),
    means_for_you=(
        "Hai thủ tục về người có uy tín nay nộp được qua mạng.",
        "Bạn vẫn có thể nộp tận nơi: không thủ tục nào bắt buộc nộp qua mạng.",
        "Nộp trên cổng của tỉnh (10 bước) hoặc Cổng Dịch vụ công quốc gia (8 bước).",
        "Kết quả xem trên mạng hoặc nhận qua bưu chính.",
    ),
    official=Official(
        type_name="Thông báo",
        symbol="TB-BDT",
        summary_line=(
            "Danh mục dịch vụ công trực tuyến thuộc thẩm quyền quản lý và giải quyết của "
            "Ban Dân tộc tỉnh Bắc Kạn"
        ),
        place="Bắc Kạn",
        year=2023,
        legal_bases=("nd-42-2022", "qd-1414-2023"),
        lead=(
            "Ban Dân tộc thông báo các thủ tục do mình quản lý, giải quyết và nhận hồ sơ qua "
            "mạng như sau:"
        ),
        closing=_CLOSING.format(office="Ban Dân tộc"),
        recipients=(
            (
                "Bản điện tử",
                (
                    "UBND tỉnh (b/c)",
                    "Các sở, ban, ngành",
                    "UBND các huyện, TP",
                    "Lãnh đạo Ban (03)",
                    "Các phòng thuộc Ban",
                ),
            ),
            ("Bản giấy", ("Lưu: VT",)),
        ),
        signatory=Signatory(authority="KT.", authority_post="TRƯỞNG BAN", post="PHÓ TRƯỞNG BAN"),
    ),
    body=(
        ("heading", {"number": "1", "level": "2", "text": "Danh mục thủ tục nộp trực tuyến"}),
        (
            "catalogue",
            _catalogue(
                title="Thủ tục của Ban Dân tộc cung cấp trực tuyến một phần",
                source="Quyết định số 1414/QĐ-UBND ngày 04/8/2023",
                groups=(("", ("cong-nhan-nguoi-co-uy-tin", "dua-ra-nguoi-co-uy-tin")),),
            ),
        ),
        ("heading", {"number": "2", "level": "2", "text": "Hướng dẫn nộp hồ sơ trực tuyến"}),
        ("guide", {"guide": "huong-dan-ban-dan-toc"}),
        (
            "result_delivery",
            {
                "title": "Nhận kết quả",
                "ways": (*_BY_PORTALS, _BY_POST),
                "note": _DELIVERY_NOTE,
            },
        ),
    ),
)

_HOME_AFFAIRS = Announcement(
    key="thong-bao-so-noi-vu",
    agency="so-noi-vu",
    title="Mười thủ tục của Sở Nội vụ chỉ nhận hồ sơ qua mạng",
    summary="Danh mục mười thủ tục, cách nộp hồ sơ, nộp phí và nhận kết quả.",
    published=date(2022, 11, 10),
    means_for_you=(
        "Mười thủ tục trong danh mục chỉ nhận hồ sơ qua mạng, không nhận hồ sơ giấy.",
        "Nộp trên cổng của tỉnh (10 bước) hoặc Cổng Dịch vụ công quốc gia (9 bước).",
        "Thủ tục có thu phí thì nộp qua PayGov hoặc chuyển khoản.",
        "Giữ sẵn giấy tờ gốc để xuất trình khi cần đối chiếu.",
    ),
    official=Official(
        type_name="Thông báo",
        symbol="TB-SNV",
        summary_line=(
            "Danh mục dịch vụ công trực tuyến một phần chỉ tiếp nhận trực tuyến thuộc thẩm quyền "
            "giải quyết của Sở Nội vụ"
        ),
        place="Bắc Kạn",
        year=2022,
        month=11,
        legal_bases=("nd-42-2022", "qd-2170-2022"),
        lead=(
            "Sở Nội vụ thông báo các thủ tục chỉ nhận hồ sơ qua mạng và hướng dẫn nộp hồ sơ "
            "trên Cổng Dịch vụ công quốc gia, Cổng Dịch vụ công tỉnh Bắc Kạn như sau:"
        ),
        closing=_CLOSING.format(office="Sở Nội vụ"),
        recipients=(
            (
                "",
                (
                    "UBND tỉnh (b/c)",
                    "Các sở, ban, ngành tỉnh",
                    "UBND các huyện, thành phố",
                    "Các Phó Giám đốc Sở",
                    "Các đơn vị thuộc và trực thuộc Sở",
                    "Lưu: VT, VP",
                ),
            ),
        ),
        signatory=Signatory(authority="", authority_post="GIÁM ĐỐC"),
    ),
    body=(
        ("heading", {"number": "1", "level": "2", "text": "Danh mục thủ tục nộp trực tuyến"}),
        (
            "catalogue",
            _catalogue(
                title="Thủ tục của Sở Nội vụ chỉ tiếp nhận trực tuyến",
                source="Quyết định số 2170/QĐ-UBND ngày 10/11/2022",
                groups=(
                    (
                        "cong-chuc-vien-chuc",
                        (
                            "thi-nang-ngach-cong-chuc",
                            "thi-tuyen-cong-chuc",
                            "xet-tuyen-cong-chuc",
                            "tiep-nhan-cong-chuc",
                            "thi-tuyen-vien-chuc",
                            "xet-tuyen-vien-chuc",
                            "tiep-nhan-vien-chuc",
                            "thang-hang-vien-chuc",
                        ),
                    ),
                    ("chinh-quyen-dia-phuong", ("thanh-lap-thon",)),
                    ("van-thu-luu-tru", ("chung-chi-luu-tru",)),
                ),
            ),
        ),
        ("heading", {"number": "2", "level": "2", "text": "Hướng dẫn nộp hồ sơ trực tuyến"}),
        ("guide", {"guide": "huong-dan-so-noi-vu"}),
        ("heading", {"number": "3", "level": "2", "text": "Nộp phí, lệ phí và nhận kết quả"}),
        ("payment", {"title": "Nộp phí, lệ phí", "fact": "so-noi-vu"}),
        (
            "result_delivery",
            {
                "title": "Nhận kết quả",
                "ways": (*_BY_PORTALS, _AT_CENTRE, _BY_POST),
                "note": _DELIVERY_NOTE,
            },
        ),
    ),
)

ANNOUNCEMENTS = (_ETHNIC_AFFAIRS, _HOME_AFFAIRS)

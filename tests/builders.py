"""Documents for tests: one true example of every kind, in the words of a real province.

Call a builder with what the test is about; everything else is filled in believably.
"""

from datetime import date
from typing import Any

from sitegen.documents.base import (
    PartialDate,
)
from sitegen.documents.inline import (
    Emphasis,
    LineBreak,
    Link,
    Strong,
    Text,
)
from sitegen.documents.kinds import (
    AgencyHome,
    Announcement,
    Document,
    Entry,
    Guide,
    Home,
    Outreach,
)
from sitegen.documents.nodes import (
    EmbeddedGuide,
    Heading,
    Paragraph,
)
from sitegen.documents.official import LegalBasis, Official, RecipientGroup, Signatory
from tests.builder_leaflet import a_leaflet, every_panel_part
from tests.builder_nodes import (
    a_catalogue,
    a_comparison,
    a_note,
    a_payment,
    a_result_delivery,
    a_step,
    a_step_group,
    an_agency_grid,
    every_node,
    some_assignments,
    some_benefits,
    some_channels,
)
from tests.builder_office import a_channel_list, a_site_map, a_suspension, an_about
from tests.builder_pieces import (
    INTERIOR,
    NATIONAL_PORTAL,
    PROVINCE_PORTAL,
    a_contact_card,
    a_head,
    a_paragraph,
    a_picture,
    a_site,
    a_summary,
    a_view,
    an_attachment,
    an_imprint,
    drawn_picture,
    some_sheets,
    text,
)
from tests.builder_reference import (
    a_contact,
    a_listing,
    a_search,
    a_statistics,
    an_explainer,
    an_index_page,
)

__all__ = [
    "INTERIOR",
    "NATIONAL_PORTAL",
    "PROVINCE_PORTAL",
    "a_catalogue",
    "a_channel_list",
    "a_comparison",
    "a_contact",
    "a_contact_card",
    "a_guide",
    "a_head",
    "a_home",
    "a_leaflet",
    "a_listing",
    "a_note",
    "a_paragraph",
    "a_payment",
    "a_picture",
    "a_plan",
    "a_result_delivery",
    "a_search",
    "a_site",
    "a_site_map",
    "a_statistics",
    "a_step",
    "a_step_group",
    "a_summary",
    "a_suspension",
    "a_view",
    "an_about",
    "an_agency_grid",
    "an_agency_home",
    "an_announcement",
    "an_article",
    "an_attachment",
    "an_explainer",
    "an_imprint",
    "an_index_page",
    "an_official",
    "drawn_picture",
    "every_document",
    "every_node",
    "every_panel_part",
    "some_assignments",
    "some_benefits",
    "some_channels",
    "some_sheets",
    "text",
]


def a_guide(steps: int = 3, *, ways: int = 1, **changes: Any) -> Guide:
    """Return a guide with ``ways`` ways of ``steps`` steps each."""
    groups = (
        a_step_group(steps),
        a_step_group(max(steps - 2, 1), name="quoc-gia", national=True),
    )
    values: dict[str, Any] = {
        "head": a_head(
            "Nộp hồ sơ trực tuyến cho Sở Nội vụ",
            summary="Làm ở nhà, lúc nào cũng được. Không phải đến bộ phận một cửa.",
        ),
        "groups": groups[:ways],
        "audience": "Tổ chức, cá nhân làm thủ tục với Sở Nội vụ",
        "duration": "Khoảng 20 phút",
        "prepare": (
            "Số điện thoại chính chủ để nhận mã",
            "Giấy tờ của thủ tục, chụp hoặc quét thành tệp pdf",
            "Thẻ ngân hàng, nếu thủ tục có phí",
        ),
        "body": (a_payment(), a_result_delivery()),
        "contacts": (a_contact_card(),),
    }
    return Guide(**values | changes)


def an_official(**changes: Any) -> Official:
    """Return what surrounds an announcement whose number and day are still blank."""
    values: dict[str, Any] = {
        "type_name": "Thông báo",
        "symbol": "TB-SNV",
        "summary_line": "Danh mục dịch vụ công trực tuyến một phần của Sở Nội vụ",
        "issuing_agency": "Sở Nội vụ",
        "parent_agency": "UBND tỉnh Bắc Kạn",
        "place": "Bắc Kạn",
        "signed_on": PartialDate(year=2022, month=11),
        "legal_bases": (
            LegalBasis(
                citation="Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ về "
                "cung cấp thông tin và dịch vụ công trực tuyến",
                repealed_note="Hết hiệu lực từ ngày 1 tháng 7 năm 2026.",
            ),
            LegalBasis(
                citation="Quyết định số 2170/QĐ-UBND ngày 10 tháng 11 năm 2022 của Ủy ban nhân "
                "dân tỉnh Bắc Kạn phê duyệt danh mục dịch vụ công trực tuyến một phần"
            ),
        ),
        "lead": "Sở Nội vụ thông báo danh mục thủ tục nộp trực tuyến và cách nộp như sau:",
        "closing": "Sở Nội vụ trân trọng thông báo để các tổ chức, cá nhân biết và thực hiện",
        "recipients": (
            RecipientGroup(
                title="Bản điện tử", lines=("UBND tỉnh (b/c)", "Các sở, ban, ngành tỉnh")
            ),
            RecipientGroup(title="Bản giấy", lines=("Lưu: VT, VP",)),
        ),
        "signatory": Signatory(authority="KT.", authority_post="GIÁM ĐỐC", post="PHÓ GIÁM ĐỐC"),
    }
    return Official(**values | changes)


def an_announcement(**changes: Any) -> Announcement:
    """Return the announcement of ten procedures with two embedded ways of filing."""
    values: dict[str, Any] = {
        "head": a_head(
            "Mười thủ tục của Sở Nội vụ nay nộp trực tuyến",
            path="so-noi-vu/thong-bao-muoi-thu-tuc/",
        ),
        "official": an_official(),
        "means_for_you": (
            "Tám thủ tục về công chức, viên chức chỉ còn nhận hồ sơ qua mạng.",
            "Bạn nộp được trên cổng của tỉnh hoặc Cổng dịch vụ công quốc gia.",
            "Khi được yêu cầu, bạn vẫn cần xuất trình bản gốc để đối chiếu.",
        ),
        "body": (
            Heading(text="Danh mục thủ tục", level=2, anchor="danh-muc", number="1"),
            a_catalogue(),
            Heading(text="Cách nộp hồ sơ", level=2, anchor="cach-nop", number="2"),
            EmbeddedGuide(
                guide_key="page-7",
                title="Nộp hồ sơ trực tuyến",
                path="so-noi-vu/nop-ho-so-truc-tuyen/",
                groups=(
                    a_step_group(10),
                    a_step_group(8, name="quoc-gia", national=True),
                ),
            ),
            a_note(),
            Heading(text="Phí và kết quả", level=2, anchor="phi", number="3"),
            a_payment(),
            a_result_delivery(),
        ),
        "attachments": (an_attachment(),),
    }
    return Announcement(**values | changes)


def a_home(**changes: Any) -> Home:
    """Return the home page of the province."""
    values: dict[str, Any] = {
        "head": a_head("Loa Bắc Kạn", key="page-1", parent="", path="", agency=None),
        "question": "Bạn cần làm gì?",
        "lead": "Chọn việc của bạn, chúng tôi chỉ từng bước.",
        "entries": (
            Entry(
                title="Nộp hồ sơ trực tuyến",
                text="Trên cổng của tỉnh hoặc Cổng dịch vụ công quốc gia",
                key="page-7",
                path="so-noi-vu/nop-ho-so-truc-tuyen/",
            ),
            Entry(
                title="Mở tài khoản dịch vụ công",
                text="Ba bước, cần một số điện thoại chính chủ",
                key="page-8",
                path="mo-tai-khoan/",
            ),
            Entry(
                title="Xem thủ tục nào nộp được qua mạng",
                text="Danh mục của từng cơ quan",
                key="page-9",
                path="thong-bao/",
            ),
            Entry(
                title="Hỏi người trực tổng đài",
                text="Trong giờ hành chính",
                key="page-10",
                path="lien-he/",
            ),
        ),
        "latest": (
            a_summary(
                "Mười thủ tục của Sở Nội vụ nay nộp trực tuyến",
                kind="announcement",
                path="so-noi-vu/thong-bao-muoi-thu-tuc/",
                summary="",
            ),
            a_summary(
                "Danh mục dịch vụ công của huyện Ngân Sơn",
                kind="outreach",
                path="huyen-ngan-son/danh-muc/",
                summary="",
                agency="UBND huyện Ngân Sơn",
                published=date(2023, 8, 14),
            ),
        ),
        "agencies": tuple(
            a_summary(name, kind="agency_home", path=path, summary="", agency="", published=None)
            for name, path in (
                ("Ban Dân tộc", "ban-dan-toc/"),
                ("Sở Nội vụ", "so-noi-vu/"),
                ("UBND huyện Ngân Sơn", "huyen-ngan-son/"),
                ("UBND xã Ea Kuêh", "xa-ea-kueh/"),
            )
        ),
        "contacts": (a_contact_card(fax="", address=""),),
    }
    return Home(**values | changes)


def an_agency_home(**changes: Any) -> AgencyHome:
    """Return the page of one department."""
    values: dict[str, Any] = {
        "head": a_head("Sở Nội vụ tỉnh Bắc Kạn", path="so-noi-vu/", key="page-3"),
        "lead": "Tuyển dụng công chức, viên chức; địa giới hành chính; văn thư, lưu trữ.",
        "contacts": (a_contact_card(name="Văn phòng Sở Nội vụ"),),
        "guides": (a_summary(),),
        "announcements": (
            a_summary(
                "Mười thủ tục của Sở Nội vụ nay nộp trực tuyến",
                kind="announcement",
                path="so-noi-vu/thong-bao-muoi-thu-tuc/",
            ),
        ),
        "others": (a_summary("Giải quyết hồ sơ năm 2019", kind="statistics", path="thong-ke/"),),
    }
    return AgencyHome(**values | changes)


def an_article(**changes: Any) -> Outreach:
    """Return the district's article with its attachment."""
    values: dict[str, Any] = {
        "head": a_head(
            "Danh mục dịch vụ công trực tuyến của huyện Ngân Sơn",
            path="huyen-ngan-son/danh-muc/",
            published=date(2023, 8, 14),
        ),
        "form": "article",
        "lead": "Huyện vừa công bố những thủ tục người dân nộp được qua mạng.",
        "body": (
            Heading(text="Nộp ở đâu", level=2, anchor="nop-o-dau"),
            Paragraph(
                children=(
                    Text(value="Bạn nộp trên "),
                    Link(
                        children=(Text(value="cổng của tỉnh"),),
                        target="web",
                        address=PROVINCE_PORTAL.address,
                    ),
                    Text(value=", theo "),
                    Link(
                        children=(Strong(children=text("hướng dẫn có hình")),),
                        target="page",
                        address="so-noi-vu/nop-ho-so-truc-tuyen/",
                    ),
                    Text(value=" "),
                    Emphasis(children=text("(khoảng 20 phút)")),
                    LineBreak(),
                    Text(value="hoặc xem phụ lục của Văn bản số 31/TTCNTT&TT-KT."),
                )
            ),
            a_note(),
        ),
        "source": "VP HĐND-UBND",
        "attachments": (an_attachment(),),
    }
    return Outreach(**values | changes)


def a_plan(**changes: Any) -> Outreach:
    """Return the commune's plan with channels and assignments."""
    values: dict[str, Any] = {
        "head": a_head(
            "Tuyên truyền sử dụng dịch vụ công trực tuyến năm 2023", path="xa-ea-kueh/ke-hoach/"
        ),
        "form": "plan",
        "lead": "Sáu cách đưa dịch vụ công qua mạng tới từng buôn.",
        "official": an_official(
            type_name="Kế hoạch",
            symbol="KH-UBND",
            number="57",
            issuing_agency="UBND xã Ea Kuêh",
            place="Ea Kuêh",
            signed_on=PartialDate(year=2023, month=6, day=21),
            signatory=Signatory(authority="", authority_post="CHỦ TỊCH"),
        ),
        "body": (
            Heading(text="Hình thức tuyên truyền", level=2, anchor="hinh-thuc", number="II"),
            some_channels(),
            Heading(text="Phân công", level=2, anchor="phan-cong", number="III"),
            some_assignments(),
        ),
    }
    return Outreach(**values | changes)


def every_document() -> tuple[Document, ...]:
    """Return one document of every kind; outreach in both forms."""
    return (
        a_home(),
        an_agency_home(),
        an_announcement(),
        a_guide(steps=10, ways=2),
        an_explainer(),
        a_contact(),
        a_statistics(),
        an_article(),
        a_plan(),
        an_about(),
        a_suspension(),
        a_channel_list(),
        a_leaflet(),
        a_listing(),
        an_index_page(),
        a_site_map(),
        a_search(),
    )

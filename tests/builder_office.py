"""Pages that every office owes, for tests: about, suspension, channels; and the map of the site."""

from datetime import UTC, date, datetime
from typing import Any

from sitegen.documents.kinds import IndexItem, MapGroup, MapOffice, SiteMap
from sitegen.documents.nodes import Heading
from sitegen.documents.office import (
    About,
    ChannelList,
    InformationChannel,
    Leader,
    Suspended,
    Suspension,
)
from tests.builder_nodes import a_note
from tests.builder_pieces import (
    PROVINCE_PORTAL,
    a_contact_card,
    a_head,
    a_paragraph,
    a_picture,
)

__all__ = ["a_channel_list", "a_site_map", "a_suspension", "an_about"]


def an_about(**changes: Any) -> About:
    """Return who the department is: two parts, and two leaders by their posts."""
    values: dict[str, Any] = {
        "head": a_head("Giới thiệu Sở Nội vụ", path="so-noi-vu/gioi-thieu/"),
        "lead": "Sở Nội vụ lo việc công chức, viên chức, hội, văn thư và lưu trữ.",
        "body": (
            Heading(text="Chức năng, nhiệm vụ, quyền hạn", level=2, anchor="chuc-nang"),
            a_paragraph("Tham mưu cho uỷ ban nhân dân tỉnh về tổ chức bộ máy."),
            Heading(text="Cơ cấu tổ chức", level=2, anchor="co-cau"),
            a_note(),
        ),
        "leaders": (
            Leader(
                post="Giám đốc",
                portrait=a_picture("chan-dung", 600, 800),
                biography="Công tác trong ngành nội vụ từ năm 2001.",
                tasks=("Phụ trách chung.", "Phụ trách công tác cán bộ."),
            ),
            Leader(post="Phó Giám đốc", tasks=("Phụ trách văn thư, lưu trữ.",)),
        ),
    }
    return About(**values | changes)


def a_suspension(**changes: Any) -> Suspension:
    """Return the notice that the province's portal stops for a night, not yet begun."""
    values: dict[str, Any] = {
        "head": a_head("Cổng tỉnh tạm ngừng để nâng cấp", path="so-noi-vu/tam-ngung/"),
        "subjects": (
            Suspended(name=PROVINCE_PORTAL.name, address=PROVINCE_PORTAL.address),
            Suspended(name="Tra cứu hồ sơ qua tin nhắn"),
        ),
        "starts": datetime(2026, 12, 18, 15, tzinfo=UTC),
        "until": datetime(2026, 12, 19, 0, 30, tzinfo=UTC),
        "state": "coming",
        "reason": "Nâng cấp máy chủ của cổng.",
        "body": (a_paragraph("Hồ sơ gấp xin nộp tại bộ phận một cửa."),),
        "contacts": (a_contact_card(),),
    }
    return Suspension(**values | changes)


def a_channel_list(**changes: Any) -> ChannelList:
    """Return one channel of every form."""
    forms = ("portal", "vneid", "social", "app", "phone", "loudspeaker", "other")
    values: dict[str, Any] = {
        "head": a_head("Kênh cung cấp thông tin", path="so-noi-vu/kenh/"),
        "lead": "Sở chỉ đưa tin qua các kênh dưới đây; nơi khác là giả mạo.",
        "channels": tuple(
            InformationChannel(
                form=form,  # type: ignore[arg-type]  # of the literals
                name=f"Kênh {form}",
                address="https://sonoivu.backan.gov.vn" if form == "portal" else "",
                place="Loa ở nhà văn hoá 12 thôn" if form == "loudspeaker" else "",
                phone="0209.3810.777" if form == "phone" else "",
                phone_link="+842093810777" if form == "phone" else "",
                run_by="Văn phòng Sở",
                since=date(2020, 3, 1),
            )
            for form in forms
        ),
    }
    return ChannelList(**values | changes)


def a_site_map(**changes: Any) -> SiteMap:
    """Return the map of a province with one office and an office below it."""
    guide = IndexItem(title="Nộp hồ sơ trực tuyến", path="so-noi-vu/nop-ho-so-truc-tuyen/")
    values: dict[str, Any] = {
        "head": a_head("Sơ đồ cổng", path="so-do-cong/", agency=None, parent="page-1"),
        "top": (IndexItem(title="Tất cả theo chữ cái", path="theo-chu-cai/"),),
        "offices": (
            MapOffice(title="Loa Bắc Kạn", path=""),
            MapOffice(
                title="Sở Nội vụ",
                path="so-noi-vu/",
                groups=(MapGroup(item_kind="guide", count=1, items=(guide,)),),
            ),
            MapOffice(
                title="Ban Thi đua",
                path="so-noi-vu/ban-thi-dua/",
                depth=1,
                groups=(MapGroup(item_kind="announcement", count=300),),
            ),
        ),
    }
    return SiteMap(**values | changes)

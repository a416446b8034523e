"""The home page, the offices' own pages and the contact page."""

from typing import Any

from cms.demo.content.shapes import Body

__all__ = ["AGENCY_HOMES", "CONTACT", "HOME", "SITE"]

SITE: dict[str, Any] = {
    "name": "Loa",
    "tagline": "Việc của bạn, từng bước một",
}

HOME: dict[str, Any] = {
    "key": "trang-chu",
    "title": "Trang chủ",
    "summary": "Hướng dẫn dịch vụ công trực tuyến, từng bước có hình.",
    "question": "Bạn cần làm gì?",
    "lead": "Chọn một việc. Mỗi việc có từng bước, từng hình.",
    "entries": (
        {
            "title": "Nộp hồ sơ trực tuyến",
            "text": "Bốn bước có hình, từ mở cổng đến gửi đi.",
            "page": "huong-dan-bon-buoc",
        },
        {
            "title": "Mở tài khoản",
            "text": "Ba bước, làm một lần rồi dùng mãi.",
            "page": "mo-tai-khoan",
        },
        {
            "title": "Xem thủ tục nào nộp được qua mạng",
            "text": "Mười thủ tục của Sở Nội vụ chỉ nhận qua mạng.",
            "page": "thong-bao-so-noi-vu",
        },
        {
            "title": "Hỏi người giúp",
            "text": "Số điện thoại, giờ làm việc, địa chỉ.",
            "page": "lien-he",
        },
    ),
    "contacts": ("mot-cua-ea-kueh", "trung-tam-cntt"),
    "help_contact": "trung-tam-cntt",
}

AGENCY_HOMES: tuple[dict[str, Any], ...] = (
    {
        "agency": "ban-dan-toc",
        "slug": "ban-dan-toc",
        "lead": "Hai thủ tục về người có uy tín trong đồng bào dân tộc thiểu số.",
        "contacts": (),
    },
    {
        "agency": "so-noi-vu",
        "slug": "so-noi-vu",
        "lead": "Công chức, viên chức; chính quyền địa phương; văn thư lưu trữ.",
        "contacts": (),
    },
    {
        "agency": "trung-tam-cntt",
        "slug": "trung-tam-cntt",
        "lead": "Giúp người dân dùng cổng dịch vụ công; phát hành tờ gấp hướng dẫn.",
        "contacts": ("trung-tam-cntt",),
    },
    {
        "agency": "ubnd-huyen-ngan-son",
        "slug": "huyen-ngan-son",
        "lead": "Thủ tục của Ủy ban nhân dân cấp huyện và cấp xã ở Ngân Sơn.",
        "contacts": (),
    },
    {
        "agency": "ubnd-xa-ea-kueh",
        "slug": "xa-ea-kueh",
        "lead": "Hướng dẫn và bài tuyên truyền của xã Ea Kuêh.",
        "contacts": ("mot-cua-ea-kueh",),
    },
)

_CONTACT_BODY: Body = (
    (
        "callout",
        {
            "tone": "note",
            "title": "Số điện thoại theo tài liệu đã in",
            "text": (
                "<p>Các số này có trên tờ gấp năm 2019 và bài tuyên truyền năm 2023. Cơ quan đã "
                "sắp xếp lại từ năm 2025, nên có thể số không còn dùng.</p>"
            ),
        },
    ),
)

CONTACT: dict[str, Any] = {
    "key": "lien-he",
    "agency": "trung-tam-cntt",
    "title": "Liên hệ",
    "summary": "Ai trả lời, khi nào, gọi số nào.",
    "lead": "Gọi trước khi đi. Người trực sẽ chỉ bạn từng bước.",
    "cards": ("mot-cua-ea-kueh", "trung-tam-cntt"),
    "body": _CONTACT_BODY,
}

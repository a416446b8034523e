"""What every office owes its readers, as an example: who it is, its channels, a past suspension.

None of it stands in the five documents. It is general on purpose: posts, no persons; tasks as
the law gives them to such offices; one night of 2023 that an upgrade might have taken.
"""

from datetime import date, datetime, timedelta, timezone
from typing import Any

__all__ = ["ABOUTS", "CHANNELS", "SUSPENSION"]

_HERE = timezone(timedelta(hours=7))

ABOUTS: tuple[dict[str, Any], ...] = (
    {
        "key": "gioi-thieu-so-noi-vu",
        "agency": "so-noi-vu",
        "title": "Giới thiệu Sở Nội vụ",
        "summary": "Sở lo việc gì, gồm những phòng nào, ai phụ trách việc gì.",
        "lead": "Sở giúp uỷ ban nhân dân tỉnh quản lý tổ chức bộ máy, công chức và lưu trữ.",
        "parts": {
            "functions": (
                (
                    "paragraph",
                    "<ul><li>Tổ chức bộ máy, vị trí việc làm, biên chế.</li><li>Chính quyền địa "
                    "phương và địa giới hành chính.</li><li>Cán bộ, công chức, viên chức.</li>"
                    "<li>Hội, quỹ; thi đua, khen thưởng.</li><li>Văn thư, lưu trữ nhà nước.</li></ul>",
                ),
            ),
            "organisation": (
                (
                    "paragraph",
                    "<p>Lãnh đạo sở, văn phòng, thanh tra và các phòng chuyên môn: tổ chức bộ "
                    "máy; công chức, viên chức; xây dựng chính quyền; văn thư, lưu trữ.</p>",
                ),
            ),
            "history": (
                (
                    "paragraph",
                    "<p>Sở được lập cùng với tỉnh vào năm 1997, và đổi tên theo từng lần sắp xếp "
                    "bộ máy.</p>",
                ),
            ),
        },
        "leaders": (
            ("Giám đốc", ("Phụ trách chung.", "Tổ chức bộ máy và công tác cán bộ.")),
            ("Phó Giám đốc", ("Công chức, viên chức; cải cách hành chính.",)),
            ("Phó Giám đốc", ("Chính quyền địa phương; văn thư, lưu trữ.",)),
        ),
    },
    {
        "key": "gioi-thieu-ea-kueh",
        "agency": "ubnd-xa-ea-kueh",
        "title": "Giới thiệu xã Ea Kuêh",
        "summary": "Xã ở đâu, có những buôn nào, ai phụ trách việc gì.",
        "lead": "Một xã trồng cà phê ở vùng cao của huyện CưM’gar.",
        "parts": {
            "functions": (
                (
                    "paragraph",
                    "<p>Uỷ ban nhân dân xã quản lý đất đai, hộ tịch, an ninh, văn hoá, giáo dục và "
                    "y tế ở xã; nhận và trả kết quả thủ tục hành chính tại bộ phận một cửa.</p>",
                ),
            ),
            "administration": (
                ("paragraph", "<p>Xã chia thành các thôn và buôn, mỗi nơi có ban tự quản.</p>"),
            ),
            "nature": (
                (
                    "paragraph",
                    "<p>Đất đỏ ba-dan, đồi thoải. Mùa mưa từ tháng 5 đến tháng 10, mùa khô từ "
                    "tháng 11 đến tháng 4 năm sau.</p>",
                ),
            ),
            "culture": (
                (
                    "paragraph",
                    "<p>Người Ê Đê, Kinh và các dân tộc khác cùng sinh sống; giữ nếp nhà dài, "
                    "tiếng chiêng và lễ mừng lúa mới.</p>",
                ),
            ),
        },
        "leaders": (
            ("Chủ tịch", ("Phụ trách chung.", "Quốc phòng, an ninh; tài chính.")),
            ("Phó Chủ tịch", ("Văn hoá, xã hội; bộ phận một cửa.",)),
        ),
    },
)

CHANNELS: dict[str, Any] = {
    "key": "kenh-ea-kueh",
    "agency": "ubnd-xa-ea-kueh",
    "title": "Các kênh thông tin của xã",
    "summary": "Xã đưa tin ở đâu, và làm sao biết tin nào là thật.",
    "lead": "Xã chỉ đưa tin qua các kênh dưới đây. Nơi khác nhân danh xã là giả mạo.",
    "channels": (
        {"form": "portal", "portal": "cong-quoc-gia", "run_by": "Văn phòng Chính phủ"},
        {"form": "vneid", "name": "Ứng dụng VNeID", "run_by": "Bộ Công an"},
        {"form": "phone", "contact": "mot-cua-ea-kueh", "run_by": "Bộ phận một cửa"},
        {
            "form": "loudspeaker",
            "name": "Loa truyền thanh xã",
            "place": "Nhà văn hoá các thôn, buôn; phát sáng và chiều",
            "run_by": "Công chức văn hoá, xã hội",
        },
    ),
}

SUSPENSION: dict[str, Any] = {
    "key": "tam-ngung-2023",
    "agency": "trung-tam-cntt",
    "title": "Cổng của tỉnh nghỉ một đêm để nâng cấp",
    "summary": "Từ 22 giờ thứ Bảy đến 6 giờ Chủ nhật không nộp được hồ sơ trên cổng tỉnh.",
    "portal": "cong-bac-kan",
    "starts_at": datetime(2023, 6, 17, 22, tzinfo=_HERE),
    "ends_at": datetime(2023, 6, 18, 6, tzinfo=_HERE),
    "reason": "Nâng cấp máy chủ và sao lưu dữ liệu.",
    "published": date(2023, 6, 1),
    "contact": "trung-tam-cntt",
    "body": (
        (
            "paragraph",
            "<p>Hồ sơ đã nộp vẫn được giải quyết đúng hạn. Việc gấp xin nộp trước 22 giờ, hoặc đến "
            "bộ phận một cửa vào sáng thứ Hai.</p>",
        ),
    ),
}

"""The page that explains the kinds of online service, with the leaflet's comparison (12/2019)
of filing online with filing at the one-stop desk: its stations are the demo's own, because
only the caption of that drawing is known.
"""

from typing import Any

from cms.demo.content.shapes import Body

__all__ = ["COMPARISON", "EXPLAINER"]

COMPARISON: dict[str, Any] = {
    "title": "Nộp qua mạng hay đến bộ phận một cửa?",
    "left": {
        "title": "Nộp qua mạng",
        "stations": [
            "Tìm thủ tục trên cổng",
            "Khai và đính kèm tệp tại nhà",
            "Bấm gửi, nhận mã hồ sơ",
            "Theo dõi hồ sơ trên cổng",
            "Nhận kết quả trên mạng hoặc qua bưu điện",
        ],
    },
    "right": {
        "title": "Đến bộ phận một cửa",
        "stations": [
            "Đến nơi hỏi thủ tục, lấy mẫu",
            "Khai giấy, phô tô giấy tờ",
            "Xếp hàng nộp, lấy giấy hẹn",
            "Gọi hoặc đến hỏi tình hình",
            "Đến lấy kết quả theo giấy hẹn",
        ],
    },
    "caption": "Cùng năm chặng, nhưng nộp qua mạng thì không phải đi lại.",
}

_BODY: Body = (
    ("heading", {"number": "", "level": "2", "text": "Tên cũ, tên mới"}),
    (
        "paragraph",
        "<p>Từ ngày 15/8/2022 không còn gọi theo bốn mức độ. Khi gặp chữ cũ, bạn hiểu như "
        "sau:</p>"
        "<ul><li><b>Mức độ 1, mức độ 2</b>: gần với cung cấp thông tin trực tuyến.</li>"
        "<li><b>Mức độ 3</b>: gần với một phần.</li>"
        "<li><b>Mức độ 4</b>: là toàn trình nếu không còn bước nào phải đến tận nơi; nếu còn "
        "thì là một phần.</li></ul>",
    ),
    (
        "callout",
        {
            "tone": "note",
            "title": "Không tự suy ra",
            "text": (
                "<p>Mỗi thủ tục thuộc loại nào là do quyết định của bộ hoặc của tỉnh. Xem trong "
                "danh mục của cơ quan.</p>"
            ),
        },
    ),
)

EXPLAINER: dict[str, Any] = {
    "key": "loai-hinh",
    "agency": "trung-tam-cntt",
    "title": "Dịch vụ công trực tuyến có những loại nào?",
    "menu_title": "Loại hình",
    "summary": "Bốn mức độ trước đây; toàn trình và một phần từ tháng 8/2022.",
    "lead": "Loại hình cho biết bạn làm được đến đâu qua mạng, và còn phải đi lại lúc nào.",
    "regimes": ("nd-43-2011", "nd-42-2022", "nd-224-2026"),
    "comparison": COMPARISON,
    "body": _BODY,
}

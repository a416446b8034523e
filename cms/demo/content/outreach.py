"""The district's article (huyện Ngân Sơn, 14/8/2023) and the commune's outreach article
(xã Ea Kuêh, 6/2023). The commune's plan is in :mod:`cms.demo.content.plan`.
"""

from datetime import date

from cms.demo.content.plan import PLAN
from cms.demo.content.shapes import Body, Outreach

__all__ = ["OUTREACH"]

_DISTRICT_BODY: Body = (
    (
        "heading",
        {
            "number": "1",
            "level": "2",
            "text": "Danh mục dịch vụ công trực tuyến và dịch vụ cung cấp thông tin trực tuyến",
        },
    ),
    ("paragraph", "<p>Danh mục chi tiết nằm trong tệp kèm theo bài này.</p>"),
    ("downloads", {"title": "Danh mục", "files": ["danh-muc-tthc.pdf"]}),
    ("heading", {"number": "2", "level": "2", "text": "Hướng dẫn nộp hồ sơ trực tuyến"}),
    ("guide", {"guide": "huong-dan-ngan-son"}),
    ("heading", {"number": "3", "level": "2", "text": "Nộp phí, lệ phí và nhận kết quả"}),
    ("payment", {"title": "Nộp phí, lệ phí", "fact": "ubnd-huyen-ngan-son"}),
    (
        "result_delivery",
        {
            "title": "Nhận kết quả",
            "ways": [
                "Trực tuyến trên Cổng Dịch vụ công tỉnh Bắc Kạn",
                "Trực tuyến trên Cổng Dịch vụ công quốc gia",
                "Trực tiếp tại Trung tâm Phục vụ hành chính công tỉnh Bắc Kạn",
                "Qua dịch vụ bưu chính công ích",
            ],
            "note": "Tùy thủ tục và lựa chọn của bạn.",
        },
    ),
    (
        "paragraph",
        "<p>UBND huyện Ngân Sơn thông báo đến các phòng, ban, ngành, UBND các xã, thị trấn và "
        "mọi tổ chức, cá nhân cần làm thủ tục, để cùng tuyên truyền và thực hiện.</p>",
    ),
    ("downloads", {"title": "Bản thông báo", "files": ["thong-bao-ngan-son.pdf"]}),
)

_COMMUNE_BODY: Body = (
    (
        "benefits",
        {
            "title": "Nộp qua mạng có lợi gì?",
            "items": [
                "Không phải làm giấy, không phải gửi văn bản như lâu nay.",
                "Từ lần thứ hai, giấy tờ đã lưu trên hệ thống được dùng lại.",
                "Xem được hồ sơ đang đến đâu, nhận kết quả ngay trên cổng.",
                "Cơ quan kiểm soát được việc xử lý thủ tục.",
            ],
        },
    ),
    ("heading", {"number": "", "level": "2", "text": "Mở tài khoản công dân điện tử"}),
    ("guide", {"guide": "mo-tai-khoan"}),
    ("heading", {"number": "", "level": "2", "text": "Nộp hồ sơ"}),
    (
        "paragraph",
        '<p>Vào <a href="http://dichvucong.daklak.gov.vn">dichvucong.daklak.gov.vn</a>, đăng '
        "nhập bằng tài khoản vừa có rồi chọn dịch vụ công trực tuyến. Hồ sơ đang được giải "
        "quyết đến đâu, cổng ghi ở mục <code>Cá nhân</code>.</p>",
    ),
    (
        "heading",
        {"number": "", "level": "3", "text": "Chọn đúng cơ quan trong hai bước"},
    ),
    (
        "paragraph",
        "<ol><li>Chọn cấp cơ quan sẽ nhận hồ sơ.</li>"
        "<li>Chọn cơ quan, bấm tìm kiếm để tìm dịch vụ, khai trên biểu mẫu có sẵn, tải giấy tờ "
        "lên hoặc lấy từ kho dữ liệu của mình, ký số nếu được yêu cầu, rồi bấm nút nộp hồ sơ "
        "(trên cổng khi đó ghi “mức 3, 4”, nay là một phần và toàn trình).</li></ol>",
    ),
    (
        "table",
        {
            "title": "Ở nhà hay tới xã?",
            "cells": [
                ["Việc", "Ở nhà, trên cổng", "Tại Bộ phận Một cửa"],
                ["Mở tài khoản", "Một lần, dùng cho mọi hồ sơ sau", "Được hướng dẫn tại chỗ"],
                ["Nộp hồ sơ", "Khai trên biểu mẫu có sẵn", "Được giúp nộp trên cổng"],
                ["Xem hồ sơ đến đâu", "Mục “Cá nhân” trên cổng", "Hỏi hoặc gọi điện"],
            ],
            "has_row_heads": True,
        },
    ),
    (
        "callout",
        {
            "tone": "note",
            "title": "Từng ô một",
            "text": (
                "<p>Cần xem từng ô phải chọn gì, mở hướng dẫn “Nộp hồ sơ trực tuyến ở xã "
                "Ea Kuêh”.</p>"
            ),
        },
    ),
    ("see_also", {"pages": ["nop-ho-so-ea-kueh", "loai-hinh"]}),
    (
        "paragraph",
        "<p>UBND xã mong cơ quan, doanh nghiệp và người dân chuyển từ nộp tận nơi sang nộp qua "
        "mạng: tiện hơn, đỡ tốn thời gian và chi phí, và minh bạch hơn.</p>",
    ),
    (
        "contacts",
        {"title": "Cần hướng dẫn, hãy gọi", "points": ["mot-cua-ea-kueh"]},
    ),
)

OUTREACH = (
    Outreach(
        key="bai-ngan-son",
        agency="ubnd-huyen-ngan-son",
        form="article",
        title="Danh mục dịch vụ công trực tuyến của cấp huyện, cấp xã và cách nộp hồ sơ",
        summary="Huyện Ngân Sơn: danh mục kèm theo, cách nộp trên cổng tỉnh và cổng quốc gia.",
        lead=(
            "Ủy ban nhân dân huyện Ngân Sơn vừa ban hành thông báo về các dịch vụ công trực "
            "tuyến toàn trình, một phần và dịch vụ cung cấp thông tin trực tuyến của cấp huyện, "
            "cấp xã, kèm hướng dẫn nộp hồ sơ trên hai cổng."
        ),
        published=date(2023, 8, 14),
        source="VP HĐND-UBND",
        attachments=("thong-bao-ngan-son.pdf", "danh-muc-tthc.pdf"),
        body=_DISTRICT_BODY,
    ),
    PLAN,
    Outreach(
        key="bai-ea-kueh",
        agency="ubnd-xa-ea-kueh",
        form="article",
        title="Mở tài khoản công dân điện tử và nộp hồ sơ trực tuyến",
        summary="Bài tuyên truyền của xã Ea Kuêh: mở tài khoản, nộp hồ sơ, hỏi ai khi cần.",
        lead=(
            "Xã Ea Kuêh nhận hồ sơ của các thủ tục đã được Ủy ban nhân dân tỉnh công bố qua "
            "cổng dịch vụ công của tỉnh, thay cho gửi hồ sơ giấy. Bài này chỉ cách mở tài khoản "
            "và nộp hồ sơ."
        ),
        published=date(2023, 6, 21),
        body=_COMMUNE_BODY,
    ),
)

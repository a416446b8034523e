"""The commune's plan (xã Ea Kuêh, number 57, 21/6/2023): purpose and requirements, what is
made known, six outreach channels, six responsible parties.

The plan speaks of "mức độ 3, mức độ 4", which had ended on 15/8/2022; the demo keeps the old
words in the title, as the plan has them, and says beside them what they are called since.
"""

from datetime import date

from cms.demo.content.shapes import Body, Official, Outreach, Signatory

__all__ = ["PLAN"]

_PURPOSE = (
    "<ul><li>Tổ chức, cá nhân trong xã dễ tìm đến và dùng được dịch vụ công mức độ 3, mức độ 4 "
    "(nay là một phần và toàn trình) mà Ủy ban nhân dân tỉnh Đắk Lắk đã công bố.</li>"
    "<li>Cán bộ, công chức hiểu rõ trách nhiệm và dùng công nghệ thông tin để phục vụ người "
    "dân, tổ chức.</li>"
    "<li>Nâng chất lượng dịch vụ công trực tuyến, thanh toán trực tuyến và tiện ích trên hệ "
    "thống một cửa của xã, Cổng Dịch vụ công quốc gia, cổng của Bộ Công an và của tỉnh.</li>"
    "<li>Tăng số hồ sơ nộp và số khoản thanh toán qua mạng.</li>"
    "<li>Người đứng đầu các ban, ngành, đoàn thể làm gương; giảm phiền hà, thời gian, chi phí "
    "cho người dân và doanh nghiệp.</li>"
    "<li>Người dân, doanh nghiệp và tổ chức xã hội cùng giám sát việc làm thủ tục trên môi "
    "trường điện tử.</li></ul>"
)

_REQUIREMENTS = (
    "<ul><li>Thiết thực, hiệu quả, đến được mọi cơ quan, cán bộ, công chức, viên chức và mọi "
    "tầng lớp nhân dân.</li>"
    "<li>Cụ thể, trực quan, dễ hiểu, bám sát quy trình nộp hồ sơ trực tuyến.</li>"
    "<li>Nói đúng ý nghĩa, vai trò, lợi ích: công khai, nhanh, đỡ tốn kém, làm được mọi lúc, "
    "mọi nơi.</li>"
    "<li>Hình thức đa dạng, hợp với từng nhóm người và từng địa bàn; dùng nhiều công nghệ "
    "thông tin.</li></ul>"
)

_CONTENT = (
    "<ul><li>Chủ trương, chính sách, pháp luật về công nghệ thông tin, dịch vụ công trực tuyến "
    "và an toàn thông tin.</li>"
    "<li>Văn bản chỉ đạo của Chính phủ, Thủ tướng, các bộ và địa phương về Cổng Dịch vụ "
    "công.</li>"
    "<li>Trách nhiệm của người đứng đầu cơ quan hành chính các cấp.</li>"
    "<li>Điển hình, sáng kiến, cách làm hay của các bộ phận thuộc UBND xã.</li>"
    "<li>Nghị quyết số 17/NQ-CP ngày 07/3/2019 của Chính phủ về phát triển Chính phủ điện tử "
    "giai đoạn 2019-2020, định hướng đến năm 2025.</li></ul>"
)

_QUOTATION = (
    "Tăng cường ứng dụng công nghệ thông tin, chuyển đổi số và ứng dụng các tiến bộ khoa học, "
    "công nghệ thúc đẩy hoàn thành xây dựng và phát triển Chính phủ điện tử, Chính phủ số, góp "
    "phần đổi mới phương thức làm việc, nâng cao năng suất, hiệu quả hoạt động của cơ quan hành "
    "chính nhà nước các cấp có đủ năng lực vận hành nền kinh tế số, xã hội số đáp ứng yêu cầu "
    "phát triển kinh tế - xã hội, quốc phòng, an ninh và hội nhập quốc tế; nâng cao chất lượng "
    "cung cấp dịch vụ công cho người dân, tổ chức."
)

_CHANNELS = [
    {
        "name": "Phương tiện thông tin đại chúng",
        "body": [
            "Phát trên đài truyền thanh xã và đăng trên cổng thông tin điện tử của các cơ quan: "
            "cách đăng ký tài khoản, danh mục và cách nộp hồ sơ trực tuyến."
        ],
    },
    {
        "name": "Công khai thủ tục theo hình thức điện tử",
        "body": [
            "Đăng thủ tục trên Cổng Dịch vụ công, hệ thống một cửa điện tử, cổng thông tin và "
            "tại Bộ phận Một cửa cấp huyện, cấp xã."
        ],
    },
    {
        "name": "Tài liệu và xuất bản phẩm",
        "body": [
            "Công chức liên quan và thành viên tổ đề án soạn, phát hành tài liệu về dịch vụ "
            "công trực tuyến."
        ],
    },
    {
        "name": "Hội nghị, tập huấn, sinh hoạt cộng đồng",
        "body": [
            "Nói trong hội nghị, sinh hoạt chi bộ, sinh hoạt buôn.",
            "Qua báo cáo viên, cán bộ, công chức, nhất là người trực tiếp giải quyết thủ tục.",
        ],
    },
    {
        "name": "Trường trung học phổ thông trong xã",
        "body": [
            "Chỉ cho học sinh địa chỉ, đường dây nóng và cách nhập dữ liệu, để các em hướng dẫn "
            "lại gia đình và cộng đồng."
        ],
    },
    {
        "name": "Mạng xã hội (Zalo, Facebook) và tin nhắn SMS",
        "body": ["Cán bộ, công chức, viên chức dùng mạng xã hội và tin nhắn để tuyên truyền."],
    },
]

_ASSIGNMENTS = [
    {
        "unit": "Công chức Văn hóa thông tin",
        "duties": [
            "Chủ trì, phối hợp các bộ phận hướng dẫn việc tuyên truyền về dịch vụ công trực tuyến.",
            "Tuyên truyền bằng loa phát thanh và trang thông tin điện tử của xã.",
            "Tăng cường bảo đảm an toàn, an ninh thông tin khi đăng ký, đăng nhập và nộp hồ sơ.",
            "Phối hợp doanh nghiệp viễn thông tuyên truyền qua Zalo và tin nhắn SMS.",
            "Tổng hợp, báo cáo kết quả.",
        ],
    },
    {
        "unit": "Công chức Văn phòng – Thống kê",
        "duties": [
            "Cùng Bộ phận Tiếp nhận và Trả kết quả hướng dẫn người đến làm thủ tục lập tài khoản "
            "dịch vụ công quốc gia.",
            "Phối hợp xây dựng kế hoạch dùng dịch vụ công trực tuyến có hiệu quả.",
            "Cùng Đoàn thanh niên và các đoàn thể giúp đoàn viên, hội viên đăng ký tài khoản.",
        ],
    },
    {
        "unit": "Các đơn vị trường học",
        "duties": [
            "Đưa kiến thức về dịch vụ công trực tuyến vào hoạt động ngoại khóa ở trường THPT, "
            "THCS trong xã."
        ],
    },
    {
        "unit": "Công chức Tài chính – Kế toán",
        "duties": ["Tham mưu bố trí kinh phí thực hiện trong dự toán ngân sách hằng năm."],
    },
    {
        "unit": "Thành viên tổ đề án 06 xã và các buôn",
        "duties": [
            "Cùng bộ phận tư pháp và Công an xã tuyên truyền, hỗ trợ người dân, doanh nghiệp.",
            "Kịp thời trả lời thắc mắc, kiến nghị.",
            "Tuyên truyền trên hệ thống một cửa điện tử, các cổng dịch vụ công và trang thông "
            "tin điện tử cấp huyện.",
        ],
    },
    {
        "unit": "Ủy ban Mặt trận Tổ quốc và các đoàn thể xã",
        "duties": [
            "Phổ biến chủ trương, chính sách, pháp luật đến đoàn viên, hội viên.",
            "Giám sát tính công khai, minh bạch của cơ quan hành chính.",
        ],
    },
]

_BODY: Body = (
    ("heading", {"number": "I", "level": "2", "text": "Mục đích, yêu cầu"}),
    ("heading", {"number": "1", "level": "3", "text": "Mục đích"}),
    ("paragraph", _PURPOSE),
    ("heading", {"number": "2", "level": "3", "text": "Yêu cầu"}),
    ("paragraph", _REQUIREMENTS),
    ("heading", {"number": "II", "level": "2", "text": "Nội dung"}),
    ("heading", {"number": "1", "level": "3", "text": "Nội dung tuyên truyền"}),
    (
        "quotation",
        {
            "text": _QUOTATION,
            "source": "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ, mục tiêu thứ 6",
        },
    ),
    ("paragraph", _CONTENT),
    (
        "benefits",
        {
            "title": "Lợi ích khi nộp trực tuyến",
            "items": [
                "Giao dịch 24/24 giờ, ở bất cứ đâu có Internet.",
                "Khai tờ khai, biểu mẫu ngay tại nhà.",
                "Theo dõi được hồ sơ đang ở bộ phận nào.",
                "Đỡ thời gian, chi phí đi lại và tiền phô tô giấy tờ.",
            ],
        },
    ),
    ("paragraph", "<p><b>Mở tài khoản công dân điện tử</b></p>"),
    ("guide", {"guide": "mo-tai-khoan"}),
    ("paragraph", "<p><b>Nộp hồ sơ dịch vụ công trực tuyến</b></p>"),
    ("guide", {"guide": "nop-ho-so-ea-kueh"}),
    ("heading", {"number": "2", "level": "3", "text": "Hình thức tuyên truyền"}),
    ("channels", {"items": _CHANNELS}),
    ("heading", {"number": "III", "level": "2", "text": "Tổ chức thực hiện"}),
    ("assignments", {"items": _ASSIGNMENTS}),
)

PLAN = Outreach(
    key="ke-hoach-ea-kueh",
    agency="ubnd-xa-ea-kueh",
    form="plan",
    title="Kế hoạch tuyên truyền dịch vụ công trực tuyến năm 2023",
    summary="Xã Ea Kuêh: sáu hình thức tuyên truyền, sáu đầu mối chịu trách nhiệm.",
    lead=(
        "Sáu hình thức, từ loa truyền thanh đến Zalo, để người dân trong xã biết và dùng dịch "
        "vụ công trực tuyến."
    ),
    published=date(2023, 6, 21),
    official=Official(
        type_name="Kế hoạch",
        number="57",
        symbol="KH-UBND",
        summary_line=(
            "Tuyên truyền sử dụng hiệu quả dịch vụ công trực tuyến mức độ 3 và mức độ 4 trên địa "
            "bàn xã Ea Kuêh năm 2023"
        ),
        place="Ea Kuêh",
        year=2023,
        month=6,
        day=21,
        lead=(
            "Thực hiện Kế hoạch kiểm soát thủ tục hành chính năm 2023, Ủy ban nhân dân xã Ea "
            "Kuêh ban hành Kế hoạch tuyên truyền với các nội dung sau:"
        ),
        closing=(
            "Các ban, ngành, cơ quan, đơn vị, bộ phận liên quan và các thôn, buôn căn cứ Kế "
            "hoạch này triển khai thực hiện"
        ),
        recipients=(
            (
                "",
                (
                    "UBND huyện CưM’gar",
                    "TT Đảng ủy xã",
                    "TT HĐND xã",
                    "Công chức xã",
                    "MTTQ xã và các đoàn thể",
                    "BTQ các thôn, buôn",
                    "Lưu: VT, VP",
                ),
            ),
        ),
        signatory=Signatory(authority="TM.", authority_post="ỦY BAN NHÂN DÂN", post="CHỦ TỊCH"),
    ),
    body=_BODY,
)

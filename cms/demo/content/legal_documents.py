"""Legal documents that the five documents of 2018-2023 cite, and the decree that came after.

Validity is data: both decrees on online services that the demo cites are repealed today.
"""

from datetime import date

from cms.demo.content.fact_shapes import LegalDocument

__all__ = ["LEGAL_DOCUMENTS"]

LEGAL_DOCUMENTS = (
    LegalDocument(
        key="nd-43-2011",
        type_name="Nghị định",
        number="43/2011/NĐ-CP",
        name_en="Decree 43/2011/NĐ-CP",
        issued_on=date(2011, 6, 13),
        issuer="Chính phủ",
        name=(
            "quy định về việc cung cấp thông tin và dịch vụ công trực tuyến trên trang thông tin "
            "điện tử hoặc cổng thông tin điện tử của cơ quan nhà nước"
        ),
        valid_until=date(2022, 8, 14),
        replaced_by="nd-42-2022",
    ),
    LegalDocument(
        key="nd-42-2022",
        type_name="Nghị định",
        number="42/2022/NĐ-CP",
        name_en="Decree 42/2022/NĐ-CP",
        issued_on=date(2022, 6, 24),
        issuer="Chính phủ",
        name=(
            "quy định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước "
            "trên môi trường mạng"
        ),
        valid_from=date(2022, 8, 15),
        valid_until=date(2026, 6, 30),
        replaced_by="nd-224-2026",
    ),
    LegalDocument(
        key="nd-224-2026",
        type_name="Nghị định",
        number="224/2026/NĐ-CP",
        name_en="Decree 224/2026/NĐ-CP",
        issued_on=date(2026, 6, 24),
        issuer="Chính phủ",
        name="(trích yếu ghi sau khi đối chiếu với Công báo)",
        valid_from=date(2026, 7, 1),
        note="Chưa đối chiếu với Công báo.",
    ),
    LegalDocument(
        key="qd-1414-2023",
        type_name="Quyết định",
        number="1414/QĐ-UBND",
        issued_on=date(2023, 8, 4),
        issuer="Ủy ban nhân dân tỉnh Bắc Kạn",
        name=(
            "phê duyệt danh mục dịch vụ công trực tuyến, dịch vụ cung cấp thông tin trực tuyến "
            "thuộc thẩm quyền giải quyết của các cấp chính quyền trên địa bàn tỉnh Bắc Kạn"
        ),
        valid_from=date(2023, 8, 4),
    ),
    LegalDocument(
        key="qd-2170-2022",
        type_name="Quyết định",
        number="2170/QĐ-UBND",
        issued_on=date(2022, 11, 10),
        issuer="Ủy ban nhân dân tỉnh Bắc Kạn",
        name=(
            "phê duyệt danh mục dịch vụ công trực tuyến một phần cho phép nộp hồ sơ trực tuyến "
            "thuộc thẩm quyền giải quyết của các cấp chính quyền trên địa bàn tỉnh Bắc Kạn"
        ),
        valid_from=date(2022, 11, 10),
    ),
    LegalDocument(
        key="nq-76-2021",
        type_name="Nghị quyết",
        number="76/NQ-CP",
        issued_on=date(2021, 7, 15),
        issuer="Chính phủ",
        name="về Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021-2030",
    ),
    LegalDocument(
        key="nq-17-2019",
        type_name="Nghị quyết",
        number="17/NQ-CP",
        issued_on=date(2019, 3, 7),
        issuer="Chính phủ",
        name=(
            "về một số nhiệm vụ, giải pháp trọng tâm phát triển Chính phủ điện tử giai đoạn "
            "2019-2020, định hướng đến năm 2025"
        ),
    ),
    LegalDocument(
        key="vb-31-2018",
        type_name="Văn bản",
        number="31/TTCNTT&TT-KT",
        issued_on=date(2018, 3, 20),
        issuer="Trung tâm Công nghệ thông tin và Truyền thông",
        name=(
            "về việc hướng dẫn đăng ký hồ sơ trực tuyến qua Cổng thông tin Dịch vụ hành chính "
            "công tỉnh Bắc Kạn"
        ),
        note="Ảnh trong phụ lục chụp cổng năm 2018, cổng đó nay đã đóng.",
    ),
)

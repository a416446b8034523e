"""Offices, portals, contacts and payment of the demo province.

Facts of the announcements of Ban Dân tộc (2023) and Sở Nội vụ (11/2022), the article of
huyện Ngân Sơn (8/2023), the leaflet of Trung tâm CNTT&TT (12/2019) and the plan of xã
Ea Kuêh (6/2023). The bank account is invented; what happened after 2023 stands in notes.
"""

from datetime import date

from cms.demo.content.fact_shapes import (
    Agency,
    ContactPoint,
    PaymentFact,
    Portal,
)

__all__ = ["AGENCIES", "CONTACTS", "PAYMENTS", "PORTALS"]

AGENCIES = (
    Agency(
        key="ubnd-tinh-bac-kan",
        name="Ủy ban nhân dân tỉnh Bắc Kạn",
        short_name="UBND tỉnh Bắc Kạn",
        document_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="province",
        place="Bắc Kạn",
        menu_name="UBND tỉnh",
        name_en="People’s Committee of Bắc Kạn Province",
        short_name_en="Bắc Kạn Province",
    ),
    Agency(
        key="ban-dan-toc",
        name="Ban Dân tộc tỉnh Bắc Kạn",
        short_name="Ban Dân tộc",
        document_name="Ban Dân tộc",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="department",
        place="Bắc Kạn",
        parent="ubnd-tinh-bac-kan",
        parent_document_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        menu_name="Ban Dân tộc",
        name_en="Committee for Ethnic Affairs of Bắc Kạn Province",
        short_name_en="Committee for Ethnic Affairs",
    ),
    Agency(
        key="so-noi-vu",
        name="Sở Nội vụ tỉnh Bắc Kạn",
        short_name="Sở Nội vụ",
        document_name="Sở Nội vụ",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="department",
        place="Bắc Kạn",
        parent="ubnd-tinh-bac-kan",
        parent_document_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        menu_name="Sở Nội vụ",
        name_en="Department of Home Affairs of Bắc Kạn Province",
        short_name_en="Department of Home Affairs",
    ),
    Agency(
        key="so-tttt",
        name="Sở Thông tin và Truyền thông Bắc Kạn",
        short_name="Sở Thông tin và Truyền thông",
        document_name="Sở Thông tin và Truyền thông",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="department",
        place="Bắc Kạn",
        parent="ubnd-tinh-bac-kan",
        parent_document_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        menu_name="Sở Thông tin và Truyền thông",
        name_en="Department of Information and Communications of Bắc Kạn Province",
        short_name_en="Department of Information and Communications",
    ),
    Agency(
        key="trung-tam-cntt",
        name="Trung tâm Công nghệ thông tin và Truyền thông tỉnh Bắc Kạn",
        short_name="Trung tâm CNTT&TT",
        document_name="Trung tâm Công nghệ thông tin và Truyền thông",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="centre",
        place="Bắc Kạn",
        parent="so-tttt",
        parent_document_name="Sở Thông tin và Truyền thông",
        name_en="Information Technology and Communications Centre of Bắc Kạn Province",
        short_name_en="IT and Communications Centre",
    ),
    Agency(
        key="ubnd-huyen-ngan-son",
        name="Ủy ban nhân dân huyện Ngân Sơn",
        short_name="UBND huyện Ngân Sơn",
        document_name="Ủy ban nhân dân huyện Ngân Sơn",
        province="tỉnh Bắc Kạn",
        portal="cong-bac-kan",
        level="district",
        place="Ngân Sơn",
        parent="ubnd-tinh-bac-kan",
        menu_name="UBND cấp huyện hoặc cấp xã",
        name_en="People’s Committee of Ngân Sơn District",
        short_name_en="Ngân Sơn District",
    ),
    Agency(
        key="ubnd-huyen-cu-mgar",
        name="Ủy ban nhân dân huyện CưM’gar",
        short_name="UBND huyện CưM’gar",
        document_name="Ủy ban nhân dân huyện CưM’gar",
        province="tỉnh Đắk Lắk",
        portal="cong-dak-lak",
        level="district",
        place="CưM’gar",
        menu_name="UBND huyện CưM’gar",
        name_en="People’s Committee of CưM’gar District",
        short_name_en="CưM’gar District",
    ),
    Agency(
        key="ubnd-xa-ea-kueh",
        name="Ủy ban nhân dân xã Ea Kuêh",
        short_name="UBND xã Ea Kuêh",
        document_name="Ủy ban nhân dân xã Ea Kuêh",
        province="tỉnh Đắk Lắk",
        portal="cong-dak-lak",
        level="commune",
        place="Ea Kuêh",
        parent="ubnd-huyen-cu-mgar",
        menu_name="Xã Ea Kuêh",
        name_en="People’s Committee of Ea Kuêh Commune",
        short_name_en="Ea Kuêh Commune",
    ),
)

PORTALS = (
    Portal(
        key="cong-bac-kan",
        name="Cổng Dịch vụ công tỉnh Bắc Kạn",
        short_name="Cổng tỉnh Bắc Kạn",
        address="https://dichvucong.backan.gov.vn",
        interface_labels=(
            ("dang_ky", "Đăng ký"),
            ("dich_vu_cong", "DỊCH VỤ CÔNG TRỰC TUYẾN"),
            ("khai_bao", "Bấm vào đây để khai báo hồ sơ trực tuyến"),
            ("gui_di", "Gửi đi"),
        ),
        closed_on=date(2025, 7, 1),
        replaced_by="cong-quoc-gia",
        closed_note=(
            "Cổng của tỉnh đã đóng giao diện từ ngày 01/7/2025. "
            "Nay bạn nộp hồ sơ trên Cổng Dịch vụ công quốc gia, đăng nhập bằng VNeID."
        ),
        name_en="Bắc Kạn Province Public Service Portal",
        closed_note_en=(
            "The provincial portal closed on 1 July 2025. "
            "You now file on the National Public Service Portal and log in with VNeID."
        ),
    ),
    Portal(
        key="cong-dak-lak",
        name="Cổng Dịch vụ công tỉnh Đắk Lắk",
        short_name="Cổng tỉnh Đắk Lắk",
        address="http://dichvucong.daklak.gov.vn",
        interface_labels=(
            ("dang_ky", "Đăng ký"),
            ("tim_kiem", "Tìm kiếm"),
            ("nop_ho_so", "Nộp hồ sơ"),
            ("dong_y", "Đồng ý và tiếp tục"),
        ),
        closed_on=date(2025, 7, 1),
        replaced_by="cong-quoc-gia",
        closed_note=(
            "Cổng của tỉnh đã đóng giao diện từ ngày 01/7/2025, và hồ sơ không còn chọn cấp huyện. "
            "Nay bạn nộp trên Cổng Dịch vụ công quốc gia, đăng nhập bằng VNeID."
        ),
        name_en="Đắk Lắk Province Public Service Portal",
        closed_note_en=(
            "The provincial portal closed on 1 July 2025, and there is no district to choose "
            "any more. You now file on the National Public Service Portal with VNeID."
        ),
    ),
    Portal(
        key="cong-quoc-gia",
        name="Cổng Dịch vụ công quốc gia",
        short_name="Cổng quốc gia",
        address="https://dichvucong.gov.vn",
        interface_labels=(
            ("dang_ky", "Đăng ký"),
            ("thong_tin", "THÔNG TIN VÀ DỊCH VỤ"),
            ("dich_vu_cong", "DỊCH VỤ CÔNG TRỰC TUYẾN"),
            ("nop_ho_so", "NỘP HỒ SƠ TRỰC TUYẾN"),
            ("gui_di", "Gửi đi"),
        ),
        name_en="National Public Service Portal",
    ),
)

CONTACTS = (
    ContactPoint(
        key="trung-tam-cntt",
        agency="trung-tam-cntt",
        name="Trung tâm CNTT&TT tỉnh Bắc Kạn",
        address="Tổ 1A, phường Phùng Chí Kiên, thành phố Bắc Kạn",
        phone="0209.3810.777",
        fax="0209.3871.180",
        email="support@backan.gov.vn",
        name_en="IT and Communications Centre of Bắc Kạn Province",
        address_en="Group 1A, Phùng Chí Kiên Ward, Bắc Kạn City",
    ),
    ContactPoint(
        key="mot-cua-ea-kueh",
        agency="ubnd-xa-ea-kueh",
        name="Bộ phận Tiếp nhận và Trả kết quả xã Ea Kuêh",
        phone="0965.769.018",
        hours="trong giờ hành chính",
        name_en="One-stop desk of Ea Kuêh Commune",
        hours_en="during office hours",
    ),
)

PAYMENTS = (
    PaymentFact(
        key="so-noi-vu",
        agency="so-noi-vu",
        ways=("Nộp qua dịch vụ PayGov", "Chuyển khoản vào tài khoản của Sở Nội vụ"),
        account_holder="Sở Nội vụ tỉnh Bắc Kạn",
        account_number="0000 0000 0000 (SỐ MẪU)",
        bank="Ngân hàng mẫu – Chi nhánh mẫu",
        note="Đừng chuyển tiền vào số này: đây là số mẫu của trang minh hoạ.",
    ),
    PaymentFact(
        key="ubnd-huyen-ngan-son",
        agency="ubnd-huyen-ngan-son",
        ways=("Nộp trên Cổng Dịch vụ công quốc gia", "Chuyển khoản"),
    ),
)

"""The two shared step sets: how to file on the provincial and on the national portal.

The steps of the two announcements (2022, 2023) and of the district's article (2023), written
once with tokens: {{ten_muc}} is the office's name in the portal's menu, {{co_quan_day_du}}
its name with the province, {{tinh}} the province, {{cong_tinh}} the provincial portal, and
{{nhan.dang_ky}} the button that the portal's row calls so.
"""

from cms.demo.content.shapes import Step, StepSet

__all__ = ["STEP_SETS"]

_OFFICES = ("ban-dan-toc", "so-noi-vu", "ubnd-huyen-ngan-son")


def _variants(*pictures: str) -> dict[str, dict[str, str]]:
    return {
        office: {picture: f"{picture}--{office}" for picture in pictures} for office in _OFFICES
    }


_PROVINCIAL = StepSet(
    key="nop-tren-cong-tinh",
    name="Nộp hồ sơ trên cổng của tỉnh",
    portal="cong-bac-kan",
    lead="Làm lần lượt mười bước sau.",
    parameters=("ten_muc", "co_quan_day_du", "tinh", "cong_tinh"),
    declared=(("ten_muc", "tên cơ quan trong menu của cổng", "agency_short"),),
    picture_variants={
        **_variants("provincial-offices", "provincial-fields", "provincial-procedures"),
        "trung-tam-cntt": {"provincial-declare": "provincial-declare--so-tttt"},
    },
    steps=(
        Step(
            key="mo-cong",
            title="Mở {{cong_tinh}}.",
            body=(
                '<p>Vào địa chỉ <a href="https://dichvucong.backan.gov.vn">'
                "dichvucong.backan.gov.vn</a>, bằng điện thoại hay máy tính đều được.</p>"
            ),
            pictures=("provincial-address",),
        ),
        Step(
            key="dang-ky",
            title="Bấm <code>{{nhan.dang_ky}}</code> ở góc trên bên phải và tạo tài khoản.",
            body=(
                "<p>Điền đủ các ô mà cổng yêu cầu. <i>Nhớ ghi lại tài khoản để dùng cho những "
                "lần sau.</i></p>"
            ),
            portal_labels=("Đăng ký",),
            pictures=("provincial-register",),
        ),
        Step(
            key="dang-nhap",
            title="Đăng nhập bằng tài khoản vừa tạo.",
            pictures=("provincial-login",),
        ),
        Step(
            key="chon-the",
            title="Chọn thẻ <code>{{nhan.dich_vu_cong}}</code>.",
            portal_labels=("DỊCH VỤ CÔNG TRỰC TUYẾN",),
            pictures=("provincial-online-tab",),
        ),
        Step(
            key="chon-co-quan",
            title="Chọn mục <code>{{ten_muc}}</code>.",
            portal_labels=("{{ten_muc}}",),
            pictures=("provincial-offices",),
        ),
        Step(
            key="chon-linh-vuc",
            title="Chọn lĩnh vực của việc bạn cần làm.",
            body="<p>Cổng chỉ hiện những lĩnh vực do {{co_quan_day_du}} phụ trách.</p>",
            pictures=("provincial-fields",),
        ),
        Step(
            key="chon-thu-tuc",
            title="Chọn thủ tục bạn cần.",
            body="<p>Tên thủ tục viết như trong danh mục ở phần 1 của thông báo.</p>",
            pictures=("provincial-procedures",),
        ),
        Step(
            key="doc-cac-the",
            title="Đọc năm thẻ nói về thủ tục trước khi khai.",
            body=(
                "<ul><li><code>Thông tin chung</code></li><li><code>Quy trình</code></li>"
                "<li><code>Hồ sơ cần thiết</code></li><li><code>Căn cứ pháp lý</code></li>"
                "<li><code>Biểu mẫu đính kèm</code></li></ul>"
            ),
            portal_labels=(
                "Thông tin chung",
                "Quy trình",
                "Hồ sơ cần thiết",
                "Căn cứ pháp lý",
                "Biểu mẫu đính kèm",
            ),
            pictures=("provincial-procedure-tabs",),
        ),
        Step(
            key="khai-bao",
            title="Bấm <code>{{nhan.khai_bao}}</code>.",
            body=(
                "<p>Đọc kỹ thẻ <code>Hướng dẫn</code>. Tải mẫu ở thẻ <code>Biểu mẫu</code>, điền "
                "đủ rồi lưu thành tệp PDF: cổng chỉ nhận tệp đính kèm dạng PDF.</p>"
            ),
            portal_labels=("Bấm vào đây để khai báo hồ sơ trực tuyến", "Hướng dẫn", "Biểu mẫu"),
            pictures=("provincial-declare",),
        ),
        Step(
            key="gui-di",
            title=(
                "Điền thẻ <code>Thông tin hồ sơ</code>, đính kèm tệp, rồi bấm <code>{{nhan.gui_di}}</code>."
            ),
            body=(
                "<p>Mỗi tệp gắn vào đúng thành phần hồ sơ của nó. Cổng báo thành công là bạn đã "
                "gửi xong.</p>"
            ),
            portal_labels=("Thông tin hồ sơ", "Gửi đi"),
            pictures=("provincial-dossier-form", "provincial-success"),
        ),
    ),
)

_NATIONAL = StepSet(
    key="nop-tren-cong-quoc-gia",
    name="Nộp hồ sơ trên Cổng Dịch vụ công quốc gia",
    portal="cong-quoc-gia",
    lead="Làm lần lượt các bước sau.",
    parameters=("co_quan_day_du", "tinh"),
    picture_variants=_variants("national-results", "national-agency"),
    steps=(
        Step(
            key="mo-cong",
            title="Mở Cổng Dịch vụ công quốc gia.",
            body=('<p>Vào địa chỉ <a href="https://dichvucong.gov.vn">dichvucong.gov.vn</a>.</p>'),
            pictures=("national-address",),
        ),
        Step(
            key="dang-ky",
            title="Bấm <code>{{nhan.dang_ky}}</code> và tạo tài khoản.",
            body=(
                "<p>Làm theo phụ lục gửi kèm thông báo. <i>Nhớ ghi lại tài khoản để dùng cho "
                "những lần sau.</i></p>"
            ),
            portal_labels=("Đăng ký",),
            pictures=("national-register",),
        ),
        Step(
            key="dang-nhap",
            title="Đăng nhập bằng tài khoản vừa tạo.",
            pictures=("national-login",),
        ),
        Step(
            key="chon-the",
            title=(
                "Chọn thẻ <code>{{nhan.thong_tin}}</code>, rồi chọn "
                "<code>{{nhan.dich_vu_cong}}</code>."
            ),
            portal_labels=("THÔNG TIN VÀ DỊCH VỤ", "DỊCH VỤ CÔNG TRỰC TUYẾN"),
            pictures=("national-services-tab",),
        ),
        Step(
            key="chon-tinh",
            title="Chọn tỉnh {{tinh}}.",
            pictures=("national-province",),
        ),
        Step(
            key="tim-thu-tuc",
            title="Tìm thủ tục theo tên.",
            body="<p>Gõ tên thủ tục cần nộp vào ô tìm kiếm, rồi chọn đúng tên trong kết quả.</p>",
            pictures=("national-results",),
        ),
        Step(
            key="chon-co-quan",
            title=(
                "Chọn cơ quan thực hiện là {{co_quan_day_du}}, rồi bấm "
                "<code>{{nhan.nop_ho_so}}</code>."
            ),
            body="<p>Điền đủ thông tin theo hướng dẫn hiện trên màn hình.</p>",
            portal_labels=("NỘP HỒ SƠ TRỰC TUYẾN",),
            pictures=("national-agency",),
        ),
        Step(
            key="nop-tien",
            title="Nộp phí, lệ phí trên cổng.",
            body="<p>Thủ tục không thu phí, lệ phí thì bỏ qua bước này.</p>",
            condition="thủ tục có thu phí, lệ phí",
            only_if="payment",
            is_optional=True,
            pictures=("national-payment",),
        ),
        Step(
            key="gui-di",
            title="Bấm <code>{{nhan.gui_di}}</code> và chờ cổng báo thành công.",
            portal_labels=("Gửi đi",),
            pictures=("national-success",),
        ),
    ),
)

STEP_SETS = (_PROVINCIAL, _NATIONAL)

"""The two guides of xã Ea Kuêh (plan and outreach article of 6/2023): opening an account in
three steps, and filing in eleven steps, each "in box X choose Y" on the portal's form.
"""

from datetime import date

from cms.demo.content.shapes import FormField, Guide, GuideGroup, Step

__all__ = ["COMMUNE_GUIDES"]

_AGREE = "Đồng ý và tiếp tục"

_ACCOUNT = GuideGroup(
    title="Mở tài khoản công dân điện tử",
    portal="cong-dak-lak",
    steps=(
        Step(
            key="dang-ky",
            title="Mở Cổng Dịch vụ công tỉnh Đắk Lắk và bấm <code>{{nhan.dang_ky}}</code>.",
            body=(
                '<p>Địa chỉ: <a href="http://dichvucong.daklak.gov.vn">dichvucong.daklak.gov.vn'
                "</a>. Điền theo hướng dẫn; ô có dấu <b>*</b> là bắt buộc. Số điện thoại phải là "
                "số chính chủ.</p>"
                "<p>Cổng gửi tài khoản ban đầu qua email hoặc tin nhắn. Bạn nên vào xem, sửa lại "
                "thông tin của mình để giữ an toàn.</p>"
            ),
            portal_labels=("Đăng ký",),
            pictures=("daklak-register",),
            prepare=("Số điện thoại chính chủ",),
        ),
        Step(
            key="dang-ky-quoc-gia",
            logic="or",
            title="Đăng ký và xác thực tài khoản trên Cổng Dịch vụ công quốc gia.",
            body='<p>Địa chỉ: <a href="https://dichvucong.gov.vn">dichvucong.gov.vn</a>.</p>',
        ),
        Step(
            key="bo-sung",
            title="Đăng nhập và điền nốt thông tin còn thiếu.",
            body="<p>Chỉ cần làm một lần, trước khi nộp hồ sơ đầu tiên.</p>",
            pictures=("daklak-profile",),
        ),
        Step(
            key="dung-lai",
            title="Dùng lại tài khoản này cho những lần sau.",
            body="<p>Không phải đăng ký lại, cũng không phải điền lại thông tin đã có.</p>",
            pictures=("daklak-login",),
        ),
    ),
)

_FILING = GuideGroup(
    title="Nộp hồ sơ",
    portal="cong-dak-lak",
    lead=(
        "Mở cổng của tỉnh hoặc Cổng Dịch vụ công quốc gia và đăng nhập trước. "
        "Rồi điền lần lượt từng ô."
    ),
    steps=(
        Step(
            key="tu-khoa",
            title="Gõ tên thủ tục vào ô <code>Từ khóa</code>.",
            fields=(
                FormField(
                    label="Từ khóa",
                    value="Tên thủ tục",
                    example="Đăng ký khai sinh, Đăng ký kết hôn, Cấp thẻ BHYT",
                ),
            ),
            pictures=("daklak-keyword",),
        ),
        Step(
            key="co-quan",
            title="Chọn huyện ở ô <code>Cơ quan</code>.",
            fields=(FormField(label="Cơ quan", value="UBND huyện CưM’gar"),),
            pictures=("daklak-agency",),
        ),
        Step(
            key="linh-vuc",
            title="Chọn lĩnh vực ở ô <code>Lĩnh vực</code>.",
            fields=(
                FormField(
                    label="Lĩnh vực",
                    value="Lĩnh vực của thủ tục",
                    example="Tư pháp – Hộ tịch, Lao động thương binh và Xã hội",
                ),
            ),
            pictures=("daklak-field",),
        ),
        Step(
            key="muc-do",
            title="Chọn mức ở ô <code>Mức độ DVC</code>.",
            fields=(
                FormField(label="Mức độ DVC", value="Một phần", condition="Đăng ký khai sinh"),
                FormField(
                    label="Mức độ DVC",
                    value="Toàn trình",
                    condition="Cấp bản sao hộ tịch, xác nhận tình trạng hôn nhân",
                ),
            ),
            pictures=("daklak-kind",),
        ),
        Step(
            key="cap-thu-tuc",
            title="Chọn cấp ở ô <code>Cấp thủ tục</code>, rồi bấm <code>{{nhan.tim_kiem}}</code>.",
            body="<p>Trong kết quả, bấm <code>{{nhan.nop_ho_so}}</code> ở dòng của thủ tục bạn cần.</p>",
            fields=(FormField(label="Cấp thủ tục", value="Xã, phường, thị trấn"),),
            portal_labels=("Tìm kiếm", "Nộp hồ sơ"),
            pictures=("daklak-level",),
        ),
        Step(
            key="co-quan-giai-quyet",
            title="Chọn huyện ở ô <code>Cơ quan giải quyết hồ sơ</code>.",
            fields=(FormField(label="Cơ quan giải quyết hồ sơ", value="UBND huyện CưM’gar"),),
            pictures=("daklak-handling-agency",),
        ),
        Step(
            key="truong-hop",
            title="Chọn thời hạn ở ô <code>Trường hợp giải quyết hồ sơ</code>.",
            condition="phần mềm chưa ghi sẵn thời hạn",
            is_optional=True,
            fields=(
                FormField(
                    label="Trường hợp giải quyết hồ sơ",
                    value="1 ngày, 3 ngày hoặc 22 ngày",
                    condition="Tùy thủ tục",
                ),
            ),
            pictures=("daklak-case",),
        ),
        Step(
            key="huyen-nop",
            title="Chọn huyện ở ô <code>Quận/huyện nộp hồ sơ</code>.",
            fields=(FormField(label="Quận/huyện nộp hồ sơ", value="Huyện CưM’gar"),),
            pictures=("daklak-district",),
        ),
        Step(
            key="xa-nop",
            title="Chọn xã ở ô <code>Phường, xã nộp hồ sơ</code>, rồi bấm <code>{{nhan.dong_y}}</code>.",
            fields=(FormField(label="Phường, xã nộp hồ sơ", value="Xã Ea Kuêh"),),
            portal_labels=(_AGREE,),
            pictures=("daklak-commune",),
        ),
        Step(
            key="nguoi-nop",
            title="Chọn tên mình ở ô <code>Họ và tên</code>, rồi bấm <code>{{nhan.dong_y}}</code>.",
            fields=(
                FormField(label="Họ và tên", value="Họ và tên người nộp", example="NGUYỄN VĂN MẪU"),
            ),
            portal_labels=(_AGREE,),
            pictures=("daklak-applicant",),
        ),
        Step(
            key="nop",
            title="Chọn giấy tờ kèm theo, nhập mã xác nhận, rồi bấm <code>{{nhan.nop_ho_so}}</code>.",
            body=(
                "<p>Chọn xong giấy tờ thì bấm <code>{{nhan.dong_y}}</code>. Sau đó nhập năm chữ cái "
                "hiện bên phải ô mã, đánh dấu vào ô chịu trách nhiệm về lời khai, rồi mới "
                "nộp.</p>"
            ),
            fields=(
                FormField(
                    label="Thông tin hồ sơ",
                    value="Các giấy tờ của thủ tục",
                    example="Tờ khai đăng ký khai sinh",
                ),
                FormField(label="Mã xác nhận", value="Năm chữ cái hiện bên phải ô"),
            ),
            prepare=("Tờ khai và giấy tờ kèm theo",),
            portal_labels=(_AGREE, "Nộp hồ sơ"),
            pictures=("daklak-dossier",),
        ),
    ),
)

COMMUNE_GUIDES = (
    Guide(
        key="mo-tai-khoan",
        agency="ubnd-xa-ea-kueh",
        title="Mở tài khoản công dân điện tử",
        summary="Ba bước, làm một lần rồi dùng mãi.",
        audience="Người dân, tổ chức chưa có tài khoản trên cổng dịch vụ công",
        prepare=("Số điện thoại chính chủ", "Địa chỉ email (nếu có)"),
        published=date(2023, 6, 21),
        contacts=("mot-cua-ea-kueh",),
        groups=(_ACCOUNT,),
    ),
    Guide(
        key="nop-ho-so-ea-kueh",
        agency="ubnd-xa-ea-kueh",
        title="Nộp hồ sơ trực tuyến ở xã Ea Kuêh",
        summary="Mười một ô cần chọn, theo đúng thứ tự trên màn hình.",
        audience="Người dân, tổ chức làm thủ tục ở xã Ea Kuêh",
        prepare=("Tài khoản công dân điện tử", "Tờ khai và giấy tờ kèm theo"),
        published=date(2023, 6, 21),
        contacts=("mot-cua-ea-kueh",),
        groups=(_FILING,),
    ),
)

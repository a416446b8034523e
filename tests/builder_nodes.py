"""Nodes for tests: one true example of every kind."""

from collections.abc import Sequence
from typing import Any

from sitegen.documents.nodes import (
    AgencyGrid,
    Assignment,
    Assignments,
    Benefits,
    BulletList,
    Callout,
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Channel,
    Channels,
    Comparison,
    ComparisonSide,
    Contacts,
    Downloads,
    EmbeddedGuide,
    Figure,
    FormField,
    Heading,
    Node,
    NumberedList,
    Paragraph,
    Payment,
    Quotation,
    ResultDelivery,
    SeeAlso,
    SourceLine,
    Step,
    StepGroup,
    Table,
)
from tests.builder_pieces import (
    NATIONAL_PORTAL,
    PROVINCE_PORTAL,
    a_contact_card,
    a_paragraph,
    a_picture,
    an_attachment,
    text,
)

__all__ = [
    "a_catalogue",
    "a_comparison",
    "a_note",
    "a_payment",
    "a_result_delivery",
    "a_step",
    "a_step_group",
    "a_table",
    "an_agency_grid",
    "every_node",
    "some_assignments",
    "some_benefits",
    "some_channels",
]


def a_step(number: int = 1, **changes: Any) -> Step:
    """Return one illustrated step."""
    values: dict[str, Any] = {
        "number": number,
        "anchor": f"buoc-{number}",
        "title": text("Bấm **Đăng ký** ở góc phải phía trên và điền thông tin của bạn"),
        "pictures": (a_picture(f"man-hinh-{number}"),),
    }
    return Step(**values | changes)


_PROVINCE_STEPS = (
    "Mở cổng dịch vụ công của tỉnh",
    "Bấm **Đăng ký** ở góc phải phía trên, điền thông tin rồi ghi lại tài khoản",
    "Bấm **Đăng nhập** và nhập tài khoản vừa tạo",
    "Chọn **DỊCH VỤ CÔNG TRỰC TUYẾN**",
    "Chọn cơ quan **Sở Nội vụ**",
    "Chọn lĩnh vực của thủ tục",
    "Chọn thủ tục bạn cần làm",
    "Đọc năm thẻ thông tin về thủ tục",
    "Bấm **Bấm vào đây để khai báo hồ sơ trực tuyến**, tải biểu mẫu và điền",
    "Nhập thông tin hồ sơ, đính kèm từng tệp rồi bấm **Gửi đi**",
)


_NATIONAL_STEPS = (
    "Mở Cổng dịch vụ công quốc gia",
    "Đăng ký tài khoản và ghi lại để dùng lần sau",
    "Đăng nhập bằng tài khoản đã tạo",
    "Chọn **THÔNG TIN VÀ DỊCH VỤ**, rồi chọn **DỊCH VỤ CÔNG TRỰC TUYẾN**",
    "Chọn tỉnh Bắc Kạn",
    "Tìm thủ tục theo tên",
    "Chọn cơ quan thực hiện, bấm **NỘP HỒ SƠ TRỰC TUYẾN** và điền theo màn hình",
    "Bấm **Gửi đi** và chờ thông báo thành công",
)


def a_step_group(steps: int = 10, *, name: str = "tinh", national: bool = False) -> StepGroup:
    """Return one way through, with a picture at every third step and fields at the second."""
    titles: Sequence[str] = _NATIONAL_STEPS if national else _PROVINCE_STEPS
    return StepGroup(
        anchor=name,
        title="Nộp trên cổng quốc gia" if national else "Nộp trên cổng của tỉnh",
        lead="Nếu bạn đã có tài khoản, bắt đầu từ bước 3.",
        portal=NATIONAL_PORTAL if national else PROVINCE_PORTAL,
        steps=tuple(
            _group_step(number, titles[(number - 1) % len(titles)], name)
            for number in range(1, steps + 1)
        ),
        closing=(
            a_paragraph("Hệ thống báo thành công là hồ sơ đã tới cơ quan. Ghi lại mã hồ sơ."),
        ),
    )


def _group_step(number: int, title: str, name: str) -> Step:
    pictures = (a_picture(f"{name}-{number}"),) if number % 3 == 1 else ()
    fields = (
        FormField(label="Họ và tên", value="Ghi như trên căn cước", example="Nguyễn Văn A"),
        FormField(label="Số điện thoại", value="Số chính chủ", condition="bắt buộc"),
    )
    return Step(
        number=number,
        anchor=f"{name}-buoc-{number}",
        title=text(title),
        body=_STEP_BODIES.get(number, ()),
        example="Đăng ký khai sinh" if number == 7 else "",
        condition="Chỉ khi thủ tục có thu phí" if number == 8 else "",
        is_optional=number == 8,
        fields=fields if number == 2 else (),
        pictures=pictures,
    )


_STEP_BODIES: dict[int, tuple[Paragraph | BulletList | NumberedList | Callout, ...]] = {
    1: (a_paragraph("Gõ địa chỉ vào ô trên cùng của trình duyệt rồi bấm **Enter**."),),
    8: (
        BulletList(
            items=tuple(
                text(tab) for tab in ("Thông tin chung", "Quy trình", "Hồ sơ cần thiết", "Biểu mẫu")
            )
        ),
    ),
    9: (Callout(tone="warning", body=(a_paragraph("Tệp đính kèm phải là tệp pdf, dưới 10 MB."),)),),
}


def a_payment() -> Payment:
    """Return two ways to pay, without an account."""
    return Payment(
        title="Nộp phí, lệ phí",
        ways=("Qua PayGov ngay trên cổng", "Chuyển khoản vào tài khoản của cơ quan"),
        note="Chỉ nộp khi thủ tục có thu phí.",
    )


def a_result_delivery() -> ResultDelivery:
    """Return four ways to get the result."""
    return ResultDelivery(
        title="Nhận kết quả",
        ways=(
            "Trực tuyến trên cổng của tỉnh",
            "Trực tuyến trên Cổng dịch vụ công quốc gia",
            "Trực tiếp tại Trung tâm Phục vụ hành chính công",
            "Qua bưu chính công ích",
        ),
    )


def a_catalogue() -> Catalogue:
    """Return the catalogue of ten procedures in three groups with gaps in their numerals."""
    names = (
        ("II", "Công chức, viên chức", _CIVIL_SERVICE),
        ("VIII", "Chính quyền địa phương", ("Thẩm định thành lập thôn mới, tổ dân phố",)),
        ("IX", "Văn thư, lưu trữ", ("Cấp, cấp lại chứng chỉ hành nghề lưu trữ",)),
    )
    groups, number = [], 0
    for numeral, title, rows in names:
        first, number = number + 1, number + len(rows)
        groups.append(
            CatalogueGroup(
                numeral=numeral,
                title=title,
                rows=tuple(
                    CatalogueRow(number=first + place, name=name, marks=(True, first < 9))
                    for place, name in enumerate(rows)
                ),
            )
        )
    return Catalogue(
        title="Danh mục thủ tục nộp trực tuyến một phần",
        columns=(
            CatalogueColumn(label="Trực tuyến một phần", total=10),
            CatalogueColumn(label="Chỉ tiếp nhận trực tuyến", total=8),
        ),
        groups=tuple(groups),
    )


_CIVIL_SERVICE = (
    "Thi nâng ngạch công chức",
    "Thi tuyển công chức",
    "Xét tuyển công chức",
    "Tiếp nhận vào làm công chức",
    "Thi tuyển viên chức",
    "Xét tuyển viên chức",
    "Tiếp nhận vào làm viên chức",
    "Thăng hạng chức danh nghề nghiệp viên chức",
)


def a_note() -> Callout:
    """Return the remark on showing originals."""
    return Callout(
        tone="note",
        body=(
            a_paragraph(
                "Khi cơ quan cần kiểm tra, bạn xuất trình bản gốc, bản chính hoặc bản sao "
                "có chứng thực."
            ),
        ),
    )


def a_comparison() -> Comparison:
    """Return filing online beside filing at the one-stop desk."""
    return Comparison(
        title="Nộp qua mạng và nộp tại một cửa",
        left=ComparisonSide(
            title="Qua mạng",
            stations=("Ở nhà, mở cổng", "Điền và gửi hồ sơ", "Theo dõi trên cổng", "Nhận kết quả"),
        ),
        right=ComparisonSide(
            title="Tại bộ phận một cửa",
            stations=(
                "Đi tới cơ quan",
                "Lấy số, chờ đến lượt",
                "Nộp hồ sơ giấy",
                "Về, chờ giấy hẹn",
                "Đi lần nữa để nhận kết quả",
            ),
        ),
        caption="Đường đi của một hồ sơ",
    )


def some_channels() -> Channels:
    """Return three outreach channels."""
    return Channels(
        items=(
            Channel(name="Đài truyền thanh xã", body=("Phát hai lần mỗi ngày, sáng và chiều.",)),
            Channel(name="Họp buôn", body=("Cán bộ xã hướng dẫn trên điện thoại của bà con.",)),
            Channel(name="Zalo, Facebook, tin nhắn", body=("Gửi đường dẫn tới trang hướng dẫn.",)),
        )
    )


def some_assignments() -> Assignments:
    """Return two responsible units."""
    return Assignments(
        items=(
            Assignment(
                unit="Công chức Văn phòng – Thống kê",
                duties=("Chủ trì, theo dõi việc thực hiện.", "Báo cáo hằng quý."),
            ),
            Assignment(unit="Ban tự quản các buôn", duties=("Mời bà con tới buổi hướng dẫn.",)),
        )
    )


def some_benefits() -> Benefits:
    """Return the four benefits."""
    return Benefits(
        title="Bốn điều lợi",
        items=(
            "Nộp 24 giờ trong ngày, ở đâu cũng được",
            "Xem hồ sơ đang ở bước nào",
            "Đỡ thời gian và tiền đi lại",
            "Mọi bước đều công khai",
        ),
    )


def an_agency_grid() -> AgencyGrid:
    """Return six departments."""
    return AgencyGrid(
        title="Sở, ban, ngành",
        names=("Sở Xây dựng", "Sở Y tế", "Sở Tài chính", "Sở Tư pháp", "Sở Công Thương"),
    )


def a_table() -> Table:
    """Return a table with figures, a line break and a row that reaches across."""
    return Table(
        title="Mức thu theo nơi nộp",
        head=("Thủ tục", "Trên cổng (đồng)", "Tại quầy (đồng)", "Thời hạn"),
        rows=(
            ("Hộ tịch",),
            ("Khai sinh\nquá hạn", "0", "8.000", "Ngay trong ngày"),
            ("Trích lục <bản sao> | thứ hai", "4.000,5", "-", "1 ngày"),
        ),
        figures=(False, True, True, False),
        has_row_heads=True,
    )


def every_node() -> tuple[Node, ...]:
    """Return one node of every kind."""
    return (
        Heading(text="Trước khi bắt đầu", level=2, anchor="truoc-khi-bat-dau"),
        a_paragraph(),
        BulletList(items=(text("Căn cước"), text("Số điện thoại"))),
        NumberedList(items=(text("Mở cổng"), text("Đăng nhập"))),
        a_note(),
        Quotation(text="Lấy người dân làm trung tâm.", source="Nghị quyết số 76/NQ-CP"),
        Figure(picture=a_picture()),
        Downloads(title="Biểu mẫu", attachments=(an_attachment(),)),
        a_table(),
        a_catalogue(),
        a_step_group(3),
        EmbeddedGuide(
            guide_key="page-7",
            title="Mở tài khoản",
            path="mo-tai-khoan/",
            groups=(a_step_group(3, name="kem"),),
        ),
        a_payment(),
        a_result_delivery(),
        some_benefits(),
        a_comparison(),
        an_agency_grid(),
        Contacts(title="Liên hệ", cards=(a_contact_card(),)),
        some_channels(),
        some_assignments(),
        SourceLine(text="VP HĐND-UBND"),
        SeeAlso(
            keys=("page-7",), links=(("so-noi-vu/nop-ho-so-truc-tuyen/", "Nộp hồ sơ trực tuyến"),)
        ),
    )

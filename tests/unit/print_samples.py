"""Documents to print: a leaflet of eight panels and official texts, as an office writes them."""

import io
from datetime import date
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from sitegen.documents.base import AgencyName, ContactCard, Head, PartialDate, Picture, Portal
from sitegen.documents.inline import ButtonName, Inline, Strong, Text
from sitegen.documents.kinds import Announcement
from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
    PortalLine,
)
from sitegen.documents.nodes import (
    AgencyGrid,
    Benefits,
    BulletList,
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Comparison,
    ComparisonSide,
    Contacts,
    Heading,
    Node,
    Paragraph,
    Payment,
    ResultDelivery,
    Step,
    StepGroup,
)
from sitegen.documents.official import LegalBasis, Official, RecipientGroup, Signatory
from sitegen.render.print.fonts import font_files
from tests.builder_leaflet import panels_of

PORTAL = Portal(
    name="Cổng dịch vụ công tỉnh Bắc Kạn",
    short_name="Cổng tỉnh",
    address="https://dichvucong.backan.gov.vn",
)


def words(value: str) -> tuple[Inline, ...]:
    """Running text in which ``[NAME]`` is a button."""
    parts: list[Inline] = []
    for piece in value.replace("[", "\0[").replace("]", "]\0").split("\0"):
        if piece.startswith("["):
            parts.append(ButtonName(value=piece.strip("[]")))
        elif piece:
            parts.append(Text(value=piece))
    return tuple(parts)


def paragraph(value: str) -> Paragraph:
    return Paragraph(children=words(value))


def a_head(kind: str, title: str) -> Head:
    return Head(
        key=f"page-{kind}",
        translation=f"t-{kind}",
        language="vi",
        path=f"{kind}/",
        parent="",
        title=title,
        published=date(2026, 11, 2),
        agency=AgencyName(name="Trung tâm CNTT&TT tỉnh Bắc Kạn", short_name="TT CNTT&TT"),
    )


# -- pictures --------------------------------------------------------------------------------

_SCREENS = {
    "a1": (
        "Chọn cơ quan giải quyết",
        ("Sở Nội vụ", "Sở Tài chính", "Sở Thông tin và Truyền thông", "Sở Tư pháp", "Sở Y tế"),
        2,
    ),
    "a2": (
        "Thủ tục của Sở Thông tin và Truyền thông",
        ("Cấp giấy phép bản tin", "Thay đổi nội dung giấy phép", "Cấp lại giấy phép bản tin"),
        0,
    ),
    "a3": (
        "Cấp giấy phép xuất bản bản tin",
        ("Thông tin chung", "Hồ sơ cần thiết", "BẤM VÀO ĐÂY ĐỂ KHAI BÁO HỒ SƠ TRỰC TUYẾN"),
        2,
    ),
    "a4": (
        "Khai báo hồ sơ",
        ("Họ và tên", "Số điện thoại", "THÀNH PHẦN HỒ SƠ: chọn tệp", "GỬI ĐI"),
        2,
    ),
}


@cache
def picture_bytes(digest: str) -> bytes:
    """Draw the screenshot that ``digest`` stands for, 1366 x 860 pixels."""
    title, rows, marked = _SCREENS[digest]
    image = Image.new("RGB", (1366, 860), "#f2f4f6")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 1366, 96), fill="#1f4e79")
    pen.text((60, 24), "CỔNG DỊCH VỤ CÔNG TỈNH BẮC KẠN", font=_font(36), fill="white")
    pen.text((60, 140), title, font=_font(38), fill="#1c1917")
    for index, row in enumerate(rows):
        top = 220 + index * 116
        edge = ("#a61c1c", 7) if index == marked else ("#c9ced4", 2)
        pen.rounded_rectangle((60, top, 1306, top + 92), 10, "white", edge[0], edge[1])
        pen.text((96, top + 22), row, font=_font(32), fill="#1c1917")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    file = next(file for _, file in font_files("leaflet") if file.name.endswith("SemiBold.ttf"))
    return ImageFont.truetype(str(file), size)


def a_picture(digest: str) -> Picture:
    title = _SCREENS[digest][0]
    return Picture(digest=digest, width=1366, height=860, alt=f"Màn hình “{title}” trên cổng")


# -- the leaflet -----------------------------------------------------------------------------

_STEPS = (
    "Mở Cổng dịch vụ công tỉnh Bắc Kạn, chọn [DỊCH VỤ CÔNG TRỰC TUYẾN], rồi chọn cơ quan giải "
    "quyết thủ tục (ví dụ: Sở Thông tin và Truyền thông).",
    "Chọn thủ tục cần nộp hồ sơ (ví dụ: cấp giấy phép xuất bản bản tin địa phương).",
    "Chọn [BẤM VÀO ĐÂY ĐỂ KHAI BÁO HỒ SƠ TRỰC TUYẾN] và điền theo hướng dẫn trên màn hình.",
    "Điền đủ thông tin, đính kèm giấy tờ vào phần [THÀNH PHẦN HỒ SƠ].",
)

_KINDS = (
    (
        "Mức độ 1",
        ("Cho biết đầy đủ về thủ tục hành chính và các văn bản quy định thủ tục đó.",),
    ),
    (
        "Mức độ 2",
        (
            "Như mức độ 1, thêm việc tải mẫu văn bản về để khai. Hồ sơ khai xong được gửi trực "
            "tiếp hoặc qua bưu điện đến cơ quan, tổ chức cung cấp dịch vụ.",
        ),
    ),
    (
        "Mức độ 3",
        (
            "Như mức độ 2, thêm việc điền và gửi mẫu văn bản qua mạng.",
            "Việc xử lý hồ sơ diễn ra trên mạng. Lệ phí (nếu có) và kết quả vẫn nộp, nhận trực "
            "tiếp tại cơ quan, tổ chức cung cấp dịch vụ.",
        ),
    ),
    (
        "Mức độ 4",
        (
            "Như mức độ 3, thêm việc nộp lệ phí (nếu có) qua mạng. Kết quả được trả qua mạng, "
            "trực tiếp hoặc qua bưu điện.",
        ),
    ),
)

_FIGURES = """
Ban Quản lý các Khu công nghiệp|33|27|95.0
Sở Công Thương|1170|1134|100.0
Sở Giáo dục và Đào tạo|202|201|100.0
Sở Giao thông vận tải|143|143|100.0
Sở Kế hoạch và Đầu tư|126|93|97.9
Sở Khoa học và Công nghệ|10|10|100.0
Sở Lao động, Thương binh và Xã hội|4173|3998|100.0
Sở Nội vụ|110|107|100.0
Sở Nông nghiệp và PTNT|151|132|99.2
Sở Tài chính|112|78|97.3
Sở Tài nguyên và Môi trường|12768|11414|99.3
Sở Thông tin và Truyền thông|82|62|100.0
Sở Tư pháp|6721|6641|100.0
Sở Văn hóa, Thể thao và Du lịch|143|127|97.9
Sở Xây dựng|593|479|100.0
Sở Y tế|343|292|99.3
Huyện Ba Bể|9644|8061|95.0
Huyện Bạch Thông|8380|7951|95.9
Huyện Chợ Đồn|13761|13368|98.2
Huyện Chợ Mới|13123|12740|98.1
"""
FIGURES = tuple(line.split("|") for line in _FIGURES.strip().splitlines())

COVER = Cover(
    statement="Những điều cần biết về dịch vụ công trực tuyến",
    subtitle="Nộp hồ sơ tại nhà, nhận kết quả không phải chờ",
    agencies=("Sở Thông tin và Truyền thông Bắc Kạn", "Trung tâm CNTT&TT"),
    foot="Bắc Kạn, năm 2019",
)
BENEFITS = Benefits(
    title="Những lợi ích của dịch vụ công trực tuyến",
    items=(
        "Nộp hồ sơ 24/24 giờ trong ngày, ở bất cứ nơi nào có mạng.",
        "Biết hồ sơ đang ở khâu nào, ai đang giải quyết.",
        "Bớt thời gian và chi phí đi lại khi gửi hồ sơ và nhận kết quả.",
        "Thủ tục hành chính công khai, minh bạch hơn.",
    ),
)
CONTACTS = Contacts(
    title="Thông tin liên hệ",
    cards=(
        ContactCard(
            name="Trung tâm CNTT&TT tỉnh Bắc Kạn",
            address="Tổ 1A, phường Phùng Chí Kiên, thành phố Bắc Kạn",
            phone="0209.3810.777",
            phone_link="+842093810777",
            fax="0209.3871.180",
            email="support@backan.gov.vn",
        ),
    ),
)
IMPRINT = Imprint(
    print_run=5000,
    printed_size="20,5 x 60 cm",
    printer="Công ty TNHH In Việt Hưng",
    licence_number="79/GPXB-STT&TT",
    licence_date=date(2019, 11, 28),
    licence_issuer="Sở Thông tin và Truyền thông tỉnh Bắc Kạn",
    deposit_month="12/2019",
)
COMPARISON = Comparison(
    title="Nộp trực tuyến và nộp tại bộ phận một cửa",
    left=ComparisonSide(
        title="Nộp trực tuyến",
        stations=(
            "Mở cổng dịch vụ công ở nhà, ở cơ quan, trên điện thoại",
            "Chọn thủ tục, tải mẫu về",
            "Điền tờ khai, đính kèm giấy tờ",
            "Bấm gửi, nhận mã hồ sơ",
            "Nhận kết quả",
        ),
    ),
    right=ComparisonSide(
        title="Nộp tại bộ phận một cửa",
        stations=(
            "Đến trụ sở trong giờ làm việc",
            "Hỏi và lấy mẫu giấy",
            "Viết tờ khai, phô tô giấy tờ",
            "Lấy số, chờ đến lượt nộp",
            "Nhận giấy hẹn, ra về",
            "Trở lại đúng hẹn",
            "Nhận kết quả",
        ),
    ),
    caption="Hai con đường dẫn tới cùng một kết quả; con đường trên mạng ngắn hơn hai chặng.",
)
GRID = AgencyGrid(
    title="Các cơ quan nhận hồ sơ trực tuyến",
    names=(
        "Sở Xây dựng",
        "Sở Y tế",
        "Sở Thông tin và Truyền thông",
        "Sở Tài chính",
        "Sở Kế hoạch và Đầu tư",
        "Sở Nông nghiệp và PTNT",
        "Sở Tư pháp",
        "Sở Công Thương",
        "Sở Giao thông vận tải",
    ),
)
PORTAL_LINE = PortalLine(
    title="Cổng dịch vụ công của tỉnh",
    portal=PORTAL,
    features=(
        "Tra cứu thủ tục, tải biểu mẫu",
        "Nộp hồ sơ và theo dõi việc giải quyết",
        "Xem kết quả, gửi ý kiến",
    ),
)


def steps_part(first: int, last: int, title: str, closing: str = "") -> LeafletSteps:
    steps = tuple(
        Step(
            number=number,
            anchor=f"buoc-{number}",
            title=words(_STEPS[number - 1]),
            pictures=(a_picture(f"a{number}"),),
        )
        for number in range(first, last + 1)
    )
    return LeafletSteps(title=title, guide_key="page-7", steps=steps, closing=words(closing))


def statistics_part(form: str) -> LeafletStatistics:
    if form == "chart":
        return LeafletStatistics(
            title="Nơi nào nhận nhiều hồ sơ",
            page_key="page-9",
            columns=(0,),
            form="chart",
            labels=("Phải giải quyết",),
            rows=tuple((row[0], (row[1],)) for row in FIGURES),
            period="Hồ sơ phải giải quyết từ 01/01/2019 đến 22/10/2019.",
        )
    return LeafletStatistics(
        title="Kết quả giải quyết hồ sơ",
        page_key="page-9",
        columns=(0, 1, 2),
        form="table",
        labels=("Phải giải quyết", "Đã giải quyết", "Đúng hạn (%)"),
        rows=tuple((row[0], tuple(row[1:])) for row in FIGURES),
        period="Số liệu từ 01/01/2019 đến 22/10/2019.",
    )


def a_panel(name: str, *parts: PanelPart) -> Panel:
    return Panel(name=name, parts=parts)


def a_leaflet(
    *, imprint: Imprint = IMPRINT, replace: dict[tuple[int, int], Panel] | None = None
) -> Leaflet:
    """The leaflet of eight panels; ``replace`` puts other panels in their places."""
    closing = "Xem lại một lần nữa rồi bấm [GỬI ĐI]. Hồ sơ đã được gửi."
    front = (
        a_panel("Bước 1–2", steps_part(1, 2, "Bốn bước gửi hồ sơ trực tuyến")),
        a_panel("Bước 3–4", steps_part(3, 4, "", closing)),
        a_panel("Lợi ích, liên hệ", BENEFITS, CONTACTS, imprint),
        a_panel("Bìa", COVER),
    )
    back = (
        a_panel("So sánh", COMPARISON),
        a_panel("Bốn mức độ", LeafletKinds(title="Bốn mức độ dịch vụ", page_key="p", kinds=_KINDS)),
        a_panel("Cổng, cơ quan", PORTAL_LINE, GRID),
        a_panel("Số liệu", statistics_part("table")),
    )
    sides = [list(front), list(back)]
    for (side, index), panel in (replace or {}).items():
        sides[side][index] = panel
    return Leaflet(
        head=a_head("to-gap", "Những điều cần biết về dịch vụ công trực tuyến"),
        format=LeafletFormat(),
        panels=panels_of(sides, LeafletFormat()),
        imprint=imprint,
        edition="Bản in lần 1, 12/2019",
    )


def a_small_leaflet(panel: Panel) -> Leaflet:
    """A card folded once: cover and ``panel`` on one side, contact on the other."""
    form = LeafletFormat(width_mm=300, panel_widths_mm=(150, 150), fold="half")
    outside = (panel, a_panel("Bìa", COVER))
    return Leaflet(
        head=a_head("the-gap", "Thẻ gấp"),
        format=form,
        panels=panels_of((outside, (a_panel("Liên hệ", CONTACTS), a_panel("Trống"))), form),
        imprint=IMPRINT,
    )


# -- official texts --------------------------------------------------------------------------


def a_catalogue() -> Catalogue:
    names = {
        ("II", "Lĩnh vực công chức, viên chức"): (
            "Thi nâng ngạch công chức",
            "Thi tuyển công chức",
            "Xét tuyển công chức",
            "Tiếp nhận vào làm công chức",
            "Thi tuyển viên chức",
            "Xét tuyển viên chức",
            "Tiếp nhận vào làm viên chức",
            "Thăng hạng chức danh nghề nghiệp viên chức",
        ),
        ("VIII", "Lĩnh vực chính quyền địa phương"): (
            "Thẩm định thành lập thôn mới, tổ dân phố mới",
        ),
        ("IX", "Lĩnh vực văn thư, lưu trữ"): ("Cấp, cấp lại chứng chỉ hành nghề lưu trữ",),
    }
    groups, number = [], 0
    for (numeral, title), procedures in names.items():
        rows = []
        for name in procedures:
            number += 1
            rows.append(CatalogueRow(number=number, name=name, marks=(True, True)))
        groups.append(CatalogueGroup(numeral=numeral, title=title, rows=tuple(rows)))
    return Catalogue(
        title="",
        columns=(
            CatalogueColumn(label="Trực tuyến một phần", total=10),
            CatalogueColumn(label="Chỉ tiếp nhận trực tuyến", total=10),
        ),
        groups=tuple(groups),
    )


def a_step_group(title: str, *sentences: str, portal: Portal | None = None) -> StepGroup:
    return StepGroup(
        anchor="cach-nop",
        title=title,
        lead="Tổ chức, cá nhân có nhu cầu giải quyết thủ tục thực hiện như sau:",
        portal=portal,
        steps=tuple(
            Step(number=number, anchor=f"b{number}", title=words(sentence))
            for number, sentence in enumerate(sentences, start=1)
        ),
    )


def an_official(**changes: object) -> Official:
    values: dict[str, object] = {
        "type_name": "Thông báo",
        "symbol": "TB-SNV",
        "summary_line": "Danh mục dịch vụ công trực tuyến một phần chỉ tiếp nhận hồ sơ trực tuyến "
        "thuộc thẩm quyền giải quyết của Sở Nội vụ",
        "issuing_agency": "Sở Nội vụ",
        "parent_agency": "UBND tỉnh Bắc Kạn",
        "place": "Bắc Kạn",
        "signed_on": PartialDate(year=2022, month=11),
        "legal_bases": (
            LegalBasis(
                citation="Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ "
                "quy định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà "
                "nước trên môi trường mạng"
            ),
            LegalBasis(
                citation="Căn cứ Quyết định số 2170/QĐ-UBND ngày 10 tháng 11 năm 2022 của Ủy ban "
                "nhân dân tỉnh Bắc Kạn phê duyệt danh mục dịch vụ công trực tuyến một phần"
            ),
        ),
        "lead": "Sở Nội vụ thông báo danh mục thủ tục chỉ nhận hồ sơ qua mạng, cách nộp hồ sơ và "
        "cách nhận kết quả như sau:",
        "closing": "Sở Nội vụ thông báo để các cơ quan, đơn vị, tổ chức, cá nhân biết và thực hiện",
        "recipients": (
            RecipientGroup(
                lines=(
                    "UBND tỉnh (b/c)",
                    "Các sở, ban, ngành tỉnh",
                    "UBND các huyện, thành phố",
                    "Các đơn vị trực thuộc Sở",
                    "Lưu: VT, VP",
                )
            ),
        ),
        "signatory": Signatory(authority="", authority_post="Giám đốc"),
    }
    return Official(**(values | changes))  # type: ignore[arg-type]  # a dictionary of changes


def an_announcement(*, body: tuple[Node, ...] | None = None, **changes: object) -> Announcement:
    """The announcement with a blank number and a blank day."""
    return Announcement(
        head=a_head("thong-bao", "Danh mục dịch vụ công trực tuyến của Sở Nội vụ"),
        official=an_official(**changes),
        body=announcement_body() if body is None else body,
    )


def announcement_body() -> tuple[Node, ...]:
    return (
        Heading(number="1", level=2, anchor="m1", text="Danh mục thủ tục chỉ nhận hồ sơ qua mạng"),
        a_catalogue(),
        Heading(number="2", level=2, anchor="m2", text="Hướng dẫn nộp hồ sơ trực tuyến"),
        Heading(number="2.1", level=3, anchor="m21", text="Nộp trên cổng của tỉnh"),
        a_step_group(
            "",
            "Mở địa chỉ https://dichvucong.backan.gov.vn.",
            "Bấm [Đăng ký] ở góc phải phía trên, điền đủ thông tin và ghi lại tên đăng nhập.",
            "Đăng nhập, chọn thẻ [DỊCH VỤ CÔNG TRỰC TUYẾN], chọn Sở Nội vụ.",
            "Chọn lĩnh vực, chọn thủ tục theo danh mục tại phần 1 của Thông báo này.",
            "Đọc các thẻ Thông tin chung, Quy trình, Hồ sơ cần thiết, Căn cứ pháp lý, Biểu mẫu.",
            "Bấm [Bấm vào đây để khai báo hồ sơ trực tuyến], tải biểu mẫu và điền đầy đủ.",
            "Nhập thông tin hồ sơ, đính kèm tệp pdf vào đúng thành phần hồ sơ rồi bấm gửi đi.",
        ),
        Paragraph(
            children=(
                Strong(children=(Text(value="Lưu ý: "),)),
                Text(
                    value="Người nộp xuất trình bản chính khi cơ quan giải quyết yêu cầu đối chiếu."
                ),
            )
        ),
        Heading(number="2.2", level=3, anchor="m22", text="Nộp trên Cổng Dịch vụ công quốc gia"),
        a_step_group(
            "",
            "Mở địa chỉ https://dichvucong.gov.vn, đăng ký và đăng nhập.",
            "Chọn [THÔNG TIN VÀ DỊCH VỤ], chọn [DỊCH VỤ CÔNG TRỰC TUYẾN].",
            "Chọn tỉnh Bắc Kạn, tìm tên thủ tục, chọn cơ quan thực hiện là Sở Nội vụ.",
            "Nộp phí, lệ phí (nếu có) và gửi hồ sơ.",
        ),
        Heading(number="3", level=2, anchor="m3", text="Nộp phí, lệ phí và nhận kết quả"),
        Payment(
            title="Nộp phí, lệ phí",
            ways=("Nộp trên mạng qua PayGov", "Chuyển khoản vào tài khoản của Sở Nội vụ"),
        ),
        ResultDelivery(
            title="Nhận kết quả",
            ways=(
                "Trên cổng của tỉnh",
                "Trên Cổng Dịch vụ công quốc gia",
                "Tại Trung tâm Phục vụ hành chính công tỉnh",
                "Qua bưu chính công ích",
            ),
        ),
        BulletList(items=(words("Mọi thắc mắc xin gọi số điện thoại trực của Sở."),)),
    )

"""What may stand on a panel of a leaflet."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.kept import KeptBlock
from cms.blocks.lines import LinesBlock
from cms.blocks.outreach import AgencyGridBlock, BenefitsBlock, ComparisonBlock
from cms.blocks.services import ContactsBlock, FigureBlock
from cms.blocks.text import MARKS, SHORT_FEATURES, HeadingBlock, ParagraphBlock, ProseBlock

__all__ = ["LeafletBlock"]


class CoverBlock(blocks.StructBlock):
    """Bìa."""

    statement = blocks.CharBlock(
        label=_("Lời chính"), max_length=90, help_text=_("Một câu mạnh, ít chữ.")
    )
    subtitle = blocks.CharBlock(label=_("Dòng phụ"), required=False, max_length=160)
    agencies = LinesBlock(
        blocks.CharBlock(max_length=120, label=_("Cơ quan")), label=_("Các cơ quan")
    )
    foot = blocks.CharBlock(label=_("Nơi và năm"), required=False, max_length=80)

    class Meta:
        icon = "title"
        label = _("Bìa")


class LeafletStepsBlock(blocks.StructBlock):
    """Các bước."""

    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    guide = blocks.PageChooserBlock(label=_("Hướng dẫn"), page_type="guides.GuidePage")
    group = blocks.IntegerBlock(label=_("Nhóm bước thứ"), default=1, min_value=1, max_value=99)
    first = blocks.IntegerBlock(label=_("Từ bước"), default=1, min_value=1, max_value=999)
    last = blocks.IntegerBlock(label=_("Đến bước"), default=2, min_value=1, max_value=999)
    closing = blocks.RichTextBlock(
        label=_("Việc cuối cùng"), required=False, features=SHORT_FEATURES
    )
    kept = KeptBlock()

    class Meta:
        icon = "list-ol"
        label = _("Các bước của hướng dẫn")


class OwnStepBlock(blocks.StructBlock):
    """Bước riêng."""

    title = ProseBlock(
        label=_("Việc làm"),
        features=[*MARKS, "fact"],
        help_text=_("Bắt đầu bằng động từ: “Mang…”, “Gọi…”."),
    )
    body = blocks.RichTextBlock(
        label=_("Nói thêm"), required=False, features=[*SHORT_FEATURES, "ul", "ol"]
    )
    pictures = blocks.ListBlock(FigureBlock(), label=_("Hình"), default=[])

    class Meta:
        icon = "arrow-right"
        label = _("Bước")


class OwnStepsBlock(blocks.StructBlock):
    """Các bước tự viết."""

    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    steps = blocks.ListBlock(OwnStepBlock(), label=_("Các bước"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Các bước tự viết")


class OwnListBlock(blocks.StructBlock):
    """Danh sách."""

    form = blocks.ChoiceBlock(
        label=_("Đầu dòng"),
        choices=[("bullets", _("dấu đầu dòng")), ("numbers", _("số thứ tự"))],
        default="bullets",
    )
    items = LinesBlock(
        blocks.CharBlock(max_length=300, label=_("Dòng")), label=_("Các dòng"), min_num=1
    )

    class Meta:
        icon = "list-ul"
        label = _("Danh sách")


class LeafletKindsBlock(blocks.StructBlock):
    """Các mức độ, loại hình."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=120)
    page = blocks.PageChooserBlock(label=_("Trang giải thích"), page_type="cms.ServiceKindsPage")
    regime = blocks.IntegerBlock(label=_("Quy định thứ"), default=1, min_value=1, max_value=99)

    class Meta:
        icon = "order-up"
        label = _("Các mức độ")


class LeafletStatisticsBlock(blocks.StructBlock):
    """Số liệu."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Trang thống kê"), page_type="cms.StatisticsPage")
    columns = blocks.RegexBlock(
        label=_("Các cột"),
        regex=r"^[1-9][0-9]?( [1-9][0-9]?)*$",
        help_text=_("Số thứ tự cột, đếm từ 1, cách nhau một khoảng trắng: 4 6 7 8"),
        error_messages={"invalid": _("Chỉ ghi số thứ tự, cách nhau một khoảng trắng: 4 6 7 8")},
    )
    form = blocks.ChoiceBlock(
        label=_("Cách hiện"), choices=[("table", _("bảng")), ("chart", _("biểu đồ"))]
    )

    class Meta:
        icon = "table"
        label = _("Số liệu")


class PortalLineBlock(blocks.StructBlock):
    """Địa chỉ cổng."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=160)
    portal = SnippetChooserBlock("cms.Portal", label=_("Cổng"))
    features = LinesBlock(
        blocks.CharBlock(max_length=200, label=_("Việc làm được")), label=_("Ở đó làm được gì")
    )

    class Meta:
        icon = "site"
        label = _("Địa chỉ cổng")


class ImprintBlock(blocks.StaticBlock):
    """Thông tin xuất bản."""

    class Meta:
        icon = "doc-full"
        label = _("Thông tin xuất bản")
        admin_text = _("In thông tin xuất bản lấy từ mục “Bản in” của trang này.")


class TurnBlock(blocks.StructBlock):
    """Sang mặt gấp khác."""

    panel = blocks.ChoiceBlock(
        label=_("Sang mặt"),
        required=False,
        choices=[(str(number), _("mặt thứ %d") % number) for number in range(1, 13)],
        help_text=_("Để trống là mặt kế tiếp. Số như trên hình vẽ của “Khổ in”."),
    )
    name = blocks.CharBlock(
        label=_("Gọi mặt này là"),
        required=False,
        max_length=60,
        help_text=_("Dùng trong lời báo: “Bìa”, “Bước 1–2”."),
    )

    class Meta:
        icon = "placeholder"
        label = _("Sang mặt gấp khác")


class LeafletBlock(blocks.StreamBlock):
    """Những gì đứng trên tờ gấp, theo thứ tự đọc."""

    turn = TurnBlock()
    cover = CoverBlock()
    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    own_list = OwnListBlock()
    figure = FigureBlock()
    benefits = BenefitsBlock()
    steps = LeafletStepsBlock()
    own_steps = OwnStepsBlock()
    kinds = LeafletKindsBlock()
    statistics = LeafletStatisticsBlock()
    comparison = ComparisonBlock()
    agency_grid = AgencyGridBlock()
    contacts = ContactsBlock()
    portal_line = PortalLineBlock()
    imprint = ImprintBlock()

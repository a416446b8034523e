"""Danh mục thủ tục: rows by reference, totals computed. Never a table block: localize skips those."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

__all__ = ["CatalogueBlock"]


class CatalogueColumnBlock(blocks.StructBlock):
    """Cột đánh dấu."""

    label = blocks.CharBlock(label=_("Tên cột"), max_length=80)
    service_kind = SnippetChooserBlock(
        "cms.ServiceKind",
        label=_("Đánh dấu khi thủ tục thuộc loại hình"),
        required=False,
        help_text=_("Để trống: đánh dấu thủ tục chỉ tiếp nhận trực tuyến."),
    )

    class Meta:
        icon = "check"
        label = _("Cột")


class CatalogueRowBlock(blocks.StructBlock):
    """Một thủ tục."""

    procedure = SnippetChooserBlock(
        "cms.Procedure",
        label=_("Thủ tục"),
        help_text=_("Chọn trong sổ thủ tục. Chưa có thì thêm vào sổ trước."),
    )
    service_kind = SnippetChooserBlock(
        "cms.ServiceKind",
        label=_("Loại hình"),
        required=False,
        help_text=_("Chỉ chọn khi khác với sổ thủ tục."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Thủ tục")


class CatalogueGroupBlock(blocks.StructBlock):
    """Nhóm theo lĩnh vực."""

    field = SnippetChooserBlock(
        "cms.ProcedureField",
        label=_("Lĩnh vực"),
        required=False,
        help_text=_("Để trống khi danh mục không chia nhóm."),
    )
    rows = blocks.ListBlock(CatalogueRowBlock(), label=_("Các thủ tục"), min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Nhóm")


class CatalogueBlock(blocks.StructBlock):
    """Danh mục thủ tục: số thứ tự và dòng tổng do máy tính."""

    title = blocks.CharBlock(label=_("Tên bảng"), max_length=255, required=False)
    columns = blocks.ListBlock(CatalogueColumnBlock(), label=_("Các cột"), min_num=1, max_num=5)
    groups = blocks.ListBlock(CatalogueGroupBlock(), label=_("Các nhóm"), min_num=1)
    source = blocks.CharBlock(label=_("Theo quyết định"), required=False, max_length=255)

    class Meta:
        icon = "table"
        label = _("Danh mục thủ tục")

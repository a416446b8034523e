"""Danh mục thủ tục: rows by reference, totals computed. Never a table block: localize skips those."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

__all__ = ["FACTS", "MOST_COLUMNS", "CatalogueBlock"]

FACTS = (
    ("code", _("Mã thủ tục")),
    ("time_limit", _("Thời hạn giải quyết")),
    ("fee", _("Phí, lệ phí")),
    ("address", _("Nộp trực tuyến tại")),
)
"""Columns of words: what the registry says of each procedure, in the order of the table."""

MOST_COLUMNS = 6
"""More do not fit beside the name on A4."""


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
    facts = blocks.MultipleChoiceBlock(
        choices=FACTS,
        label=_("Cột lấy từ sổ thủ tục"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    columns = blocks.ListBlock(CatalogueColumnBlock(), label=_("Cột đánh dấu"), max_num=5)
    restarts = blocks.BooleanBlock(
        label=_("Đánh số lại từ 1 ở mỗi lĩnh vực"), required=False, default=False
    )
    counts = blocks.BooleanBlock(
        label=_("Ghi số thủ tục của mỗi lĩnh vực"), required=False, default=False
    )
    groups = blocks.ListBlock(CatalogueGroupBlock(), label=_("Các nhóm"), min_num=1)
    source = blocks.CharBlock(label=_("Theo quyết định"), required=False, max_length=255)

    def clean(self, value: Any) -> Any:
        """Refuse more columns than stand beside a name."""
        cleaned = super().clean(value)
        if len(cleaned.get("facts") or ()) + len(cleaned["columns"]) > MOST_COLUMNS:
            words = _("Bảng vừa nhiều nhất sáu cột ngoài số thứ tự và tên. Bỏ bớt cột.")
            raise blocks.StructBlockValidationError({"facts": ValidationError(words)})
        return cleaned

    class Meta:
        icon = "table"
        label = _("Danh mục thủ tục")

"""Names of a fact in other languages."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from sitegen.languages import SOURCE, all_languages

__all__ = ["LabelsBlock"]


def _others() -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in all_languages() if row.code != SOURCE]


class LabelBlock(blocks.StructBlock):
    """Tên bằng một thứ tiếng."""

    language = blocks.ChoiceBlock(label=_("Tiếng"), choices=_others)
    name = blocks.CharBlock(label=_("Tên"), max_length=255)
    short_name = blocks.CharBlock(label=_("Tên ngắn"), required=False, max_length=120)
    definition = blocks.TextBlock(label=_("Định nghĩa hoặc ghi chú"), required=False)

    class Meta:
        icon = "globe"
        label = _("Tên bằng tiếng khác")


class LabelsBlock(blocks.StreamBlock):
    """Tên bằng các thứ tiếng khác."""

    label = LabelBlock()

"""Pictures in the editor: chosen from the shelf, with callouts drawn over them.

Geometry is the same in every language: only labels and descriptions are given to translators.
"""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockAdapter, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from media.callouts import LABEL_LENGTH, geometry, is_drawn_for
from media.naming import is_described
from media.regions import BadRegionError, rectangle
from media.widgets import editor_media

__all__ = ["CalloutShapeBlock", "IllustrationBlock", "PictureBlock"]

MANY = 30
_MARKUP = re.compile(r"<\s*[/!]?\s*\w[^<>]*>")


class IllustrationBlock(ImageChooserBlock):
    """Chooser of a picture: a draft may use any, only a checked one may be published."""

    def clean(self, value: Any) -> Any:
        """Refuse to publish a picture that nobody has looked through for personal data."""
        cleaned = super().clean(value)
        if (
            cleaned is not None
            and not self.is_deferred_validation
            and not cleaned.is_free_of_personal_data
        ):
            raise ValidationError(
                _(
                    "Ảnh “%(title)s” chưa được đánh dấu “Ảnh không còn dữ liệu cá nhân”. Bấm "
                    "“Sửa ảnh này”, che những gì cần che, đánh dấu rồi xuất bản lại."
                ),
                params={"title": cleaned.title},
                code="unchecked",
            )
        return cleaned


class _PercentBlock(blocks.FieldBlock):
    """A number, in percent of the picture. What it may be depends on the shape."""

    def __init__(self, *, least: float = 0, required: bool = False, **kwargs: Any) -> None:
        self._least = least
        self._required = required
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.Field:
        attrs = {"step": "0.1", "min": str(self._least), "max": "100", "inputmode": "decimal"}
        return forms.FloatField(
            required=self._required,
            widget=forms.NumberInput(attrs=attrs),
            error_messages={"invalid": _("Hãy ghi một số, ví dụ 12.5.")},
        )

    def clean(self, value: Any) -> float | None:
        """Return the number with one decimal."""
        number = super().clean(value)
        return None if number is None else round(float(number), 1)


class _HiddenBlock(blocks.FieldBlock):
    """A mark that scripts keep for themselves; the same in every language."""

    @cached_property
    def field(self) -> forms.Field:
        return forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())


class _LabelBlock(blocks.CharBlock):
    """A few plain words beside a number."""

    def clean(self, value: str) -> str:
        """Refuse a label that is too long to stand beside a picture, and markup."""
        cleaned: str = " ".join(super().clean(value).split())
        if len(cleaned) > LABEL_LENGTH:
            raise ValidationError(
                _("Chú dẫn dài %(length)s chữ cái, nhiều nhất %(most)s. Viết ngắn lại."),
                params={"length": len(cleaned), "most": LABEL_LENGTH},
            )
        if _MARKUP.search(cleaned):
            raise ValidationError(
                _("Chú dẫn chỉ gồm chữ thường, không có mã <…>. Tên nút viết trong ngoặc kép.")
            )
        return cleaned


class CalloutShapeBlock(blocks.StructBlock):
    """Chú dẫn: one shape over the picture and what it says."""

    label = _LabelBlock(
        label=_("Lời chú dẫn"),
        required=False,
    )
    shape = blocks.ChoiceBlock(
        label=_("Kiểu"),
        choices=[
            ("marker", _("số tròn")),
            ("box", _("khung")),
            ("arrow", _("mũi tên")),
            ("highlight", _("vùng sáng")),
        ],
        default="marker",
    )
    x = _PercentBlock(label=_("Từ mép trái (%)"), default=50)
    y = _PercentBlock(label=_("Từ mép trên (%)"), default=50)
    w = _PercentBlock(label=_("Rộng (%)"), least=-100, default=0)
    h = _PercentBlock(label=_("Cao (%)"), least=-100, default=0)
    id = _HiddenBlock(label="")

    class Meta:
        icon = "tag"
        label = _("Chú dẫn")
        label_format = "{label}"
        form_classname = "struct-block loa-callout"
        form_layout = blocks.BlockGroup(
            children=["label"], settings=["shape", "x", "y", "w", "h", "id"]
        )

    def clean(self, value: Any) -> Any:
        """Refuse what cannot be drawn, at the number that is wrong."""
        cleaned = super().clean(value)
        try:
            for name, number in geometry(cleaned)._asdict().items():
                cleaned[name] = number
        except BadRegionError as error:
            raise _at(error) from error
        return cleaned


class FocusBlock(blocks.StructBlock):
    """Vùng phóng to: what a narrow screen shows large."""

    x = _PercentBlock(label=_("Từ mép trái (%)"))
    y = _PercentBlock(label=_("Từ mép trên (%)"))
    w = _PercentBlock(label=_("Rộng (%)"))
    h = _PercentBlock(label=_("Cao (%)"))

    class Meta:
        icon = "crop"
        label = _("Vùng phóng to trên điện thoại")
        form_classname = "struct-block loa-focus"

    def clean(self, value: Any) -> Any:
        """Refuse a region outside the picture; an empty one is none."""
        cleaned = super().clean(value)
        if any(cleaned.values()):
            try:
                cleaned.update(
                    rectangle({k: v or 0 for k, v in cleaned.items()}, least=1)._asdict()
                )
            except BadRegionError as error:
                raise _at(error) from error
        return cleaned


class PictureBlock(blocks.StructBlock):
    """Hình with callouts; figures and the pictures of steps are made from this."""

    picture = IllustrationBlock(label=_("Hình"))
    alt = blocks.CharBlock(
        label=_("Mô tả thay cho hình"),
        required=False,
        max_length=255,
        help_text=_("Để trống thì dùng mô tả của hình trong kho."),
    )
    callouts = blocks.ListBlock(
        CalloutShapeBlock(),
        label=_("Chú dẫn"),
        default=[],
        form_classname="loa-callouts",
        help_text=_("Ví dụ: Bấm “Đăng ký”. Có lời thì có số; số do máy đánh, mỗi hình từ 1."),
    )
    focus = FocusBlock()
    drawn_for = _HiddenBlock(label="")

    class Meta:
        icon = "image"
        label = _("Hình")
        form_classname = "struct-block loa-picture"
        form_layout = blocks.BlockGroup(
            children=["picture", "callouts", "alt"], settings=["focus", "drawn_for"]
        )

    def clean(self, value: Any) -> Any:
        """Refuse two callouts of one id, and to publish callouts drawn for another picture."""
        cleaned = super().clean(value)
        if twice := _of_one_id(cleaned["callouts"]):
            message = gettext("Hai chú dẫn có cùng mã. Xoá chú dẫn này rồi thêm lại.")
            errors = {
                place: StructBlockValidationError({"label": ValidationError(message)})
                for place in twice
            }
            raise StructBlockValidationError({"callouts": ListBlockValidationError(errors)})
        if len(cleaned["callouts"]) > MANY:
            message = gettext("Nhiều nhất %(most)s chú dẫn trên một hình.") % {"most": MANY}
            raise StructBlockValidationError({"callouts": ListBlockValidationError({}, [message])})
        if not self.is_deferred_validation and not _fits(cleaned):
            message = gettext(
                "Ảnh đã thay bằng ảnh có tỉ lệ khác. Kiểm tra lại chú dẫn, rồi bấm "
                "“Chú dẫn đã đúng chỗ” dưới ảnh."
            )
            raise StructBlockValidationError({"picture": ValidationError(message)})
        if not self.is_deferred_validation and not _is_described(cleaned):
            message = gettext(
                "Chưa có lời nào thay cho hình này. Viết ở đây, hoặc ở mô tả của hình trong kho ảnh."
            )
            raise StructBlockValidationError({"alt": ValidationError(message)})
        return cleaned


def _is_described(value: Mapping[str, Any]) -> bool:
    picture = value["picture"]
    known = picture is None or is_described(picture.title, picture.description)
    return known or bool((value["alt"] or "").strip())


def _at(error: BadRegionError) -> StructBlockValidationError:
    return StructBlockValidationError({error.field: ValidationError(error.message)})


def _of_one_id(callouts: Any) -> list[int]:
    """Return the places of callouts whose id an earlier one has."""
    ids = [one.get("id") or None for one in callouts]
    return [place for place, one in enumerate(ids) if one and one in ids[:place]]


def _fits(value: Mapping[str, Any]) -> bool:
    picture = value["picture"]
    drawn = bool(value["callouts"]) or any(value["focus"].values())
    return not drawn or picture is None or is_drawn_for(value, picture.width, picture.height)


class PictureBlockAdapter(StructBlockAdapter):
    """Lets our script draw the callouts in the form."""

    js_constructor = "loa.PictureBlock"

    def js_args(self, block: Any) -> list[Any]:
        """Tell the script where it may ask about a picture; 0 stands for its number."""
        name, children, meta = super().js_args(block)
        return [name, children, {**meta, "factsAddress": reverse("media_facts", args=[0])}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own scripts, then ours."""
        media: forms.Media = super().media + editor_media()
        return media


register(PictureBlockAdapter(), PictureBlock)

"""Thông báo: a letter for citizens and an official text, from the same facts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.body import BodyBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage
from cms.models.official import NOT_TRANSLATED, OfficialText, closing_panels, opening_panels

__all__ = ["AnnouncementPage"]


class LinesBlock(blocks.StreamBlock):
    """Những điều người dân cần biết ngay."""

    line = blocks.CharBlock(label=_("Điều cần biết"), max_length=255, icon="pick")


class AnnouncementPage(OfficialText, AgencyPage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """Thông báo."""

    means_for_you = StreamField(
        LinesBlock(required=False, max_num=5),
        verbose_name=_("với người dân, điều này nghĩa là"),
        blank=True,
        help_text=_(
            "Hai ba câu đời thường, hiện trước phần văn bản. Không in trên bản chính thức."
        ),
    )
    is_letter = models.BooleanField(
        _("trình bày là công văn"),
        default=False,
        help_text=_("Không có tên loại; trích yếu đứng dưới số, sau chữ “V/v”."),
    )
    effective_from = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    effective_until = models.DateField(
        _("đến hết ngày"),
        null=True,
        blank=True,
        help_text=_("Qua ngày này trang vẫn còn, và tự ghi là đã hết hiệu lực."),
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("means_for_you"),
        FieldPanel("is_letter"),
        *opening_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_until")])],
            heading=_("Hiệu lực"),
            help_text=_(
                "Để trống nếu văn bản không nói. Có ghi thì trang, bản in và dữ liệu đều nêu, không "
                "cần viết lại trong nội dung. Giờ trang hiện và gỡ là việc khác, ở “Lịch đăng”."
            ),
        ),
        FieldPanel("body"),
        *closing_panels,
    ]
    override_translatable_fields = [
        *AgencyPage.override_translatable_fields,
        *NOT_TRANSLATED,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("is_letter", "effective_from", "effective_until")
        ),
    ]
    parent_page_types = ["cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")

    def clean(self) -> None:
        """Refuse an effect that ends before it begins."""
        super().clean()
        first, last = self.effective_from, self.effective_until
        if first and last and last < first:
            raise ValidationError(
                {"effective_until": _("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực.")}
            )

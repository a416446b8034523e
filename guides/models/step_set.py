"""Bộ bước dùng chung: steps written once, used by the guides of many offices."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.fields import StreamField
from cms.models.state import KeepsState
from cms.session.forms import RegistryForm
from cms.text import compose_fields
from cms.unnamed import shown_name
from guides.blocks.group import ClosingBlock
from guides.blocks.parameters import DeclaredBlock
from guides.blocks.step import StepsBlock
from guides.checks import check_tokens
from guides.panels import RemarksPanel
from guides.translations import renew_translations
from sitegen.collation import sort_key
from sitegen.languages import SOURCE

__all__ = ["StepSet"]


class StepSet(
    KeepsState, DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model
):
    """Bộ bước dùng chung.

    Translatable, unlike the registries: it is prose. A guide in another language uses the
    set's translation when there is one and the source otherwise, marked with its language.
    ``version`` grows with each publication; the revisions keep what each of them said.
    """

    base_form_class = RegistryForm
    name = models.CharField(_("tên"), max_length=200)
    portal = models.ForeignKey(
        "cms.Portal",
        verbose_name=_("trên cổng"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="step_sets",
    )
    agency = models.ForeignKey(
        "cms.Agency",
        verbose_name=_("của cơ quan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Cơ quan nào sửa bộ này. Để trống thì bộ là của chung, quản trị viên tỉnh sửa."
        ),
    )
    lead = models.CharField(_("câu dẫn"), max_length=255, blank=True)
    parameters = StreamField(
        DeclaredBlock(required=False),
        verbose_name=_("tham số"),
        blank=True,
        help_text=_(
            "Điều mỗi cơ quan một khác. Có sẵn, không cần khai: {{co_quan}}, {{co_quan_day_du}}, "
            "{{tinh}}, {{cong_tinh}}, {{dia_chi_cong_tinh}}, {{cong}}, {{dia_chi_cong}}."
        ),
    )
    steps = StreamField(StepsBlock(min_num=1), verbose_name=_("các bước"))
    closing = StreamField(ClosingBlock(required=False), verbose_name=_("sau các bước"), blank=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=0, editable=False)
    valid_from = models.DateField(_("đúng từ ngày"), null=True, blank=True)
    valid_until = models.DateField(
        _("đúng đến hết ngày"),
        null=True,
        blank=True,
        help_text=_("Qua ngày này, người đọc thấy lời nhắn rằng các bước có thể đã khác."),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("được thay bằng"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        help_text=_("Mỗi hướng dẫn vẫn giữ bộ cũ cho tới khi cán bộ đồng ý chuyển."),
    )
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    panels = [
        RemarksPanel(),
        FieldRowPanel([FieldPanel("name"), FieldPanel("portal")]),
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("steps"),
        FieldPanel("closing"),
        FieldPanel("parameters"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("replaced_by"),
            ],
            heading=_("Hiệu lực"),
            classname="collapsed",
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("lead"),
        TranslatableField("steps"),
        TranslatableField("closing"),
        SynchronizedField("portal"),
        SynchronizedField("agency", overridable=False),
        SynchronizedField("parameters", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("bộ bước dùng chung")
        verbose_name_plural = _("bộ bước dùng chung")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return shown_name(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Compose every text, keep the Vietnamese order, count the publications."""
        compose_fields(self)
        self.sort_key = sort_key(self.name)[:1000]
        self._count()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse unknown tokens, dates that run backwards, a set that leads back to itself."""
        super().clean()
        compose_fields(self)
        if not self.locale_id or self.locale.language_code == SOURCE:
            check_tokens(self)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("Ngày hết đúng phải sau ngày bắt đầu đúng.")})
        if self.replaced_by_id:
            self._check_successor()

    def publish(self, *args: Any, **kwargs: Any) -> Any:
        """Publish; what translations have not said yet then stands in Vietnamese, marked."""
        done = super().publish(*args, **kwargs)
        renew_translations(self)
        return done

    def _check_successor(self) -> None:
        if not self.valid_until:
            raise ValidationError(
                {"valid_until": _("Bộ bước được thay thì phải ghi đúng đến hết ngày nào.")}
            )
        seen, following = {self.pk}, self.replaced_by
        while following is not None:
            if following.pk in seen:
                raise ValidationError(
                    {
                        "replaced_by": _(
                            "Bộ bước thay thế lại dẫn về chính bộ này. Hãy chọn bộ khác."
                        )
                    }
                )
            seen.add(following.pk)
            following = following.replaced_by

    def _count(self) -> None:
        """Take the version from the row that is there: a revision remembers an older one."""
        stored = type(self)._default_manager.filter(pk=self.pk)
        row = stored.values_list("version", "live_revision_id").first() if self.pk else None
        version, revision = row or (0, None)
        is_new = self.live_revision_id is not None and self.live_revision_id != revision
        self.version = version + 1 if is_new else version

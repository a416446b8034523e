"""What every page of ours shares. Abstract: wagtail-localize knows no custom page model."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.days import refuse_unthinkable
from cms.forms import (
    AgencyPageForm,
    DraftCopyForm,
    PageForm,
    is_under_an_office,
    reserved_slugs,
)
from cms.losses import KeptPageTester
from cms.models.state import KeepsState
from cms.previewing.panel import AnswersPanel
from cms.publishing.changes import ChangeNotePanel
from cms.publishing.left_out import LeftOutPanel
from cms.text import compose_fields
from sitegen.preview import live_address, preview_response
from sitegen.slugs import slug, unique_slug

__all__ = ["AgencyPage", "BasePage"]


class BasePage(KeepsState, Page):
    """Trang: a title, a summary, an address that is never mangled."""

    summary = models.CharField(
        _("tóm tắt"),
        max_length=300,
        blank=True,
        help_text=_("Một hai câu nói người đọc làm được gì ở trang này; hiện trong danh sách."),
    )

    menu_title = models.CharField(
        _("tên trong menu"),
        max_length=30,
        blank=True,
        help_text=_("Một hai từ, chỉ cần khi trang nằm trong menu. Ví dụ “Loại hình”."),
    )

    is_unfinished = False
    """True while the editor saves a draft: what is missing may still come."""

    new_parent: Page | None = None
    """Where a page stands that the editor's form is making: the tree does not know it yet."""

    is_asked_each_time = False
    """True where the law asks for something before each publication: no copy of it is born public."""

    leads_others = False
    """True where a site or an office begins: citizens lose much when the page goes."""

    leaflet_from = ""
    """The address at which a leaflet begins with what the page says; "" where none does."""

    base_form_class = PageForm
    copy_form_class = DraftCopyForm
    content_panels = [
        FieldPanel(
            "title",
            classname="title",
            widget=forms.TextInput(attrs={"placeholder": _("Tiêu đề*")}),
            heading=_("Tiêu đề"),
            help_text=_("Ngắn, nói việc người đọc làm, ví dụ “Nộp hồ sơ đến Sở Nội vụ qua mạng”."),
        ),
        FieldPanel("summary"),
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug")], heading=_("Địa chỉ")),
        MultiFieldPanel(
            [FieldPanel("show_in_menus"), FieldPanel("menu_title")], heading=_("Menu của trang")
        ),
    ]
    settings_panels = [PublishingPanel()]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805  # a property of the class
        """Return the form: tabs named for what officers find in them."""
        return TabbedInterface(
            [
                ObjectList(
                    [LeftOutPanel(), AnswersPanel(), *cls.content_panels, ChangeNotePanel()],
                    heading=_("Nội dung"),
                ),
                ObjectList(cls.promote_panels, heading=_("Địa chỉ và menu")),
                ObjectList(cls.settings_panels, heading=_("Lịch đăng")),
            ],
            base_form_class=cls.base_form_class,
        )

    def _set_core_field_defaults(self) -> None:
        """Compose every text and make the address, before Wagtail would make its own."""
        compose_fields(self)
        parent = self.get_parent() if self.path else getattr(self, "_cached_parent_obj", None)
        typed = str(getattr(self, "slug", "") or "")
        if not typed and parent is not None and self.title:
            taken = set(parent.get_children().exclude(pk=self.pk).values_list("slug", flat=True))
            self.slug = unique_slug(self.title, taken | reserved_slugs())
        elif typed:
            self.slug = slug(typed) or typed
        super()._set_core_field_defaults()

    def clean(self) -> None:
        """Refuse days that nobody can mean."""
        super().clean()
        refuse_unthinkable(self)

    def permissions_for_user(self, user: Any) -> KeptPageTester:
        """Return what the user may do: no page goes from who locked it, nor many at once."""
        return KeptPageTester(user, self)

    def refusals(self, *, is_draft: bool = False) -> dict[str, Any]:
        """Return by field, in words, why the page may not be published now; {} for no reason.

        For what depends on the day or on other pages: ``clean`` is asked with every save, and
        a row that was right once must still be saved. ``is_draft`` asks the same of a draft.
        """
        return {}

    def serve(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send readers to the mirror: the editor's host shows pages to nobody else."""
        return redirect(live_address(self))

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page as citizens will see it, from the same functions as the release."""
        return preview_response(self, request)


class AgencyPage(BasePage):
    """A page that some office answers for: its own choice, or the office it stands under."""

    agency = models.ForeignKey(
        "cms.Agency",
        verbose_name=_("cơ quan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Để trống nếu trang nằm dưới trang của cơ quan đó."),
    )

    base_form_class = AgencyPageForm
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("agency", overridable=False),
    ]

    class Meta:
        abstract = True

    def lacks_office(self) -> bool:
        """Tell whether no office answers for the page, by its own choice or by where it stands."""
        return self.agency_id is None and not is_under_an_office(self.get_parent())

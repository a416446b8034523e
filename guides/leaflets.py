"""A leaflet that begins with a guide: cover, what to prepare, every step, the portal, whom to call."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.blocks.leaflet_groups import named_group
from cms.hooking import register_button, register_screens
from cms.models import LeafletPage, PrintFormat
from cms.models.print_format import first_format
from cms.screens import DraftScreen
from guides.models import GuidePage
from sitegen.collect.stored import items, stream

__all__ = ["LeafletView", "leaflet_of", "size_of"]

TO_THE_LAST = 99
"""The last step that a leaflet takes, however many there are."""
LONGEST = {"statement": 90, "subtitle": 160}
"""Letters that the cover takes."""


def leaflet_of(guide: GuidePage, statement: str, form: PrintFormat) -> LeafletPage:
    """Return a leaflet, not saved, that says what the guide says; ``statement`` is on its cover."""
    return LeafletPage(
        title=_("Tờ gấp: %(guide)s") % {"guide": guide.title},
        agency=guide.agency,
        locale=guide.locale,
        format=form,
        printed_size=size_of(form),
        content=stream(_parts(guide, statement)),
    )


def size_of(form: PrintFormat) -> str:
    """Return the size as an imprint has it: "20,5 x 60 cm"."""
    sides = (
        f"{float(side) / 10:g}".replace(".", ",")
        for side in sorted((form.width_mm, form.height_mm))
    )
    return f"{' x '.join(sides)} cm"


def _parts(guide: GuidePage, statement: str) -> Iterator[tuple[str, Any]]:
    office = guide.agency or getattr(guide.get_parent().specific, "agency", None)
    yield (
        "cover",
        {
            "statement": statement,
            "subtitle": guide.summary if len(guide.summary) <= LONGEST["subtitle"] else "",
            "agencies": items([office.name] if office else []),
            "foot": _("Năm %s") % timezone.localdate().year,
        },
    )
    if needed := [block["value"] for block in guide.prepare.get_prep_value()]:
        yield "benefits", {"title": _("Cần chuẩn bị"), "items": items(needed)}
    blocks = guide.groups.get_prep_value()
    groups = [block["value"] for block in blocks]
    for number, (block, group) in enumerate(zip(blocks, groups, strict=True), 1):
        if group.get("part"):
            yield "heading", {"number": "", "text": group["part"], "level": "2"}
        yield (
            "steps",
            {
                "title": group["title"],
                "guide": guide.pk,
                "group": number,
                "first": 1,
                "last": TO_THE_LAST,
                "closing": "",
                "kept": named_group(guide.pk, number, block["id"]),
            },
        )
    for portal in dict.fromkeys(group["portal"] for group in groups if group.get("portal")):
        yield "portal_line", {"title": _("Nộp ở đâu"), "portal": portal, "features": []}
    points = [block["value"] for block in guide.contacts.get_prep_value()]
    if not points and office and office.help_contact_id:
        points = [office.help_contact_id]
    if points:
        yield "contacts", {"title": _("Cần giúp đỡ, hãy gọi"), "points": items(points)}
    yield "imprint", None


class _LeafletForm(forms.Form):
    statement = forms.CharField(
        label=gettext_lazy("Lời trên bìa"),
        max_length=LONGEST["statement"],
        help_text=gettext_lazy("Một câu mạnh, ít chữ."),
    )
    format = forms.ModelChoiceField(
        PrintFormat.objects.all(), label=gettext_lazy("Khổ in"), empty_label=None
    )


class LeafletView(DraftScreen):
    """Làm tờ gấp từ một hướng dẫn."""

    template_name = "guides/leaflet.html"
    page_title = gettext_lazy("Làm tờ gấp từ hướng dẫn")
    header_icon = "doc-full-inverse"

    def is_for(self, page: Any) -> bool:
        """Tell whether the page is a guide of its own."""
        return isinstance(page, GuidePage) and not page.alias_of_id

    def may_use(self, page: Any) -> bool:
        """Tell whether the officer may put a leaflet beside the guide."""
        return may_begin_beside(page, self.officer)

    @cached_property
    def form(self) -> _LeafletForm:
        """Return what was sent, or what is offered: a title that is too long is not cut."""
        title = self.draft.title
        begun = {
            "statement": title if len(title) <= LONGEST["statement"] else self.draft.menu_title,
            "format": first_format(),
        }
        sent = self.request.POST if self.request.method == "POST" else None
        return _LeafletForm(sent, initial=begun)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the draft beside the guide, and open it."""
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        said = self.form.cleaned_data
        leaflet = leaflet_of(self.draft, said["statement"], said["format"])
        leaflet.live, leaflet.owner = False, self.officer
        self.draft.get_parent().add_child(instance=leaflet)
        leaflet.save_revision(user=self.officer, log_action="wagtail.create")
        messages.success(
            request, _("Đã có bản nháp của tờ gấp. Xem hai mặt bên cạnh, sửa, rồi xuất bản.")
        )
        return redirect("wagtailadmin_pages:edit", leaflet.pk)

    def get_page_title(self) -> str:
        """Return the title with the guide's own."""
        return f"{self.page_title}: {self.draft.get_admin_display_title()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        return {**super().get_context_data(**kwargs), "form": self.form}


def may_begin_beside(guide: Any, user: Any) -> bool:
    """Tell whether the user may see the guide's draft and put a leaflet beside it."""
    parent = guide.get_parent().specific
    may_read = guide.permissions_for_user(user).can_edit()
    may_add = parent.permissions_for_user(user).can_add_subpage()
    return bool(may_read and may_add and LeafletPage.can_create_at(parent))


def _may_begin(page: Any, user: Any) -> bool:
    is_guide = issubclass(page.specific_class or object, GuidePage)
    return is_guide and not page.alias_of_id and may_begin_beside(page, user)


register_screens(
    "guide_leaflets", "to-gap-tu-huong-dan", path("<int:pk>/", LeafletView.as_view(), name="begin")
)
register_button(
    "guide_leaflets:begin",
    gettext_lazy("Làm tờ gấp từ hướng dẫn này"),
    "doc-full-inverse",
    58,
    _may_begin,
)

"""The screen "Lập cơ quan mới": the office, whom to call and its page, with one press.

Each of the three asks for another that is not there yet: a contact belongs to an office, an office names
the contact that helps, a page is of an office. So they are made together, or none of them is.
"""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.actions import CreateAction, EditAction
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.admin_listing import OfficeField
from cms.models import Agency, AgencyHomePage, ContactPoint, Portal
from cms.offices.membership import offices_of
from cms.screens import Screen
from media.patterns import suspects
from sitegen.collect.stored import items, stream
from sitegen.languages import SOURCE

__all__ = ["FoundingView", "may_found"]


def may_found(user: Any) -> bool:
    """Tell whether the user may make and publish an office, a contact and a page for it."""
    if not offices_of(user).everywhere or not _places(user).exists():
        return False
    policies = [policy_registry.get_by_type(model) for model in (Agency, ContactPoint)]
    return all(
        one.user_has_permission(user, verb)
        for one in policies
        for verb in ("add", "change", "publish")
    )


def _places(user: Any) -> Any:
    """Return the pages below which the user may publish the page of an office."""
    allowed = [
        page_permission_policy.instances_user_has_permission_for(user, verb)
        for verb in ("add", "publish")
    ]
    models = AgencyHomePage.allowed_parent_page_models()
    return (allowed[0] & allowed[1]).type(*models).filter(locale__language_code=SOURCE)


class _PublicForm(forms.ModelForm):  # type: ignore[type-arg]  # no generics at run time
    """A form whose words go out with the press."""

    def clean(self) -> dict[str, Any]:
        """Refuse a number by which a person is known."""
        values = super().clean() or {}
        for name, said in [*values.items()]:
            if any(found.is_identity for found in suspects(str(said or ""))):
                self.add_error(name, _("Có số giống số định danh cá nhân: bỏ đi rồi đăng."))
        return values


class _OfficeForm(_PublicForm):
    class Meta:
        model = Agency
        fields = ("name", "short_name", "level", "province", "parent", "portal")

    def clean_name(self) -> str:
        """Refuse an office that is there: its page is begun elsewhere."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        there = Agency.objects.values_list("name", flat=True)
        if any(" ".join(one.split()).casefold() == name.casefold() for one in there):
            raise forms.ValidationError(
                _(
                    "Sổ đã có cơ quan tên này. Trang của nó: bấm “Làm trang cơ quan” trên trang đầu; "
                    "đầu mối: mở cơ quan trong Sổ dữ kiện."
                )
            )
        return name


class _DeskForm(_PublicForm):
    class Meta:
        model = ContactPoint
        fields = ("name", "phone", "address", "email", "hours")
        widgets = {"hours": forms.Textarea(attrs={"rows": 2})}
        labels = {"name": _("Tên đầu mối")}


class _PlaceForm(forms.Form):
    place = OfficeField(Page.objects.none(), label=_("Trang đặt dưới"), empty_label=None)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.queryset = _places(user).order_by("path")


class FoundingView(Screen):
    """Lập cơ quan mới."""

    template_name = "cms/offices/founding.html"
    page_title = _("Lập cơ quan mới")
    header_icon = "home"

    def may_see(self) -> bool:
        """Tell whether the officer may make all three."""
        return may_found(self.officer)

    @cached_property
    def forms(self) -> list[Any]:
        """Return the forms with what was sent, or with what is known of the office above."""
        sent = self.request.POST if self.request.method == "POST" else None
        offices = Agency.objects.filter(live=True)
        above, other = offices.filter(level=Agency.Level.PROVINCE).first(), offices.first()
        begun = {
            "level": Agency.Level.DEPARTMENT,
            "province": getattr(above or other, "province", ""),
            "parent": above,
            "portal": _open(getattr(above, "portal", None)),
        }
        return [
            _OfficeForm(sent, prefix="office", initial=begun),
            _DeskForm(sent, prefix="desk", initial={"name": _("Bộ phận một cửa")}),
            _PlaceForm(self.officer, sent, prefix="page"),
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make and publish all three, and show what citizens see."""
        office, desk, place = self.forms
        with transaction.atomic():
            # One office at a time: a press that was made twice finds what the first has made.
            Page.objects.select_for_update().filter(depth=1).first()
            if all(list(map(_is_right, self.forms))):
                above = place.cleaned_data["place"]
                page = _found(office.instance, desk.instance, above, self.officer)
                return redirect("published", page.pk)
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the forms."""
        return {**super().get_context_data(**kwargs), "forms": self.forms}


def _open(portal: Portal | None) -> Portal | None:
    """Return the portal, or what has taken its place where it is closed."""
    is_closed = portal and portal.closed_on and portal.closed_on <= timezone.localdate()
    return portal.replaced_by if portal and is_closed else portal


def _is_right(form: Any) -> bool:
    """Ask every form, also after one that is wrong: each says what it has to say."""
    return bool(form.is_valid())


def _found(office: Agency, desk: ContactPoint, place: Page, user: Any) -> AgencyHomePage:
    office.document_name = office.short_name
    office.parent_document_name = office.parent.document_name if office.parent else ""
    CreateAction(office, user=user, publish=True).execute()
    desk.agency = office
    CreateAction(desk, user=user, publish=True).execute()
    office.help_contact = desk
    EditAction(office, user=user, publish=True).execute()
    points = items([desk.pk])
    shown = {"title": gettext("Cần giúp đỡ, hãy gọi"), "points": points}
    page = AgencyHomePage(
        title=office.name,
        agency=office,
        locale=place.locale,
        live=False,
        owner=user,
        body=stream([("contacts", shown)]),
    )
    place.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create").publish(user=user)
    return page

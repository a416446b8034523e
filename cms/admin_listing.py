"""Lists of pages of one kind, over all offices; a new page begins with its office."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.choose_parent import ChooseParentView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.offices.membership import offices_of
from sitegen.collect.sites import HOME_DEPTH

__all__ = ["ChooseOfficeView", "MorePagesViewSet", "OfficePagesViewSet", "begin_here", "may_begin"]


class OfficeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generics at run time
    """The pages under which a new one may stand, set in as they stand in the tree."""

    def label_from_instance(self, page: Page) -> str:
        """Return the title, with a dash for each page above it but the home page."""
        return f"{'– ' * max(0, page.depth - HOME_DEPTH - 1)}{page.title}"


class ChooseOfficeView(ChooseParentView):
    """Asks for the office by its name: the page chooser would start at the root of the tree."""

    page_title = _("Viết mới")

    def get_form(self) -> Any:
        """Return Wagtail's form with a plain list in it."""
        form = super().get_form()
        form.fields["parent_page"] = OfficeField(
            empty_label=_("– Chọn –"),
            queryset=self.get_valid_parent_pages(self.request.user).order_by("path"),
            label=_("Đặt ở trang nào?"),
            help_text=_("Chọn trang của cơ quan ban hành; trang mới nằm dưới trang đó."),
        )
        return form


def may_begin(model: Any, user: Any) -> bool:
    """Tell whether the user may put a new page of ``model`` anywhere; a new office is the province's."""
    if model.leads_others and not offices_of(user).everywhere:
        return False
    may = page_permission_policy.instances_user_has_permission_for(user, "add")
    return bool(may.type(*model.allowed_parent_page_models()).exists())


def begin_here(model: Any, page: Any, user: Any) -> str:
    """Return the form of a new page of ``model`` in the office of ``page``; "" where there may be none.

    That is below the page of a site or an office, and beside any other.
    """
    parent = page if page.leads_others else page.get_parent().specific
    if not (model.can_create_at(parent) and parent.permissions_for_user(user).can_add_subpage()):
        return ""
    meta = model._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


class OfficePagesViewSet(PageListingViewSet):
    """A list of pages of one kind."""

    choose_parent_view_class = ChooseOfficeView
    add_to_admin_menu = True


class MorePagesViewSet(OfficePagesViewSet):
    """A list of pages of a kind that is made rarely: reached from the first page, not from the menu."""

    add_to_admin_menu = False

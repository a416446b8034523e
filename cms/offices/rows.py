"""Screens of a registry ask for the right over the very row, and choosers offer what may be seen."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.actions import CreateAction
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)

from cms.offices.membership import office_of, offices_of

__all__ = ["VISIBLE", "RowsChooserViewSet", "asks_for_the_row", "is_readable"]

VISIBLE = ("view", "add", "change", "delete", "publish")
"""Whoever may do one of these with a row may read it."""


def is_readable(row: Any, user: Any) -> bool:
    """Tell whether the user may read the drafts of a page, or a row of a registry, file or picture."""
    if isinstance(row, Page):
        if offices_of(user).holds(office_of(row)):
            return True
        return bool(row.specific_deferred.permissions_for_user(user).permissions)
    policy = policy_registry.get_by_type(type(row))
    verbs = ("choose", "change") if isinstance(row, CollectionMember) else VISIBLE
    return bool(policy.user_has_any_permission_for_instance(user, verbs, row))


View = Callable[..., HttpResponseBase]


def asks_for_the_row(view: View, view_class: Any, model: type[Any]) -> View:
    """Return ``view``, refused where the user has its right over the kind, but not over this row."""
    one = getattr(view_class, "permission_required", None)
    several = getattr(view_class, "any_permission_required", None)
    needed = (one,) if isinstance(one, str) else tuple(several or ("change",))

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" in kwargs:
            row = get_object_or_404(model, pk=unquote(str(kwargs["pk"])))
            policy = policy_registry.get_by_type(model)
            if not policy.user_has_any_permission_for_instance(request.user, needed, row):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


class _Visible:
    """What is chosen from are the rows that the user may read."""

    request: HttpRequest
    model_class: Any

    def visible(self) -> Any:
        """Return those rows."""
        policy = policy_registry.get_by_type(self.model_class)
        return policy.instances_user_has_any_permission_for(self.request.user, VISIBLE)

    def get_object_list(self) -> Any:
        """Return the rows to choose from."""
        return self.visible()

    def get_object(self, pk: Any) -> Any:
        """Return the row that was chosen."""
        return self.visible().get(pk=pk)

    def get_objects(self, pks: Any) -> Any:
        """Return the rows that were chosen."""
        return self.visible().filter(pk__in=pks)


class _NewRow:
    """The form of a new row: that of its list with what matters most; ids of its own beside the page's."""

    request: HttpRequest
    model_class: Any

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Return Wagtail's, for the officer who asks."""
        given: dict[str, Any] = super().get_creation_form_kwargs()  # type: ignore[misc]  # a mixin
        row = self.model_class(live=False)
        return {**given, "for_user": self.request.user, "instance": row, "prefix": "new-row"}

    def get_filter_form(self) -> Any:
        """Return Wagtail's; that of the language has no words of its own."""
        form: Any = super().get_filter_form()  # type: ignore[misc]  # a mixin
        if "locale" in form.fields:
            form.fields["locale"].label = _("Ngôn ngữ")
        return form


class _CreateView(_NewRow, SnippetCreateView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Know nothing of a short form where the registry has none."""
        if self.get_creation_form_class() is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def save_form(self, form: Any) -> Any:
        """Make a draft, as the list does: who may publish it is asked there."""
        row = form.save(commit=False)
        return CreateAction(row, user=self.request.user, clean=True).execute()


class _ChooseView(_NewRow, _Visible, ChooseView):
    pass


class _ChooseResultsView(_NewRow, _Visible, ChooseResultsView):
    pass


class _ChosenView(_Visible, SnippetChosenView):
    pass


class _ChosenMultipleView(_Visible, SnippetChosenMultipleView):
    pass


class RowsChooserViewSet(SnippetChooserViewSet):
    """The chooser of a registry."""

    create_action_label = _("Tạo bản nháp")
    creation_tab_label = _("Tạo mới")
    choose_view_class = _ChooseView
    choose_results_view_class = _ChooseResultsView
    chosen_view_class = _ChosenView
    chosen_multiple_view_class = _ChosenMultipleView
    create_view_class = _CreateView

    @cached_property
    def _creation_form_class(self) -> Any:
        """Return the form of a new row, None where the registry asks for too much."""
        fields = getattr(self.model, "quick_fields", ())
        if not fields:
            return None
        found = [self.model._meta.get_field(name) for name in fields]
        lists: dict[str, Any] = {  # no window in a window
            one.name: forms.Select for one in found if one.is_relation
        }
        return modelform_factory(
            self.model, form=self.model.base_form_class, fields=fields, widgets=lists
        )

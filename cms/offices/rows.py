"""Screens of a registry ask for the right over the very row, and choosers offer what may be seen."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from wagtail.models import CollectionMember, Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
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


class _ChooseView(_Visible, ChooseView):
    pass


class _ChooseResultsView(_Visible, ChooseResultsView):
    pass


class _ChosenView(_Visible, SnippetChosenView):
    pass


class _ChosenMultipleView(_Visible, SnippetChosenMultipleView):
    pass


class RowsChooserViewSet(SnippetChooserViewSet):
    """The chooser of a registry."""

    choose_view_class = _ChooseView
    choose_results_view_class = _ChooseResultsView
    chosen_view_class = _ChosenView
    chosen_multiple_view_class = _ChosenMultipleView

"""Registries in the editor, with the panel that says what a change will do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import TabbedInterface
from wagtail.snippets.views.snippets import CopyView, IndexView, SnippetViewSet

from cms.gates.own_rows import RowDeleteView
from cms.gates.whole_rows import ShowsWholeRows
from cms.offices.rows import VISIBLE, RowsChooserViewSet, asks_for_the_row
from cms.succession.panel import ImpactPanel
from cms.succession.status_column import StatusColumn

__all__ = ["FactViewSet"]


class RowCopyView(CopyView):
    """The form of a copy, which is sent to the form of a new row; sent here it was the row itself."""

    http_method_names = ("get", "head", "options")


class RowsView(ShowsWholeRows, IndexView):
    """The list of a registry: what the user may read, with a way to what he may change."""

    def get_base_queryset(self) -> Any:
        """Return the rows that the user may read."""
        visible = self.permission_policy.instances_user_has_any_permission_for
        return super().get_base_queryset() & visible(self.request.user, VISIBLE)

    def get_edit_url(self, instance: Any) -> str | None:
        """Return the address of the form, None where the user may not change the row."""
        may_change = self.user_has_permission_for_instance("change", instance)
        return super().get_edit_url(instance) if may_change else None

    def get_copy_url(self, instance: Any) -> str | None:
        """Return the address of a copy, None where the user may not make one of this row."""
        may_copy = self.user_has_permission_for_instance("add", instance)
        return super().get_copy_url(instance) if may_copy else None


class FactViewSet(SnippetViewSet):
    """A registry whose rows stand on pages."""

    index_view_class = RowsView
    copy_view_class = RowCopyView
    delete_view_class = RowDeleteView
    chooser_viewset_class = RowsChooserViewSet

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        """Return the view, which asks for the right over the row that its address names."""
        return asks_for_the_row(
            super().construct_view(view_class, **kwargs), view_class, self.model
        )

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return Wagtail's way here; it translates its first step once, at the first request."""
        first, *others = super().breadcrumbs_items
        return [{**first, "label": _("Home")}, *others]

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return Wagtail's, with the column that says how each row stands, after its name."""
        given: dict[str, Any] = super().get_index_view_kwargs(**kwargs)
        name, *others = given.get("list_display") or self.list_display
        return {**given, "list_display": [name, StatusColumn(), *others]}

    def get_edit_handler(self) -> Any:
        """Return the form with the panel above its fields."""
        handler = super().get_edit_handler()
        first = handler.children[0] if isinstance(handler, TabbedInterface) else handler
        first.children.insert(0, ImpactPanel().bind_to_model(self.model))
        return handler

"""Registries in the editor, with the panel that says what a change will do."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import TabbedInterface
from wagtail.snippets.views.snippets import CopyView, IndexView, SnippetViewSet

from cms.gates.own_rows import RowDeleteView
from cms.gates.whole_rows import ShowsWholeRows
from cms.succession.panel import ImpactPanel
from cms.succession.status_column import StatusColumn

__all__ = ["FactViewSet"]


class RowCopyView(CopyView):
    """The form of a copy, which is sent to the form of a new row; sent here it was the row itself."""

    http_method_names = ("get", "head", "options")


class RowsView(ShowsWholeRows, IndexView):
    """The list of a registry."""


class FactViewSet(SnippetViewSet):
    """A registry whose rows stand on pages."""

    index_view_class = RowsView
    copy_view_class = RowCopyView
    delete_view_class = RowDeleteView

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

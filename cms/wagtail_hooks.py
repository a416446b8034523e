"""What the editor shows of ours: the first page, the registries, the lists, our colours."""

from importlib import import_module
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms import (
    everyday,  # noqa: F401  # registers itself
    loss_hooks,  # noqa: F401  # registers itself
    waiting_work,  # noqa: F401  # registers itself
)
from cms.admin_home import EverydayPanel, WaitingPanel
from cms.admin_listing import OfficePagesViewSet
from cms.audit import report  # noqa: F401  # registers itself
from cms.blocks import adding  # noqa: F401  # registers itself
from cms.gates.staying import StaysWhileUsed
from cms.gates.whole_rows import ShowsWholeRows
from cms.hooking import register_rights, register_style
from cms.importing import figure_views  # noqa: F401  # registers itself
from cms.importing.hooks import TakesRowsViewSet
from cms.models import (
    Agency,
    AnnouncementPage,
    ContactPoint,
    LeafletPage,
    LegalDocument,
    PaymentFact,
    Portal,
    PrintFormat,
    Procedure,
    ProcedureField,
    ServiceKind,
    ServiceKindRegime,
    Term,
)
from cms.rating import report as rating_report  # noqa: F401  # registers itself
from cms.releases.home_panel import ReleasePanel
from cms.session import unlocking  # noqa: F401  # registers itself
from cms.succession.facts_viewset import FactViewSet
from cms.translating import table  # noqa: F401  # registers itself

__all__ = ["AnnouncementViewSet", "RegistryGroup"]

for _file in sorted(Path(__file__).parent.glob("*/hooks.py")):
    import_module(f"cms.{_file.parent.name}.hooks")  # each registers itself

register_rights("roll_back_release", "take_down_many")
register_style("cms/admin.css")


def _registry(
    model: type, icon: str, *columns: str, base: type[SnippetViewSet] = FactViewSet
) -> type[SnippetViewSet]:
    return type(
        f"{model.__name__}ViewSet",
        (base,),
        {
            "model": model,
            "icon": icon,
            "list_display": list(columns),
            "list_per_page": 50,
        },
    )


class RegistryGroup(SnippetViewSetGroup):
    """Sổ dữ kiện: facts that pages use by reference."""

    menu_label = _("Sổ dữ kiện")
    menu_icon = "clipboard-list"
    menu_order = 150
    items = (
        _registry(Agency, "group", "name", "level", "portal"),
        _registry(Portal, "site", "name", "address", "closed_on"),
        _registry(ContactPoint, "mobile-alt", "name", "agency", "phone", base=TakesRowsViewSet),
        _registry(PaymentFact, "placeholder", "name", "agency", "confirmed_by"),
        _registry(LegalDocument, "doc-full", "__str__", "issued_on", "issuer", "valid_until"),
        _registry(
            Procedure, "list-ul", "name", "field", "agency", "service_kind", base=TakesRowsViewSet
        ),
        _registry(ProcedureField, "folder-open-inverse", "name", "numeral"),
        _registry(ServiceKindRegime, "date", "name", "valid_from", "valid_until"),
        _registry(ServiceKind, "order-up", "name", "regime", "order"),
        _registry(Term, "openquote", "name", "says", "language"),
    )


register_snippet(RegistryGroup)


class FormatDeleteView(StaysWhileUsed, DeleteView):
    """Wagtail's question before a format goes."""


class FormatsView(ShowsWholeRows, IndexView):
    """The list of formats."""


class PrintFormatViewSet(ModelViewSet):
    """Khổ in: an administrator adds one without code."""

    index_view_class = FormatsView
    model = PrintFormat
    name = "print_formats"
    url_prefix = "kho-in"
    icon = "doc-full"
    menu_label = _("Khổ in")
    add_to_settings_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["name", "width_mm", "height_mm", "fold", "panel_widths"]
    panels = PrintFormat.panels
    delete_view_class = FormatDeleteView


class AnnouncementViewSet(OfficePagesViewSet):
    """Thông báo of every office, in one list."""

    name = "announcements"
    model = AnnouncementPage
    icon = "mail"
    menu_label = _("Thông báo")
    menu_order = 110


class LeafletViewSet(OfficePagesViewSet):
    """Tờ gấp of every office, in one list."""

    name = "leaflets"
    model = LeafletPage
    icon = "doc-full-inverse"
    menu_label = _("Tờ gấp, áp phích")
    menu_order = 130


for _viewset in (LeafletViewSet, PrintFormatViewSet, AnnouncementViewSet):
    hooks.register("register_admin_viewset", _viewset)


@hooks.register("construct_main_menu")
def hide_unused(_request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out of the menu what officers have no use for."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("construct_homepage_panels")
def first_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Put what officers come for above Wagtail's own panels."""
    panels += [WaitingPanel(), EverydayPanel(), ReleasePanel()]

"""What the editor shows of ours: the first page, the registries, the lists, our colours."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
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
from cms.approval import hooks as approval_hooks  # noqa: F401  # registers itself
from cms.audit import report  # noqa: F401  # registers itself
from cms.blocks import adding  # noqa: F401  # registers itself
from cms.cataloguing import hooks as cataloguing_hooks  # noqa: F401  # registers itself
from cms.chips import hooks as chip_hooks  # noqa: F401  # registers itself
from cms.doors import hooks as door_hooks  # noqa: F401  # registers itself
from cms.editions import hooks as edition_hooks  # noqa: F401  # registers itself
from cms.gates.staying import StaysWhileUsed
from cms.gates.whole_rows import ShowsWholeRows
from cms.importing import figure_views, plain_views  # noqa: F401  # register themselves
from cms.importing.hooks import TakesRowsViewSet
from cms.manual.views import ManualViewSet
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
from cms.obligations import hooks as obligation_hooks  # noqa: F401  # registers itself
from cms.offices import hooks as office_hooks  # noqa: F401  # registers itself
from cms.papers import hooks as papers_hooks  # noqa: F401  # registers itself
from cms.payments import hooks as payment_hooks  # noqa: F401  # registers itself
from cms.press import hooks as press_hooks  # noqa: F401  # registers itself
from cms.previewing import hooks as previewing_hooks  # noqa: F401  # registers itself
from cms.proofreading import hooks as proofreading_hooks  # noqa: F401  # registers itself
from cms.publishing import hooks as publishing_hooks  # noqa: F401  # registers itself
from cms.releases.home_panel import ReleasePanel
from cms.releases.viewset import ReleasesViewSet
from cms.saving import hooks as saving_hooks  # noqa: F401  # registers itself
from cms.session import hooks as session_hooks  # noqa: F401  # registers itself
from cms.session import unlocking  # noqa: F401  # registers itself
from cms.succession import hooks as succession_hooks  # noqa: F401  # registers itself
from cms.succession.facts_viewset import FactViewSet
from cms.translating import hooks as translating_hooks  # noqa: F401  # registers itself

__all__ = ["AnnouncementViewSet", "RegistryGroup"]


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


@hooks.register("register_admin_viewset")
def manual() -> ManualViewSet:
    """Offer the manual."""
    return ManualViewSet()


@hooks.register("register_admin_viewset")
def leaflets() -> LeafletViewSet:
    """Offer the list of leaflets."""
    return LeafletViewSet()


@hooks.register("register_admin_viewset")
def print_formats() -> PrintFormatViewSet:
    """Offer the formats of print, to whoever may change them."""
    return PrintFormatViewSet("print_formats", url_prefix="kho-in")


@hooks.register("register_admin_viewset")
def announcements() -> AnnouncementViewSet:
    """Offer the list of announcements."""
    return AnnouncementViewSet()


@hooks.register("register_admin_viewset")
def releases() -> ReleasesViewSet:
    """Offer the releases: what changed, the comparison, the way back."""
    return ReleasesViewSet()


@hooks.register("register_permissions")
def permissions() -> Any:
    """Offer in the form of a group what is granted for releases, and for big losses."""
    ours = ("roll_back_release", "take_down_many")
    return Permission.objects.filter(content_type__app_label="cms", codename__in=ours)


@hooks.register("construct_main_menu")
def hide_unused(_request: HttpRequest, menu_items: list[Any]) -> None:
    """Take out of the menu what officers have no use for."""
    menu_items[:] = [item for item in menu_items if item.name != "help"]


@hooks.register("construct_homepage_panels")
def first_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Put what officers come for above Wagtail's own panels."""
    panels += [WaitingPanel(), EverydayPanel(), ReleasePanel()]


@hooks.register("insert_global_admin_css")
def colours() -> str:
    """Put Loa's colours over Wagtail's."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/admin.css"))

"""What the editor shows of ours: the registries, in the order in which an officer thinks."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.models import (
    Agency,
    ContactPoint,
    LegalDocument,
    PaymentFact,
    Portal,
    Procedure,
    ProcedureField,
    ServiceKind,
    ServiceKindRegime,
)

__all__ = ["RegistryGroup"]


def _registry(model: type, icon: str, *columns: str) -> type[SnippetViewSet]:
    return type(
        f"{model.__name__}ViewSet",
        (SnippetViewSet,),
        {
            "model": model,
            "icon": icon,
            "list_display": list(columns),
            "list_per_page": 50,
            "inspect_view_enabled": True,
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
        _registry(ContactPoint, "mobile-alt", "name", "agency", "phone"),
        _registry(PaymentFact, "placeholder", "name", "agency", "confirmed_by"),
        _registry(LegalDocument, "doc-full", "__str__", "issued_on", "issuer", "valid_until"),
        _registry(Procedure, "list-ul", "name", "field", "agency", "service_kind"),
        _registry(ProcedureField, "folder-open-inverse", "name", "numeral"),
        _registry(ServiceKindRegime, "date", "name", "valid_from", "valid_until"),
        _registry(ServiceKind, "order-up", "name", "regime", "order"),
    )


register_snippet(RegistryGroup)


@hooks.register("construct_main_menu")
def hide_unused(_request: object, menu_items: list[object]) -> None:
    """Take out of the menu what officers have no use for."""
    menu_items[:] = [item for item in menu_items if getattr(item, "name", "") != "help"]

"""Where administrators find the languages, and what is written down when one is switched."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.hooking import register_history, register_screens, shown_to
from cms.languages.switching import SWITCHED_OFF, SWITCHED_ON
from cms.languages.views import LanguagesView, LanguageView, may_switch

register_screens(
    "mirror_languages",
    "ngon-ngu",
    path("", LanguagesView.as_view(), name="index"),
    path("them/", LanguageView.as_view(), name="add"),
    path("<slug:code>/", LanguageView.as_view(), name="edit"),
    icon="globe",
    menu_label=_("Ngôn ngữ trên cổng"),
    menu_item_class=shown_to(may_switch),
    menu_order=602,
    add_to_settings_menu=True,
)


@hooks.register("construct_settings_menu")
def without_locales(_request: HttpRequest, items: list[Any]) -> None:
    """Leave out Wagtail's list, which knows codes alone; ours leads to it."""
    items[:] = [one for one in items if one.name != "locales"]


register_history(
    {
        SWITCHED_ON: (_("Bật ngôn ngữ"), _("Bật ngôn ngữ trên cổng")),
        SWITCHED_OFF: (_("Tắt ngôn ngữ"), _("Tắt ngôn ngữ trên cổng")),
    }
)

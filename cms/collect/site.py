"""The names of the mirror and the pages of its menu."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.models import HomePage
from sitegen.collect.collecting import Collecting
from sitegen.collect.guard import readable
from sitegen.collect.registry import page_collectors
from sitegen.documents.site import MenuItem

__all__ = ["SiteNames", "load_site_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteNames:
    """What one language of the mirror is called, and the pages that its menu names."""

    name: str
    tagline: str
    menu: tuple[MenuItem, ...]


def load_site_names(collecting: Collecting) -> Callable[[str], SiteNames]:
    """Return, by language, the names that the home page gives."""
    names_of = {
        pk: said
        for pk, *said in readable(HomePage.objects.values_list("pk", "site_title", "tagline"))
    }
    homes = {place.language: names_of[pk] for pk, place in collecting.pages.among(names_of).items()}
    chosen = _chosen(collecting)

    def names(language: str) -> SiteNames:
        name, tagline = homes.get(language, ("", ""))
        return SiteNames(
            name=str(name or ""),
            tagline=str(tagline or ""),
            menu=tuple(item for said, item in chosen if said == language),
        )

    return names


def _chosen(collecting: Collecting) -> list[tuple[str, MenuItem]]:
    """Return (language, item) of every page that officers put into the menu, in tree order."""
    pks: dict[int, list[int]] = defaultdict(list)
    in_menu = Page.objects.filter(show_in_menus=True).order_by("path")
    for pk, place in collecting.pages.among(in_menu.values_list("pk", flat=True)).items():
        pks[place.kind].append(pk)
    kinds = ContentType.objects.get_for_models(*page_collectors())
    found = [
        row
        for model, kind in kinds.items()
        if kind.pk in pks
        for row in readable(
            model._default_manager.filter(pk__in=pks[kind.pk]).values_list(
                "path", "pk", "title", "menu_title"
            )
        )
    ]
    return [
        (place.language, MenuItem(title=str(menu_title or title or ""), path=place.path))
        for _, pk, title, menu_title in sorted(found, key=lambda row: row[0])
        for place in (collecting.pages[pk],)
    ]

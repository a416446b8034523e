"""The names of the mirror and the pages of its menu."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page

from cms.models import HomePage
from sitegen.collect.collecting import Collecting
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
    homes = {
        collecting.pages[home.pk].language: home
        for home in HomePage.objects.filter(live=True)
        if home.pk in collecting.pages
    }
    chosen = _chosen(collecting)

    def names(language: str) -> SiteNames:
        home = homes[language]
        return SiteNames(
            name=home.site_title,
            tagline=home.tagline,
            menu=tuple(item for said, item in chosen if said == language),
        )

    return names


def _chosen(collecting: Collecting) -> list[tuple[str, MenuItem]]:
    """Return (language, item) of every page that officers put into the menu, in tree order."""
    chosen = Page.objects.filter(live=True, show_in_menus=True).values_list("pk", flat=True)
    pks = [pk for pk in chosen if pk in collecting.pages]
    known = tuple(page_collectors())
    specific = Page.objects.filter(pk__in=pks).specific()
    found = [page for page in specific if isinstance(page, known)]
    found.sort(key=lambda page: page.path)
    return [
        (place.language, MenuItem(title=page.menu_title or page.title, path=place.path))
        for page in found
        for place in (collecting.pages[page.pk],)
    ]

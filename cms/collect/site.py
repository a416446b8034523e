"""The menu of the mirror, and whose mirror it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.collect.facts import agency_name, contact_card, facts_of
from cms.models import HomePage
from sitegen.collation import sort_key
from sitegen.collect.collecting import Collecting, PageCollecting
from sitegen.collect.guard import readable
from sitegen.collect.registry import page_collectors
from sitegen.documents.base import Summary
from sitegen.documents.colours import accent_of, is_readable
from sitegen.documents.site import Identity, Keeper, MenuItem

__all__ = ["identity_of", "keeper_of", "load_menus", "load_site_names", "sites_near"]


def load_menus(collecting: Collecting) -> Callable[[str], tuple[MenuItem, ...]]:
    """Return, by language, the pages that officers put into the menu."""
    return partial(_in_language, _chosen(collecting))


def load_site_names(collecting: Collecting) -> dict[int, str]:
    """Return how each home page calls its site: one query, which in tree order would walk all pages."""
    named = HomePage.objects.filter(live=True).order_by("pk")
    return dict(readable(named.values_list("pk", "site_title"), collecting.findings.append))


def sites_near(asking: PageCollecting) -> tuple[Summary, ...]:
    """Return the other sites of the installation to which a home page leads, in the order of names."""
    names, near = asking.all.facts["site_names"], asking.all.elsewhere.near(asking.language)
    found = (
        Summary(
            key=far.address,
            kind="home",
            path=far.address,
            title=names.get(pk) or far.title,
            summary="",
            language=far.language,
        )
        for pk, far in near.items()
    )
    return tuple(sorted(found, key=lambda one: sort_key(one.title)))


def identity_of(page: HomePage, asking: PageCollecting) -> Identity | None:
    """Return the colour and the emblem of a home page, None where it has neither."""
    accent = accent_of(page.accent)
    if accent and not is_readable(accent):  # came past the form; nobody could read a link
        asking.finds(
            "accent-unreadable",
            f"Màu {page.accent} quá nhạt để đọc được chữ, nên trang đang dùng màu đỏ sẵn có.",
            hint="Mở trang chủ, mục “Bộ nhận diện”, chọn màu đậm hơn.",
        )
        accent = ""
    emblem = asking.picture(page.emblem_id) if page.emblem_id else None
    return Identity(accent=accent, emblem=emblem) if accent or emblem else None


def keeper_of(page: HomePage, asking: PageCollecting) -> Keeper | None:
    """Return what the foot of every page says of the office that keeps the site."""
    card = contact_card(asking, page.keeper_contact_id) if page.keeper_contact_id else None
    if card is None:
        return None
    point = facts_of(asking).contacts[page.keeper_contact_id]
    agency = agency_name(asking, facts_of(asking).agencies.get(point.agency_id))
    return Keeper(
        agency=agency.name if agency else "",
        card=card,
        responsible=page.responsible,
        fact_key=agency.fact_key if agency else "",
    )


def _in_language(chosen: Iterable[tuple[str, MenuItem]], language: str) -> tuple[MenuItem, ...]:
    return tuple(item for said, item in chosen if said == language)


def _chosen(collecting: Collecting) -> list[tuple[str, MenuItem]]:
    """Return (language, item) of every page that officers put into the menu, in tree order."""
    pks: dict[int, list[int]] = defaultdict(list)
    in_menu = Page.objects.filter(show_in_menus=True).order_by()
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

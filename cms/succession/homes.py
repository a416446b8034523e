"""The page of an office that is merged: what stands under it moves, its address leads on."""

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Page

from cms.models import AgencyHomePage
from sitegen.models import FormerAddress

__all__ = ["clashes", "has_home", "move_home", "put_home_back"]


def has_home(agency: Any) -> bool:
    """Tell whether an office has a page that readers can see."""
    return bool(AgencyHomePage.objects.filter(agency=agency, live=True).exists())


def clashes(agency: Any, successor: Any) -> tuple[str, ...]:
    """Return the titles of pages whose address is already taken under the successor's page."""
    return tuple(
        child.title
        for old, new in _pairs(agency, successor)
        for child in old.get_children().filter(slug__in=new.get_children().values("slug"))
    )


def move_home(agency: Any, successor: Any, user: Any) -> dict[str, Any]:
    """Move the pages of one office under another's, in every language; return what was done."""
    moved: list[list[int]] = []
    hidden: list[int] = []
    led: list[list[Any]] = []
    for old, new in _pairs(agency, successor):
        for child in old.get_children():
            moved.append([child.pk, old.pk])
            child.specific.move(Page.objects.get(pk=new.pk), pos="last-child", user=user)
        old = AgencyHomePage.objects.get(pk=old.pk)  # noqa: PLW2901  # moving changed the tree
        old.unpublish(user=user)
        hidden.append(old.pk)
        for address in FormerAddress.objects.filter(page_id=old.pk):
            led.append([address.pk, address.successor_id])
            address.successor_id = new.pk
            address.save(update_fields=["successor"])
    return {"moved": moved, "hidden": hidden, "led": led}


def put_home_back(before: Mapping[str, Any], user: Any) -> None:
    """Undo what ``move_home`` did, as far as the pages are still there."""
    for pk in before.get("hidden", ()):
        home = AgencyHomePage.objects.filter(pk=pk, live=False).first()
        if home is not None:
            home.save_revision(user=user).publish(user=user)
    for pk, parent in before.get("moved", ()):
        child, above = (Page.objects.filter(pk=one).first() for one in (pk, parent))
        if child is not None and above is not None:
            child.specific.move(above, pos="last-child", user=user)
    for pk, successor in before.get("led", ()):
        for address in FormerAddress.objects.filter(pk=pk):
            address.successor_id = successor
            address.save(update_fields=["successor"])


def _pairs(agency: Any, successor: Any) -> Iterator[tuple[AgencyHomePage, AgencyHomePage]]:
    """Yield the old and the new page in each language that has both."""
    homes = AgencyHomePage.objects.filter(live=True).order_by("path")
    new = {home.locale_id: home for home in homes.filter(agency=successor)}
    for old in homes.filter(agency=agency):
        if old.locale_id in new and new[old.locale_id].pk != old.pk:
            yield old, new[old.locale_id]

"""Former addresses: where pages were, so that no address that once answered falls silent.

Save those of private pages: of them nothing is said, also when the page is deleted, restriction
and all. So a row keeps whether its page was restricted when anybody last knew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from sitegen.collect.guard import readable
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import restricted_pages, visible_pages
from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.kinds import Document
from sitegen.errors import SitegenError
from sitegen.languages import is_language
from sitegen.limits import is_safe
from sitegen.models import FormerAddress

__all__ = [
    "Address",
    "connect_silence",
    "former_addresses",
    "keep_addresses",
    "keep_silence",
    "places_once_released",
]

_AT = "//"
"""Between the host of a site that is not the default one and the path on its mirror."""
PART = 500
"""So many rows at once are asked of a database."""


@dataclass(frozen=True, slots=True)
class Address:
    """One row: ``is_silent`` when nothing may be said of its page, not even that it went.

    ``was_silent`` is what the row says of that, from an earlier look.
    """

    path: str
    page: int
    language: str
    successor: int | None
    is_silent: bool
    was_silent: bool


def former_addresses() -> tuple[Address, ...]:
    """Return every address at which a page was released.

    Of a page that is kept back by a restriction nothing is said, nor of one that was when it
    was deleted: only what was unpublished, has expired or was deleted may be called gone.
    """
    ours, prefix = FormerAddress.objects.order_by("path"), _prefix()
    ours = ours.filter(path__startswith=prefix) if prefix else ours.exclude(path__contains=_AT)
    rows = ours.values_list("path", "page_id", "language", "successor_id", "is_silent")
    silent = restricted_pages() | _deleted_in_silence()
    return tuple(
        Address(path, page, language, successor, page in silent, was_silent)
        for stored, page, language, successor, was_silent in readable(rows)
        for path in (stored.removeprefix(prefix),)
        if is_language(language) and is_safe(f"{path}index.html")
    )


def _prefix() -> str:
    """Return what the stored addresses of this site begin with: those of the default site are bare."""
    return f"{settings.LOA_SITE}{_AT}" if settings.LOA_SITE else ""


def keep_silence(addresses: Iterable[Address]) -> bool:
    """Keep which addresses are silent by now; tell whether a row had to be changed."""
    changed = {one.page: one.is_silent for one in addresses if one.is_silent != one.was_silent}
    for is_silent in set(changed.values()):
        pages = [page for page, is_now in changed.items() if is_now == is_silent]
        for start in range(0, len(pages), PART):
            rows = FormerAddress.objects.filter(page_id__in=pages[start : start + PART])
            rows.update(is_silent=is_silent)
    return bool(changed)


def connect_silence() -> None:
    """Let a page that is restricted when it is deleted leave nothing behind that speaks of it."""
    pre_delete.connect(_fall_silent, sender=Page, dispatch_uid="sitegen.silence")
    post_delete.connect(_keep_hidden, sender=Page, dispatch_uid="sitegen.hidden")


def _fall_silent(instance: Page, **_kwargs: Any) -> None:
    """Django tells of every page that goes, children as well, before the first row is deleted."""
    is_private = instance.pk in restricted_pages(instance)
    if is_private:
        FormerAddress.objects.filter(page_id=instance.pk).update(is_silent=True)
    instance._stays_private, instance._stays_down = _hidden_behind(instance, is_private=is_private)


def _hidden_behind(page: Page, *, is_private: bool) -> tuple[list[int], list[int]]:
    """Return the pages that are private, and those that are not shown, because ``page`` is."""
    aliases = list(page.aliases.values_list("pk", flat=True))
    if is_private:
        same = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
        return [*aliases, *same.values_list("pk", flat=True)], []
    if not aliases:
        return [], []
    try:
        site = site_of(page)
    except SitegenError:  # none is released, so nobody sees it
        return [], []
    is_shown = page.pk in visible_pages(site, timezone.now(), behind=[page.pk])
    return [], [] if is_shown else aliases


def _keep_hidden(instance: Page, **_kwargs: Any) -> None:
    """Hide on what a deleted page hid: its aliases become pages of their own, with its words.

    By now everything is deleted that goes with it; an officer may show again what is left.
    """
    left = Page.objects.filter(pk__in=instance._stays_private, view_restrictions=None)
    for pk in left.values_list("pk", flat=True):
        PageViewRestriction.objects.create(page_id=pk, restriction_type=PageViewRestriction.LOGIN)
    Page.objects.filter(pk__in=instance._stays_down).update(
        live=False, has_unpublished_changes=True
    )


def _deleted_in_silence() -> set[int]:
    """Return the deleted pages of which nothing may be said."""
    rows = FormerAddress.objects.filter(is_silent=True)
    is_there = Exists(Page.objects.filter(pk=OuterRef("page_id")))
    return set(rows.exclude(is_there).values_list("page_id", flat=True))


def places_once_released(
    addresses: Iterable[Address], documents: Iterable[Document]
) -> tuple[tuple[Moved, ...], tuple[Gone, ...]]:
    """Return what to say at addresses where no document of the collection is."""
    by_path = {document.head.path: document for document in documents}
    taken = {path.casefold() for path in by_path}  # a stick knows no capital letters
    lost = [address for address in addresses if address.path.casefold() not in taken]
    if not lost:
        return (), ()
    by_key = {document.head.key: document for document in by_path.values()}
    moved, gone = [], []
    for address in lost:
        target = by_key.get(f"page-{address.page}")
        if target is not None:
            moved.append(
                Moved(
                    path=address.path,
                    target=target.head.path,
                    title=target.head.title,
                    language=target.head.language,
                )
            )
        elif not address.is_silent:
            gone.append(_gone(address, by_path, by_key))
    return tuple(moved), tuple(gone)


def keep_addresses(documents: Iterable[Document], known: Mapping[str, int]) -> dict[str, int]:
    """Keep the addresses of documents that are not known yet; return the new ones by path."""
    new = {}
    for document in documents:
        head = document.head
        if head.key == f"page-{known.get(head.path)}":
            continue
        kind, _, number = head.key.partition("-")
        if kind == "page" and number.isdecimal():
            new[head.path] = (int(number), head.language)
    if new:
        _insert(new)
    return {path: page for path, (page, _) in new.items()}


def _insert(new: Mapping[str, tuple[int, str]]) -> None:
    """Write addresses; one that was another page's has nothing to hide any more.

    Ten thousand objects made for it would cost more than the rows themselves.
    """
    columns = ("path", "page_id", "language", "is_silent", "first_released")
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns))
    renewed = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in columns[1:4])
    released = FormerAddress._meta.get_field("first_released")
    now = released.get_db_prep_save(timezone.now(), connection)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quoted(FormerAddress._meta.db_table)} ({names})"  # noqa: S608  # names of ours
            f" VALUES (%s, %s, %s, %s, %s) ON CONFLICT (path) DO UPDATE SET {renewed}",
            [
                (f"{_prefix()}{path}", page, language, False, now)
                for path, (page, language) in new.items()
            ],
        )


def _gone(
    address: Address, by_path: Mapping[str, Document], by_key: Mapping[str, Document]
) -> Gone:
    successor = by_key.get(f"page-{address.successor}")
    above = _above(address.path, by_path)
    return Gone(
        path=address.path,
        language=address.language,
        successor=successor.head.path if successor else "",
        successor_title=successor.head.title if successor else "",
        above=above.head.path if above else "",
        above_title=above.head.title if above else "",
    )


def _above(path: str, by_path: Mapping[str, Document]) -> Document | None:
    folder = path
    while folder:
        folder = folder.rstrip("/").rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
        if folder in by_path:
            return by_path[folder]
    return None

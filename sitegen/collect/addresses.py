"""Former addresses: where pages were, so that no address that once answered falls silent.

Save those of private pages: of them nothing is said, also when the page is deleted, restriction
and all. So a row keeps whether its page was restricted when anybody last knew.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from sitegen.collect.elsewhere import Far
from sitegen.collect.guard import readable
from sitegen.collect.shelf import Place
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import restricted_pages, visible_pages
from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.base import Head
from sitegen.documents.kinds import Document
from sitegen.errors import SitegenError
from sitegen.languages import SOURCE, is_language
from sitegen.limits import few_at_once, is_safe
from sitegen.models import FormerAddress

__all__ = [
    "Address",
    "connect_silence",
    "former_addresses",
    "host_of",
    "is_silenced",
    "keep_addresses",
    "keep_silence",
    "moved_far",
    "places_once_released",
]

_AT = "//"
"""Between the host of a site that is not the default one and the path on its mirror."""


@dataclass(frozen=True, slots=True)
class Address:
    """One row: ``is_silent`` when nothing may be said of its page, not even that it went.

    ``was_silent`` is what the row says of that, from an earlier look; ``original`` is the page in the
    source language, of a page in another one.
    """

    path: str
    page: int
    language: str
    successor: int | None
    is_silent: bool
    was_silent: bool
    original: int | None = None


def former_addresses() -> tuple[Address, ...]:
    """Return every address at which a page was released.

    Of a page that is kept back by a restriction nothing is said, nor of one that was when it
    was deleted: only what was unpublished, has expired or was deleted may be called gone.
    """
    ours, prefix = FormerAddress.objects.order_by("path"), _prefix()
    ours = ours.filter(path__startswith=prefix) if prefix else ours.exclude(path__contains=_AT)
    rows = ours.values_list("path", "page_id", "language", "successor_id", "is_silent")
    silent, originals = restricted_pages() | _deleted_in_silence(), _originals(ours)
    return tuple(
        Address(path, page, language, successor, page in silent, was_silent, originals.get(page))
        for stored, page, language, successor, was_silent in readable(rows)
        for path in (stored.removeprefix(prefix),)
        if is_language(language) and is_safe(f"{path}index.html")
    )


def _originals(rows: QuerySet[FormerAddress]) -> dict[int, int]:
    """Return by page of another language the one that it translates."""
    others = rows.exclude(language=SOURCE).order_by().values("page_id")
    translated = Page.objects.filter(pk__in=others).values_list("translation_key", "pk")
    keys = {pk: key for key, pk in translated}
    sources = Page.objects.filter(
        locale__language_code=SOURCE,
        translation_key__in=Page.objects.filter(pk__in=others).values("translation_key"),
    )
    known = dict(sources.values_list("translation_key", "pk"))
    return {pk: known[key] for pk, key in keys.items() if key in known}


def host_of(stored: str) -> str:
    """Return the host name of the site that a stored address is of, "" for the default one."""
    return stored.partition(_AT)[0] if _AT in stored else ""


def _prefix() -> str:
    """Return what the stored addresses of this site begin with: those of the default site are bare."""
    return f"{settings.LOA_SITE}{_AT}" if settings.LOA_SITE else ""


def keep_silence(addresses: Iterable[Address]) -> bool:
    """Keep which addresses are silent by now; tell whether a row had to be changed."""
    changed = {one.page: one.is_silent for one in addresses if one.is_silent != one.was_silent}
    for is_silent in set(changed.values()):
        pages = [page for page, is_now in changed.items() if is_now == is_silent]
        for some in few_at_once(pages):
            rows = FormerAddress.objects.filter(page_id__in=some)
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


def moved_far(path: str, far: Far, *, is_lasting: bool = True) -> Moved:
    """Return the sign at ``path`` that leads on to a page of another site."""
    return Moved(
        path=path,
        target=far.address,
        title=far.title,
        language=far.language,
        is_outside=True,
        is_lasting=is_lasting,
    )


def places_once_released(
    addresses: Iterable[Address], pages: Iterable[Head | Place], far: Mapping[int, Far]
) -> tuple[tuple[Moved, ...], tuple[Gone, ...]]:
    """Return what to say at addresses where none of ``pages`` is.

    A page that went is not told of below the address of a private one: it stood in that section, and
    the sign would say that there is one. A page that is public leads on from wherever it was.
    """
    by_path = {page.path: page for page in pages}
    taken = {path.casefold() for path in by_path}  # a stick knows no capital letters
    lost = [address for address in addresses if address.path.casefold() not in taken]
    if not lost:
        return (), ()
    by_key = {page.key: page for page in by_path.values()}
    silent = {address.path for address in lost if address.is_silent}
    moved, gone = [], []
    for address in lost:
        target = by_key.get(f"page-{address.page}")
        if target is not None:
            moved.append(
                Moved(
                    path=address.path,
                    target=target.path,
                    title=target.title,
                    language=target.language,
                )
            )
        elif address.page in far:
            moved.append(moved_far(address.path, far[address.page]))
        elif not is_silenced(address.path, silent):
            gone.append(_gone(address, by_path, by_key, far))
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
    address: Address,
    by_path: Mapping[str, Head | Place],
    by_key: Mapping[str, Head | Place],
    far: Mapping[int, Far],
) -> Gone:
    successor = by_key.get(f"page-{address.successor}")
    there = far.get(address.successor or 0)
    original = by_key.get(f"page-{address.original}")
    above = _above(address.path, by_path)
    return Gone(
        path=address.path,
        language=address.language,
        successor=successor.path if successor else there.address if there else "",
        successor_title=successor.title if successor else there.title if there else "",
        original=original.path if original else "",
        original_title=original.title if original else "",
        original_language=original.language if original else "",
        above=above.path if above else "",
        above_title=above.title if above else "",
    )


def _above(path: str, by_path: Mapping[str, Head | Place]) -> Head | Place | None:
    folders = (*_with_folders(path), "")[1:]
    return next((by_path[folder] for folder in folders if folder in by_path), None)


def is_silenced(path: str, silent: Set[str]) -> bool:
    """Tell whether nothing may be said at ``path``: it, or a folder that it lies in, is ``silent``."""
    return path in silent or not silent.isdisjoint(_with_folders(path))


def _with_folders(path: str) -> Iterator[str]:
    """Yield "a/b/c/", "a/b/", "a/" for the first of them."""
    while path:
        yield path
        path = path[: path[:-1].rfind("/") + 1]

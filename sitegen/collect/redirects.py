"""Redirects: the addresses that an administrator lets lead on, beside those of moved pages.

Only what somebody saved counts: those that Wagtail makes by itself could name what was never
released. Of one whose page may not be seen nothing is said, not even that it is there.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Q

from sitegen.collect.addresses import Address, moved_far, places_once_released
from sitegen.collect.elsewhere import Far
from sitegen.collect.guard import readable
from sitegen.collect.shelf import Place
from sitegen.collect.sites import own_site
from sitegen.collect.watched import REDIRECTS
from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.base import Head
from sitegen.errors import Finding
from sitegen.languages import SOURCE

__all__ = ["Places", "Redirect", "all_places", "saved_redirects"]

_LONGEST = 200
_OWN = frozenset({"api", "assets", "files", "h", "pictures", "search"})
"""Folders that only the generator writes into."""
_PAGE_LIKE = re.compile(r"\.(?:html?|php|aspx?|jsp|cfm)$")
_OWN_PAGES = frozenset({"404.html", "offline.html"})
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """One saved redirect: ``path`` is a folder of the mirror, the target a page or an address."""

    path: str
    page: int | None
    link: str
    is_lasting: bool


@dataclass(frozen=True, slots=True)
class Places:
    """What stands where no page is, and the remarks about redirects that cannot be kept."""

    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    findings: tuple[Finding, ...] = ()


def saved_redirects() -> tuple[Redirect, ...]:
    """Return what administrators saved for this site; one for this site only comes first."""
    if not apps.is_installed("wagtail.contrib.redirects"):
        return ()
    site = own_site()
    rows = apps.get_model(REDIRECTS)._default_manager.filter(
        Q(site=site) | Q(site=None), automatically_created=False
    )
    found: dict[str, Redirect] = {}
    asked = ("old_path", "redirect_page_id", "redirect_link", "is_permanent", "site_id")
    for row in readable(rows.order_by("site_id", "pk").values(*asked)):
        one = _redirect(row)
        if row["site_id"] or one.path not in found:
            found[one.path] = one
    return tuple(found[path] for path in sorted(found))


def _redirect(row: Mapping[str, Any]) -> Redirect:
    return Redirect(
        path=_folder(row["old_path"]),
        page=row["redirect_page_id"],
        link=row["redirect_link"].strip(),
        is_lasting=row["is_permanent"],
    )


def all_places(
    addresses: Iterable[Address],
    redirects: Iterable[Redirect],
    pages: Iterable[Head | Place],
    far: Mapping[int, Far] = MappingProxyType({}),
) -> Places:
    """Return what to say where none of ``pages`` is: what was saved counts before what once was.

    ``far`` are the pages of other sites that are named.
    """
    everything = tuple(pages)
    moved, gone = places_once_released(addresses, everything, far)
    found = _Leading(redirects, everything, far)
    led = tuple(found.led())
    taken = {one.path for one in led}
    return Places(
        (*(one for one in moved if one.path not in taken), *led),
        tuple(one for one in gone if one.path not in taken),
        tuple(found.findings),
    )


class _Leading:
    """Follows redirects to where they end."""

    def __init__(
        self,
        redirects: Iterable[Redirect],
        pages: tuple[Head | Place, ...],
        far: Mapping[int, Far],
    ) -> None:
        self._far = far
        self._by_path = {page.path: page for page in pages}
        self._by_key = {page.key: page for page in pages}
        self._taken = {path.casefold() for path in self._by_path}
        self._redirects = {one.path: one for one in redirects}
        self.findings: list[Finding] = []

    def led(self) -> Iterator[Moved]:
        """Yield where each redirect leads; a live page at its address goes before it."""
        seen: set[str] = set()
        for one in self._redirects.values():
            place = one.path.casefold()  # a stick knows no capital letters
            if place in self._taken or place in seen:
                continue
            moved = self._end(one)
            if moved is not None and self._is_free(one):
                seen.add(place)
                yield moved

    def _end(self, first: Redirect) -> Moved | None:
        one, passed = first, {first.path}
        while True:
            if one.page is not None:
                if one.page in self._far:
                    return moved_far(first.path, self._far[one.page], is_lasting=first.is_lasting)
                return self._to_page(first, self._by_key.get(f"page-{one.page}"))
            inside = _inside(one.link)
            if inside is None:
                return self._outside(first, one.link)
            if inside in self._by_path:
                return self._to_page(first, self._by_path[inside])
            if inside in passed:
                self._finds(first, "redirect-loop", "dẫn vòng về chính nó")
                return None
            passed.add(inside)
            if inside not in self._redirects:
                return None
            one = self._redirects[inside]

    @staticmethod
    def _to_page(one: Redirect, page: Head | Place | None) -> Moved | None:
        if page is None:
            return None
        return Moved(
            path=one.path,
            target=page.path,
            title=page.title,
            language=page.language,
            is_lasting=one.is_lasting,
        )

    def _outside(self, one: Redirect, link: str) -> Moved | None:
        parts = urlsplit(link)
        if parts.scheme not in {"http", "https"} or not parts.hostname or _UNSAFE.search(link):
            if link:
                self._finds(one, "redirect-unsafe", "có địa chỉ đích không dùng được")
            return None
        return Moved(
            path=one.path,
            target=link,
            title=parts.hostname,
            language=SOURCE,
            is_lasting=one.is_lasting,
            is_outside=True,
        )

    def _is_free(self, one: Redirect) -> bool:
        """Tell whether a page may stand there: never where the mirror writes files of its own."""
        parts = one.path.rstrip("/").split("/")
        above = "/".join(parts[:-1])
        is_file = "." in parts[-1] and (
            not _PAGE_LIKE.search(parts[-1].lower())
            or ((f"{above}/" if above else "") in self._by_path and bool(above))
            or parts[-1].lower() in _OWN_PAGES
        )
        is_odd = _UNSAFE.search(one.path) or not one.path or {"", ".", ".."} & set(parts)
        is_long = any(len(part.encode()) > _LONGEST for part in parts)
        if is_file or is_odd or is_long or parts[0].lower() in _OWN:
            self._finds(one, "redirect-unsafe", "có địa chỉ cũ không dùng được")
            return False
        return True

    def _finds(self, one: Redirect, code: str, said: str) -> None:
        self.findings.append(
            Finding(
                code=code,
                severity="warning",
                page=f"/{one.path}",
                message=f"Chuyển hướng từ “/{one.path}” {said}, nên chưa dùng.",
                hint="Người quản trị sửa lại ở Cài đặt, Chuyển hướng.",
            )
        )


def _folder(typed: str) -> str:
    """Return an address as a folder of the mirror: "/Cũ?x=1" gives "Cũ/"."""
    path = unquote(typed.partition("?")[0].partition("#")[0])
    path = unicodedata.normalize("NFC", path).strip().removesuffix("index.html").strip("/")
    return f"{path}/" if path else ""


def _inside(link: str) -> str | None:
    """Return the folder that ``link`` names inside of this mirror, None for another place."""
    if link.startswith("/") and not link.startswith("//"):
        return _folder(link)
    base = settings.LOA_MIRROR_ADDRESS
    if base and f"{link.rstrip('/')}/".startswith(f"{base.rstrip('/')}/"):
        return _folder(link[len(base.rstrip("/")) :])
    return None

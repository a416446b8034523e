"""Elsewhere: the pages of the other sites of this installation, of which pages of ours may speak.

The path of such a page is its whole address. Whoever looks for one has read them all: what stands
above a page decides about it too.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from wagtail.models import Page, Site

from sitegen.collect.sites import address_of, other_sites
from sitegen.collect.visibility import VisiblePage, visible_below
from sitegen.derived import Graph, Input

__all__ = ["ELSEWHERE", "Elsewhere", "Far"]

ELSEWHERE: Input[None, None] = Input(f"{__name__}:ELSEWHERE", None)
"""What a page has read that looked for a page of another site."""


class Far(NamedTuple):
    """A page of another site, as ours name it."""

    address: str
    title: str
    language: str


class Elsewhere:
    """The visible pages of the other sites ``now``, read once somebody asks.

    Unless it ``is_whole`` only those are read that are asked for. A site without an address is left
    out: its host name is still to be written under "Trang web". ``asked`` are all pages that anybody has
    ever looked for.
    """

    def __init__(self, own: Site, now: datetime, graph: Graph, *, is_whole: bool) -> None:
        sites = [(one, at) for one in other_sites(own) if (at := address_of(one))]
        self._homes = {one.root_page_id: at for one, at in sites}
        near = (one for one, _ in sites if own.is_default_site or one.is_default_site)
        self._near = [one.root_page_id for one in near]
        self._graph, self._is_whole = graph, is_whole
        self.asked = set[int]()
        self.forget(now)

    @property
    def is_anywhere(self) -> bool:
        """Tell whether there are other sites."""
        return bool(self._homes)

    def forget(self, now: datetime) -> None:
        """Read again, as of ``now``, once somebody asks."""
        self._now = now
        self._asked: set[int] = set()
        self._pages: dict[int, VisiblePage] = {}
        self._by_language: dict[tuple[str, str], VisiblePage] = {}
        self._titles: dict[int, str] = {}

    def among(self, pks: Iterable[int]) -> dict[int, VisiblePage]:
        """Return what there is of ``pks``: a fixed number of queries."""
        if not self._homes:
            return {}
        self._graph.note(ELSEWHERE, None)
        pks = list(pks)
        self.asked.update(pks)
        if new := set(pks) - self._asked:
            self._read(new)
        return {pk: self._pages[pk] for pk in pks if pk in self._pages}

    def get(self, pk: int, language: str) -> Far | None:
        """Return the page ``pk``, in ``language`` where it exists there, None when it is nowhere."""
        page = self.among([pk]).get(pk)
        return self._far(self._by_language.get((page.key, language), page)) if page else None

    def named(self, pks: Iterable[int]) -> dict[int, Far]:
        """Return what there is of ``pks``, each in its own language."""
        return {pk: self._far(page) for pk, page in self.among(pks).items()}

    def near(self, language: str) -> dict[int, Far]:
        """Return the home pages, in ``language`` where it is, of all others for the first site, of it
        for each other one."""
        homes = self.among(self._near).values()
        found = (self._by_language.get((home.key, language), home) for home in homes)
        return {page.pk: self._far(page) for page in found}

    def _far(self, page: VisiblePage) -> Far:
        return Far(page.path, self._titles[page.pk], page.language)

    def _read(self, pks: set[int]) -> None:
        if self._is_whole and self._asked:
            return
        self._asked |= pks
        found = visible_below(self._homes, self._now, behind=None if self._is_whole else pks)
        self._pages |= found
        self._by_language |= {
            (page.key, page.language): page for page in found.values() if not page.is_alias
        }
        rows = Page.objects.all() if self._is_whole else Page.objects.filter(pk__in=found)
        self._titles |= {pk: title for pk, title in rows.values_list("pk", "title") if pk in found}

"""Which pages may leave, and which are private: asked by everything that is exported.

The rule itself stands in `verdicts`, in words and over plain rows; here the rows are read, in a
fixed number of queries.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from django.db.models import CharField, ExpressionWrapper, F, Q
from wagtail.models import Page, PageViewRestriction, Site

from sitegen.collect.guard import Finds, readable
from sitegen.collect.offering import held_back
from sitegen.collect.spoken import languages_on
from sitegen.collect.verdicts import STEP, Row, private_rows, verdicts
from sitegen.languages import SOURCE, is_language

__all__ = [
    "MARKS",
    "Rule",
    "VisiblePage",
    "lifted",
    "place_of_draft",
    "restricted_pages",
    "rows_behind",
    "visible_below",
    "visible_pages",
]

MARKS = (
    *("path", "url_path", "live", "go_live_at", "expire_at", "alias_of_id"),
    *("translation_key", "locale_id", "content_type_id", "show_in_menus"),
)
"""The columns of a page that decide whether and where it leaves, in the order of ``Row``."""


class VisiblePage(NamedTuple):
    """A page that may leave, as the tree knows it; ``path`` is its folder in the mirror.

    Of a page of another site ``path`` is its whole address.

    A named tuple, like the rows here: ten thousand are made for every build.
    """

    pk: int
    tree_path: str
    path: str
    language: str
    key: str  # of its translations, without dashes
    is_alias: bool
    parent: int | None
    kind: int  # its content type
    is_in_menu: bool

    @property
    def translation(self) -> str:
        """Return the key that the page shares with its translations, as Python writes a UUID."""
        key = self.key
        return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def visible_pages(
    site: Site,
    now: datetime,
    finds: Finds = lambda _finding: None,
    *,
    behind: Iterable[int] | None = None,
) -> dict[int, VisiblePage]:
    """Return the visible pages of ``site`` at ``now`` in tree order.

    ``finds`` is told of pages of which not even the place can be read. With the keys of some pages
    only those are looked at, and what stands ``behind`` them: what decides about them.
    """
    return visible_below({site.root_page_id: ""}, now, finds, behind=behind)


def visible_below(
    homes: Mapping[int, str],
    now: datetime,
    finds: Finds = lambda _finding: None,
    *,
    behind: Iterable[int] | None = None,
) -> dict[int, VisiblePage]:
    """Return the same below several home pages, each with what the paths below it begin with."""
    rule = Rule(homes, now)
    if behind is None:
        return lifted(rule.places(_rows(finds=finds)), held_back())
    rows = rows_behind(Q(pk__in=list(behind)))
    return lifted(rule.places(rows), held_back(rule.foreign(rows)))


class Rule:
    """The rule of visibility ``now``, with all that it asks but the pages themselves."""

    def __init__(self, homes: Mapping[int, str], now: datetime) -> None:
        self.spoken = languages_on()
        self._homes, self._now, self._named = homes, now, _named()

    def places(self, rows: Sequence[Row]) -> dict[int, VisiblePage]:
        """Return those of ``rows`` that may leave; they hold what decides about them, in tree order.

        What is held back is still among them.
        """
        homes, spoken = self._homes, self.spoken
        keys = {row.key: homes[row.pk] for row in rows if row.pk in homes}
        roots = {
            row.pk for row in rows if row.key in keys and (row.pk in homes or row.locale in spoken)
        }
        found = verdicts(rows, roots, self._named, self._now)
        return {
            pk: _visible(row, top, parent, spoken.get(top.locale, SOURCE), keys[top.key])
            for pk, (row, top, parent) in found.items()
        }

    def foreign(self, rows: Iterable[Row]) -> set[int]:
        """Return those of ``rows`` that stand in another language than the source: only they are held back."""
        return {row.pk for row in rows if self.spoken.get(row.locale) != SOURCE}


def lifted(pages: dict[int, VisiblePage], left: Collection[int]) -> dict[int, VisiblePage]:
    """Return the pages that are not ``left`` out; what stands below such a page stays."""
    if not left:
        return pages

    def above(pk: int | None) -> int | None:
        while pk is not None and pk in left:
            pk = pages[pk].parent if pk in pages else None
        return pk

    return {
        pk: page if page.parent not in left else page._replace(parent=above(page.parent))
        for pk, page in pages.items()
        if pk not in left
    }


def restricted_pages(of: Page | None = None) -> set[int]:
    """Return the private pages; with ``of`` only what decides about that page is looked at."""
    named = _named()
    if not named:
        return named
    return private_rows(_rows() if of is None else rows_behind(Q(pk=of.pk)), named)


def place_of_draft(page: Page, pages: Mapping[int, VisiblePage]) -> VisiblePage:
    """Return where a draft would stand: for the eyes of the officer who may edit it only."""
    language = page.locale.language_code
    above = [place for place in pages.values() if page.path.startswith(place.tree_path)]
    nearest = max(above, key=lambda place: len(place.tree_path), default=None)
    return VisiblePage(
        pk=page.pk,
        tree_path=page.path,
        path=f"{nearest.path if nearest else ''}{page.slug or 'ban-nhap'}/",
        language=language if is_language(language) else SOURCE,
        key=page.translation_key.hex,
        is_alias=False,
        parent=nearest.pk if nearest else None,
        kind=page.content_type_id,
        is_in_menu=False,
    )


def _named() -> set[int]:
    return set(PageViewRestriction.objects.values_list("page_id", flat=True))


def _rows(which: Q | None = None, finds: Finds = lambda _finding: None) -> list[Row]:
    """Return pages in tree order; keys and truths stay as they are stored, to read them costs most."""
    stored = {
        mark: ExpressionWrapper(F(mark), output_field=CharField())
        for mark in ("translation_key", "live", "show_in_menus")
    }
    pages = Page.objects.order_by() if which is None else Page.objects.order_by().filter(which)
    rows = pages.values_list("id", *(stored.get(mark, mark) for mark in MARKS))
    return sorted(map(Row._make, readable(rows, finds)), key=attrgetter("tree_path"))


def rows_behind(which: Q, known: dict[int, Row] | None = None) -> list[Row]:
    """Return the pages ``which``, what stands above them, their sources, their translations, and
    theirs: whatever decides about them; with all that is ``known``, which grows by them."""
    known = {} if known is None else known
    paths, keys = {row.tree_path for row in known.values()}, {row.key for row in known.values()}
    same = Page.objects.filter(which).order_by().values("translation_key")
    new = [row for row in _rows(which | Q(translation_key__in=same)) if row.pk not in known]
    keys |= {row.key for row in new}
    while new:
        known |= {row.pk: row for row in new}
        paths |= {row.tree_path for row in new}
        above = {
            row.tree_path[:end] for row in new for end in range(STEP, len(row.tree_path), STEP)
        }
        sources = {row.alias_of for row in new if row.alias_of is not None} - known.keys()
        others = {row.key for row in new} - keys
        keys |= others
        if not (sources or others or above - paths):
            break
        asked = Q(path__in=above - paths) | Q(translation_key__in=others) | Q(pk__in=sources)
        new = [row for row in _rows(asked) if row.pk not in known]
    return sorted(known.values(), key=attrgetter("tree_path"))


def _visible(row: Row, top: Row, parent: int | None, language: str, base: str) -> VisiblePage:
    pk, tree_path, url_path, _, _, _, alias_of, key, _, kind, is_in_menu = row
    inside = url_path[len(top.url_path) :]
    path = base + (inside if language == SOURCE else f"{language}/{inside}")
    hexed = str(key).replace("-", "")  # SQLite keeps it without dashes, PostgreSQL with them
    is_alias = alias_of is not None
    return VisiblePage(
        pk, tree_path, path, language, hexed, is_alias, parent, kind, is_in_menu == 1
    )

"""The one rule that says which pages may leave: used by everything that is exported.

A page is visible when it lies under the site's root page or a translation of it; when it and
every ancestor up to that root are live and not expired by the clock; and when neither it, nor
an ancestor, nor the alias source of any of them, nor any translation of a restricted page
carries a view restriction. Plain rows, a fixed number of queries.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.models import Locale, Page, PageViewRestriction, Site

from sitegen.languages import SOURCE, is_language

__all__ = ["VisiblePage", "place_of_draft", "visible_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisiblePage:
    """A page that may leave, as the tree knows it; ``path`` is its folder in the mirror."""

    pk: int
    tree_path: str
    path: str
    language: str
    translation: str
    is_alias: bool
    parent: int | None


Row = Mapping[str, Any]


def visible_pages(site: Site, now: datetime) -> dict[int, VisiblePage]:
    """Return the visible pages of ``site`` at ``now`` in tree order."""
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    rows = {row["id"]: row for row in _rows()}
    roots = {
        row["path"]: row
        for row in rows.values()
        if row["translation_key"] == rows[site.root_page_id]["translation_key"]
        and is_language(languages[row["locale_id"]])
    }
    rule = _Rule(rows, _restricted(rows), now)
    found: dict[int, VisiblePage] = {}
    for row in sorted(rows.values(), key=lambda row: row["path"]):
        chain = rule.chain(row)
        top = next((page for page in chain if page["path"] in roots), None)
        if top is not None and rule.lets_through(chain, top):
            found[row["id"]] = _visible(row, top, chain, languages[top["locale_id"]])
    return found


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
        translation=str(page.translation_key),
        is_alias=False,
        parent=nearest.pk if nearest else None,
    )


class _Rule:
    def __init__(self, rows: Mapping[int, Row], restricted: set[int], now: datetime) -> None:
        self.rows = rows
        self.by_path = {row["path"]: row for row in rows.values()}
        self.restricted = restricted
        self.now = now

    def chain(self, row: Row) -> list[Row]:
        """Return the ancestors of ``row`` from the very root down, and ``row`` itself."""
        ends = range(Page.steplen, len(row["path"]) + 1, Page.steplen)
        return [self.by_path[row["path"][:end]] for end in ends]

    def lets_through(self, chain: list[Row], top: Row) -> bool:
        """Tell whether the last page of ``chain`` may leave."""
        if any(self._is_private(page) for page in chain):
            return False
        inside = (page for page in chain if len(page["path"]) >= len(top["path"]))
        return all(self._is_live(page) for page in inside)

    def _is_private(self, page: Row) -> bool:
        return any(source in self.restricted for source in self._sources(page))

    def _sources(self, page: Row) -> Iterator[int]:
        seen: set[int] = set()
        pk: int | None = page["id"]
        while pk is not None and pk in self.rows and pk not in seen:
            seen.add(pk)
            yield pk
            pk = self.rows[pk]["alias_of_id"]

    def _is_live(self, page: Row) -> bool:
        expires = page["expire_at"]
        return bool(page["live"]) and not (expires and expires <= self.now)


def _rows() -> Any:
    return Page.objects.values(
        "id",
        "path",
        "url_path",
        "live",
        "expire_at",
        "alias_of_id",
        "translation_key",
        "locale_id",
    )


def _restricted(rows: Mapping[int, Row]) -> set[int]:
    """Return the restricted pages, and every translation of them."""
    named = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    keys = {rows[pk]["translation_key"] for pk in named if pk in rows}
    return named | {pk for pk, row in rows.items() if row["translation_key"] in keys}


def _visible(row: Row, top: Row, chain: list[Row], language: str) -> VisiblePage:
    inside = row["url_path"][len(top["url_path"]) :]
    folder = "" if language == SOURCE else f"{language}/"
    return VisiblePage(
        pk=row["id"],
        tree_path=row["path"],
        path=f"{folder}{inside}",
        language=language,
        translation=str(row["translation_key"]),
        is_alias=row["alias_of_id"] is not None,
        parent=chain[-2]["id"] if row is not top else None,
    )

"""The one rule that says which pages may leave: used by everything that is exported.

A page is visible when it lies under the site's root page or a translation of it; when it and
every ancestor up to that root are live and not expired by the clock; and when neither it, nor
an ancestor, nor the alias source of any of them, nor any translation of a restricted page
carries a view restriction. Plain rows, a fixed number of queries, one walk in tree order: what
was found about a page is used again for everything below it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import CharField, ExpressionWrapper, F
from wagtail.models import Locale, Page, PageViewRestriction, Site

from sitegen.languages import SOURCE, is_language

__all__ = ["VisiblePage", "place_of_draft", "visible_pages"]


class VisiblePage(NamedTuple):
    """A page that may leave, as the tree knows it; ``path`` is its folder in the mirror.

    A named tuple, like the rows here: ten thousand are made for every build.
    """

    pk: int
    tree_path: str
    path: str
    language: str
    translation: str
    is_alias: bool
    parent: int | None


class _Row(NamedTuple):
    pk: int
    tree_path: str
    url_path: str
    live: bool
    expire_at: datetime | None
    alias_of: int | None
    key: Any  # the translation key as the driver of the database gives it
    locale: int


_Verdict = tuple[int | None, _Row | None, bool]
"""What holds for everything below a page: its id, the root it lies under, whether all may leave.

Above the root nothing has to be live, but everything has to be free of restrictions.
"""

_ABOVE_ALL: _Verdict = (None, None, True)


def visible_pages(site: Site, now: datetime) -> dict[int, VisiblePage]:
    """Return the visible pages of ``site`` at ``now`` in tree order."""
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    rows = _rows()
    private = _private(rows)
    root_key = next(row.key for row in rows if row.pk == site.root_page_id)
    verdicts: dict[str, _Verdict] = {"": _ABOVE_ALL}
    found: dict[int, VisiblePage] = {}
    for row in rows:
        path = row.tree_path
        above = verdicts.get(path[: -Page.steplen])
        if above is None:  # its parent is missing: nobody can say that it may leave
            continue
        parent, top, may_leave = above
        if top is None and row.key == root_key and is_language(languages[row.locale]):
            parent, top = None, row
        if may_leave and ((top and not _is_live(row, now)) or row.pk in private):
            may_leave = False
        verdicts[path] = (row.pk, top, may_leave)
        if top is not None and may_leave:
            found[row.pk] = _visible(row, top, parent, languages[top.locale])
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


def _rows() -> list[_Row]:
    """Return every page in tree order; the key stays as it is stored, a UUID would cost most."""
    key = ExpressionWrapper(F("translation_key"), output_field=CharField())
    rows = Page.objects.order_by().values_list(
        "id", "path", "url_path", "live", "expire_at", "alias_of_id", key, "locale_id"
    )
    return sorted(map(_Row._make, rows), key=attrgetter("tree_path"))


def _private(all_rows: Sequence[_Row]) -> set[int]:
    """Return the restricted pages, every translation of them, and the aliases of all these."""
    named = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    if not named:
        return named
    rows = {row.pk: row for row in all_rows}
    keys = {rows[pk].key for pk in named if pk in rows}
    private = named | {row.pk for row in rows.values() if row.key in keys}
    return private | {row.pk for row in rows.values() if _repeats(row, private, rows)}


def _repeats(row: _Row, private: set[int], rows: Mapping[int, _Row]) -> bool:
    """Tell whether ``row`` is an alias of one of ``private``, or an alias of such an alias."""
    seen: set[int] = set()
    source = row.alias_of
    while source is not None and source in rows and source not in seen:
        if source in private:
            return True
        seen.add(source)
        source = rows[source].alias_of
    return False


def _is_live(row: _Row, now: datetime) -> bool:
    return row.live and not (row.expire_at is not None and row.expire_at <= now)


def _visible(row: _Row, top: _Row, parent: int | None, language: str) -> VisiblePage:
    pk, tree_path, url_path, _, _, alias_of, key, _ = row
    inside = url_path[len(top.url_path) :]
    path = inside if language == SOURCE else f"{language}/{inside}"
    translation = _dashed(str(key))
    return VisiblePage(pk, tree_path, path, language, translation, alias_of is not None, parent)


def _dashed(key: str) -> str:
    """Return a UUID as Python writes it: SQLite keeps it without dashes."""
    if len(key) != 32:
        return key
    return f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"

"""Closure: everything that a change reaches, by way of whatever shows it, in one query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from cms.usage.kinds import PAGE, Node

__all__ = ["Counted", "Reached", "pages_showing", "reached_pages", "summary"]

# From the fact to those that show it, and on to those that show them. ``by_hand`` tells whether
# some link on the way is a name that people typed: that does not change by itself.
_REACH = """
WITH RECURSIVE reach(kind, id, by_hand) AS (
    SELECT CAST(%s AS varchar(40)), CAST(%s AS bigint), 0
    UNION
    SELECT u.source_kind, u.source_id,
           CASE WHEN u.how = 'mention' THEN 1 ELSE reach.by_hand END
    FROM reach JOIN cms_use u ON u.target_kind = reach.kind AND u.target_id = reach.id
    WHERE u.flows{versions}
),
found AS (
    SELECT kind, id, MIN(by_hand) AS by_hand, MAX(by_hand) AS has_hand FROM reach WHERE kind <> %s OR id <> %s
    GROUP BY kind, id
)
"""
# The same from many facts at once: every row remembers the fact from which it was reached.
_SHOWING = """
WITH RECURSIVE reach(of_kind, of_id, kind, id) AS (
    {seeds}
    UNION
    SELECT reach.of_kind, reach.of_id, u.source_kind, u.source_id
    FROM reach JOIN cms_use u ON u.target_kind = reach.kind AND u.target_id = reach.id
    WHERE u.flows AND u.in_live
)
SELECT of_kind, of_id, id FROM reach WHERE kind = %s
"""
_SEED = "SELECT CAST(%s AS varchar(40)), CAST(%s AS bigint), CAST(%s AS varchar(40)), CAST(%s AS bigint)"
_LIVE = " AND u.in_live"
_SUMMARY = """
SELECT found.kind, CASE WHEN found.kind = %s THEN 0 ELSE found.id END,
       p.content_type_id, p.locale_id, p.live, found.by_hand, found.has_hand, COUNT(*)
FROM found LEFT JOIN wagtailcore_page p ON found.kind = %s AND p.id = found.id
GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2
"""
_PAGES = """
SELECT p.id, found.by_hand, found.has_hand FROM found JOIN wagtailcore_page p ON p.id = found.id
WHERE found.kind = %s
"""
_IN_ORDER = " ORDER BY p.title, p.id"


@dataclass(frozen=True, slots=True)
class Reached:
    """A fact or step set that a change reaches; ``by_hand`` when only by what people typed."""

    kind: str
    id: int
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pages of one type, locale and state are reached; ``has_hand``: also by hand."""

    content_type: int
    locale: int
    is_live: bool
    by_hand: bool
    has_hand: bool
    count: int


def summary(node: Node) -> tuple[tuple[Reached, ...], tuple[Counted, ...]]:
    """Return the facts and step sets that are reached from ``node``, and the pages counted.

    One walk for both; drafts are among them.
    """
    facts, pages = [], []
    for kind, pk, content_type, locale, is_live, by_hand, has_hand, count in _rows(
        node, _SUMMARY, [PAGE, PAGE], ""
    ):
        if kind != PAGE:
            facts.append(Reached(kind, pk, bool(by_hand)))
        elif content_type is not None:  # a page that is deleted by other means counts no more
            state = (bool(is_live), bool(by_hand), bool(has_hand))
            pages.append(Counted(content_type, locale, *state, count))
    return tuple(facts), tuple(pages)


def reached_pages(
    node: Node,
    *,
    with_drafts: bool = False,
    only: Collection[int] | None = None,
    limit: int | None = None,
    offset: int = 0,
) -> list[tuple[int, bool, bool]]:
    """Return (page, only by hand, also by hand) in the order of titles: all, or a part, or those among ``only``."""
    query = _PAGES
    values: list[Any] = [PAGE]
    if only is not None:
        if not only:
            return []
        query += f" AND p.id IN ({', '.join(['%s'] * len(only))})"
        values += list(only)
    query += _IN_ORDER
    if limit is not None:
        query += " LIMIT %s OFFSET %s"
        values += [limit, offset]
    rows = _rows(node, query, values, _versions(with_drafts=with_drafts))
    return [(pk, bool(by_hand), bool(has_hand)) for pk, by_hand, has_hand in rows]


def pages_showing(nodes: Collection[Node]) -> dict[Node, list[int]]:
    """Return for each of some facts the live pages that show it or name it, in one query."""
    seeds = " UNION ALL ".join([_SEED] * len(nodes))
    values = [value for node in nodes for value in (*node, *node)]
    found: dict[Node, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SHOWING.format(seeds=seeds), [*values, PAGE])
        for kind, number, page in cursor.fetchall():
            found.setdefault((kind, number), []).append(page)
    return found


def _versions(*, with_drafts: bool) -> str:
    return "" if with_drafts else _LIVE


def _rows(node: Node, query: str, values: list[Any], versions: str) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_REACH.format(versions=versions) + query, [*node, *node, *values])
        rows: list[Sequence[Any]] = cursor.fetchall()
    return rows

"""The rule of visibility itself, over plain rows: no database, no clock of its own.

A page is **private** when it carries a restriction, or when its parent, the source it is an alias
of, or any translation of it is private; so on until nothing more follows. Drafts count: whoever
closed a section closed the words, in whatever language or state they lie there.

A page **may leave** when all of this holds:

- it is the site's root page or a translation of it, or its parent may leave;
- it is live, not expired, and not scheduled for later;
- it is not private;
- if it is an alias, its source may leave: an alias shows the words of its source, so it says them
  neither before nor longer than the source does, nor where the source stands in a section that is
  not public. Whatever cannot be told (a source or parent that is missing, a circle) stays.

A real translation has words and dates of its own: it stays when its source expires or goes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

__all__ = ["STEP", "Row", "Verdict", "private_rows", "verdicts"]

STEP = 4
"""So many letters of a tree path are one level."""


class Row(NamedTuple):
    """A page as the tree knows it; a named tuple, ten thousand are made for every build."""

    pk: int
    tree_path: str
    url_path: str
    live: bool
    go_live_at: datetime | None
    expire_at: datetime | None
    alias_of: int | None
    key: Any  # the translation key as the driver of the database gives it
    locale: int
    kind: int = 0
    is_in_menu: bool = False


Verdict = tuple[Row, Row, int | None]
"""A page that may leave, the root it lies under, and its parent below that root."""


def verdicts(
    rows: Sequence[Row], roots: Collection[int], restricted: Iterable[int], now: datetime
) -> dict[int, Verdict]:
    """Return the pages that may leave ``now``; ``rows`` are all pages, in tree order."""
    private = private_rows(rows, restricted)
    tops = _tops(rows, roots)
    waiting = [row for row in rows if row.pk not in private and _is_out(row, now)]
    found: dict[int, Verdict] = {}
    by_path: dict[str, Verdict] = {}
    before, turns = -1, 0
    while waiting and len(found) > before:  # once more for aliases that stand before their source
        before, later = len(found), []
        for row in waiting:
            above = by_path.get(row.tree_path[:-STEP])
            is_waiting = row.alias_of is not None and row.alias_of not in found
            if is_waiting or (above is None and row.pk not in tops):
                later.append(row)
                continue
            verdict = (row, above[1], above[0].pk) if above else (row, row, None)
            by_path[row.tree_path] = found[row.pk] = verdict
        waiting, turns = later, turns + 1
    if turns == 1:
        return found
    return dict(sorted(found.items(), key=lambda one: one[1][0].tree_path))


def _tops(rows: Sequence[Row], roots: Collection[int]) -> set[int]:
    """Return the roots that do not lie under another one, nor below a page that is missing."""
    mine = [row for row in rows if row.pk in roots]
    wanted = {row.tree_path[:-STEP] for row in mine}
    paths = {"", *(row.tree_path for row in rows if row.tree_path in wanted)}
    tops: dict[str, int] = {}
    for row in mine:
        if row.tree_path[:-STEP] in paths and not row.tree_path.startswith((*tops,)):
            tops[row.tree_path] = row.pk
    return set(tops.values())


def private_rows(rows: Sequence[Row], restricted: Iterable[int]) -> set[int]:
    """Return which of ``rows`` are private; they have to hold all that decides about each other."""
    waiting = list(restricted)
    if not waiting:
        return set()
    follows = _followers(rows)
    known = {row.pk: row for row in rows}
    private: set[int] = set()
    while waiting:
        pk = waiting.pop()
        row = known.get(pk)
        if pk in private or row is None:
            continue
        private.add(pk)
        for mark in (("below", row.tree_path), ("alias", pk), ("key", row.key)):
            waiting += follows.pop(mark, ())
    return private


def _followers(rows: Sequence[Row]) -> dict[tuple[str, Any], list[int]]:
    """Return which pages become private with a parent, with a source, with a translation."""
    found: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for row in rows:
        found["below", row.tree_path[:-STEP]].append(row.pk)
        found["key", row.key].append(row.pk)
        if row.alias_of is not None:
            found["alias", row.alias_of].append(row.pk)
    return found


def _is_out(row: Row, now: datetime) -> bool:
    return (
        row.live
        and (row.expire_at is None or row.expire_at > now)
        and (row.go_live_at is None or row.go_live_at <= now)
    )

"""Larger sites: the guides of a generated one are copied in the database, each with words of its own.

Writing a page as an editor does takes 25 ms of CPU; a hundred thousand would take the better part of
an hour. The copies stand in no index of what uses what, which no release reads.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

__all__ = ["multiply"]

_STEP = 4  # letters of a page's path for each level
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMED = ("title", "draft_title", "summary", "audience", "prepare", "groups", "body")


def multiply(database: Path, guides: int) -> None:
    """Let there be ``guides`` guides."""
    with closing(sqlite3.connect(database)) as rows, rows:
        rows.row_factory = sqlite3.Row
        pages = rows.execute(
            "SELECT * FROM guides_guidepage JOIN wagtailcore_page ON id = page_ptr_id ORDER BY id"
        ).fetchall()
        columns = {
            table: _columns(rows, table) for table in ("wagtailcore_page", "guides_guidepage")
        }
        free = rows.execute("SELECT MAX(id) + 1 FROM wagtailcore_page").fetchone()[0]
        children = dict(rows.execute("SELECT path, numchild FROM wagtailcore_page").fetchall())
        for copy in _copies(pages, guides - len(pages), free, children):
            for table, names in columns.items():
                marks = ", ".join(f":{name}" for name in names)
                quoted = ", ".join(f'"{name}"' for name in names)
                rows.execute(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", copy)  # noqa: S608
        rows.executemany(
            "UPDATE wagtailcore_page SET numchild = ? WHERE path = ?",
            [(count, path) for path, count in children.items()],
        )
        rows.execute("DELETE FROM sitegen_change")


def _columns(rows: sqlite3.Connection, table: str) -> list[str]:
    return [row["name"] for row in rows.execute(f"PRAGMA table_info({table})")]


def _copies(
    pages: list[sqlite3.Row], count: int, free: int, children: dict[str, int]
) -> Iterator[Mapping[str, Any]]:
    """Yield ``count`` pages more; ``children`` counts those of each page."""
    for place in range(count):
        copy = dict(pages[place % len(pages)])
        turn, pk = place // len(pages) + 2, free + place
        above = copy["path"][:-_STEP]
        children[above] += 1
        for name in _NAMED:
            for place_name in (" xã ", " x\\u00e3 "):  # as JSON says it
                copy[name] = copy[name].replace(place_name, f"{place_name}{turn} ")
        copy |= {"id": pk, "page_ptr_id": pk, "path": above + _step(children[above])}
        copy["slug"] += f"-{turn}"
        copy["url_path"] = copy["url_path"].rstrip("/") + f"-{turn}/"
        copy["translation_key"] = uuid5(NAMESPACE_URL, str(pk)).hex
        yield copy


def _step(number: int) -> str:
    """Return the last part of the path of a page's nth child."""
    said = ""
    for _ in range(_STEP):
        number, digit = divmod(number, len(_DIGITS))
        said = _DIGITS[digit] + said
    return said

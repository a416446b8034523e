"""The journal: the database itself notes every row that changes, whoever changes it.

Signals miss bulk updates, raw SQL and other programs; triggers do not. A warm worker reads
what was noted since it last looked and collects no more than that.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

__all__ = ["Changes", "Journal", "installed_triggers", "prune_journal", "unwatched", "watch"]

_EVENTS = ("INSERT", "UPDATE", "DELETE")
_KEPT = 50_000
"""So many changes stay; who was away for longer collects everything."""

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN
    INSERT INTO sitegen_change (table_name, row, "transaction")
    VALUES ('{plain}', CAST({row}.{key} AS TEXT), 0);
END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION loa_note_change() RETURNS trigger AS $note$
DECLARE changed text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        EXECUTE format('SELECT ($1).%I::text', TG_ARGV[0]) INTO changed USING OLD;
    ELSE
        EXECUTE format('SELECT ($1).%I::text', TG_ARGV[0]) INTO changed USING NEW;
    END IF;
    INSERT INTO sitegen_change (table_name, row, "transaction")
    VALUES (TG_TABLE_NAME, changed, txid_current());
    RETURN NULL;
END
$note$ LANGUAGE plpgsql
"""
_POSTGRES = """
CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION loa_note_change('{plain_key}')
"""

Watched = tuple[str, str]
"""A table and its primary key."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that changed, by table, as text."""

    rows: dict[str, set[str]]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, tables: Iterable[str]) -> set[str]:
        """Return the changed rows of some tables that share their keys."""
        return set().union(*(self.rows.get(table, ()) for table in tables))

    def touches(self, tables: Iterable[str]) -> bool:
        """Tell whether a row of one of the tables changed."""
        return not self.rows.keys().isdisjoint(tables)


class Journal:
    """One reader of the journal; each process has its own place in it."""

    def __init__(self) -> None:
        self._place: int | None = None
        self._seen: set[int] = set()
        self._waiting: dict[str, set[str]] = {}
        self._word = ""

    def read(self) -> Changes | None:
        """Return what changed since the last call; None when that is not known.

        Call it before reading the data: what changes meanwhile is told next time.
        """
        with connection.cursor() as cursor:
            place, now = self._place, _now(cursor)
            is_known = (
                place is not None and _reaches_back(cursor, place) and self._is_the_same(cursor)
            )
            cursor.execute(_SINCE[connection.vendor], [place if is_known else now])
            found = cursor.fetchall()
        # Only from here on is anything told: a question that failed is asked again.
        rows, self._waiting = self._waiting, {}
        seen, self._seen, self._place, self._word = self._seen, set(), now, ""
        for number, table, row, transaction in found:
            if number not in seen:
                rows.setdefault(table, set()).add(row)
            if transaction >= now:  # the next question will answer it again
                self._seen.add(number)
        return Changes(rows) if is_known else None

    def skip(self, tables: Iterable[str]) -> None:
        """Leave out what has changed in ``tables`` until now; all else is told next time."""
        changes = self.read()
        if changes is None:
            self._place = None  # the next call will not know either
            return
        left_out = set(tables)
        self._waiting = {
            table: rows for table, rows in changes.rows.items() if table not in left_out
        }

    def peek(self) -> Changes | None:
        """Return what has changed since the last call, None when that is not known; all is told next time."""
        self.skip(())
        return None if self._place is None else Changes(dict(self._waiting))

    def leave_word(self) -> None:
        """Leave a word in the journal, behind all that was read: whoever wakes up must find it.

        A database that was restored, copied or begun anew meanwhile counts its changes alike, and
        tells of others.
        """
        self._word = secrets.token_hex(16)
        with connection.cursor() as cursor:
            cursor.execute(_WORD[connection.vendor], [self._word])

    def _is_the_same(self, cursor: Any) -> bool:
        """Tell whether this is the journal in which a word was left, if one was."""
        if not self._word:
            return True
        asked = {"word": self._word, "place": self._place}
        cursor.execute(_HAS_WORD[connection.vendor], asked)
        return bool(cursor.fetchone()[0])


def watch(tables: Iterable[Watched]) -> bool:
    """Let the database note the changes of ``tables``; tell whether it can."""
    if connection.vendor not in _SINCE:
        return False
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        if "sitegen_change" not in present:
            return False
        missing = _missing(cursor, tables, present)
        if missing and connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        if missing:  # who sleeps would not hear of what was not noted
            cursor.execute("DELETE FROM sitegen_change WHERE table_name = ''")
        for name, event, table, key in missing:
            cursor.execute(_statement(name, event, table, key))
    return True


def unwatched(tables: Iterable[Watched]) -> list[str]:
    """Return those of ``tables`` whose changes the database does not note, in order."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        return sorted({table for _n, _e, table, _k in _missing(cursor, tables, present)})


def prune_journal() -> None:
    """Forget all but the newest changes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM sitegen_change WHERE id < (SELECT MAX(id) FROM sitegen_change) - %s",
            [_KEPT],
        )


_SINCE = {
    "sqlite": (
        'SELECT id, table_name, row, "transaction" FROM sitegen_change'
        " WHERE id > %s AND table_name <> ''"
    ),
    "postgresql": (
        'SELECT id, table_name, row, "transaction" FROM sitegen_change'
        " WHERE \"transaction\" >= %s AND table_name <> ''"
    ),
}
_WORD = {
    "sqlite": """INSERT INTO sitegen_change (table_name, row, "transaction") VALUES ('', %s, 0)""",
    "postgresql": (
        'INSERT INTO sitegen_change (table_name, row, "transaction")'
        " VALUES ('', %s, txid_current())"
    ),
}
_HAS_WORD = {
    "sqlite": "SELECT COUNT(*) FROM sitegen_change WHERE table_name = '' AND row = %(word)s",
    # A server that was filled from a dump counts its transactions anew, and keeps the ids.
    "postgresql": (
        "SELECT COUNT(*) FROM sitegen_change AS word WHERE table_name = '' AND row = %(word)s"
        " AND NOT EXISTS (SELECT 1 FROM sitegen_change AS later"
        ' WHERE later.id > word.id AND later."transaction" < %(place)s)'
    ),
}
_NOW = {
    "sqlite": "SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'sitegen_change'), 0)",
    # Younger transactions may still be open: what they note is read with the next call.
    "postgresql": "SELECT txid_snapshot_xmin(txid_current_snapshot())",
}
_OLDEST = {
    "sqlite": "SELECT COALESCE(MIN(id), 0) FROM sitegen_change",
    "postgresql": 'SELECT COALESCE(MIN("transaction"), 0) FROM sitegen_change',
}
_INSTALLED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')",  # not switched off
}


def _now(cursor: Any) -> int:
    cursor.execute(_NOW[connection.vendor])
    return int(cursor.fetchone()[0])


def _reaches_back(cursor: Any, place: int) -> bool:
    """Tell whether everything since ``place`` is still there, and the journal is the same one."""
    cursor.execute(_OLDEST[connection.vendor])
    oldest = int(cursor.fetchone()[0])
    if connection.vendor == "sqlite":
        return oldest <= place + 1 and place <= _now(cursor)
    return oldest <= place or oldest == 0


def _triggers(tables: Iterable[Watched], present: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for table, key in tables:
        if table in present:
            for event in _EVENTS:
                yield f"loa_note_{table}_{event.lower()}", event, table, key


def _missing(
    cursor: Any, tables: Iterable[Watched], present: set[str]
) -> list[tuple[str, str, str, str]]:
    there = installed_triggers(cursor)
    return [one for one in _triggers(tables, present) if one[0] not in there]


def installed_triggers(cursor: Any) -> set[str]:
    """Return the names of the triggers that the database obeys now."""
    cursor.execute(_INSTALLED[connection.vendor])
    return {row[0] for row in cursor.fetchall()}


def _statement(name: str, event: str, table: str, key: str) -> str:
    quote = connection.ops.quote_name
    template = _POSTGRES if connection.vendor == "postgresql" else _SQLITE
    return template.format(
        name=quote(name),
        event=event,
        table=quote(table),
        plain=table,
        row="OLD" if event == "DELETE" else "NEW",
        key=quote(key),
        plain_key=key,
    )

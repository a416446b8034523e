"""The log is append-only: the database itself refuses to change or to take away what is young.

Triggers, as for the journal: they hold for the editor, for commands and for raw SQL of the same
account. Whoever owns the database can drop them; that is another trust than an officer's.
``migrate`` lifts them while it changes the log's own tables, and puts them back: a later Wagtail
may need to rewrite a column, which PostgreSQL does not do under a trigger.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_migrate, pre_migrate
from wagtail.models import BaseLogEntry

from sitegen.journal import installed_triggers

__all__ = ["KEPT_DAYS", "connect", "keep_logs", "logs", "unkept_logs"]

KEPT_DAYS = 365
"""Younger entries cannot be deleted, not by the command either."""
_SAID = "loa: the log is append-only"
_MAY_BE_EMPTIED = "content_type"
"""Django empties it when a kind of row is removed from the code; nothing else of an entry changes."""

_SQLITE = (
    """CREATE TRIGGER loa_keep_{table}_changed BEFORE UPDATE ON {table}
    WHEN NOT ({only_emptied}) BEGIN SELECT RAISE(ABORT, '{said}'); END""",
    """CREATE TRIGGER loa_keep_{table}_replaced BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {is_there})
    BEGIN SELECT RAISE(ABORT, '{said}'); END""",
    """CREATE TRIGGER loa_keep_{table}_deleted BEFORE DELETE ON {table}
    WHEN OLD.timestamp > strftime('%Y-%m-%d %H:%M:%S', 'now', '-{days} days')
    BEGIN SELECT RAISE(ABORT, '{said}'); END""",
)
"""REPLACE takes a row away without a trigger of deleting, and an id has more names than one."""
_POSTGRES = (
    """CREATE OR REPLACE FUNCTION loa_keep_log() RETURNS trigger AS $keep$
    BEGIN RAISE EXCEPTION '{said}'; END $keep$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE FUNCTION loa_keep_whole_log() RETURNS trigger AS $keep$
    DECLARE found boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I WHERE timestamp > now() - interval %L)',
            TG_TABLE_NAME, '{days} days') INTO found;
        IF found THEN RAISE EXCEPTION '{said}'; END IF;
        RETURN NULL;
    END $keep$ LANGUAGE plpgsql""",
    """CREATE OR REPLACE TRIGGER loa_keep_{table}_changed BEFORE UPDATE ON {table}
    FOR EACH ROW WHEN (NOT ({only_emptied})) EXECUTE FUNCTION loa_keep_log()""",
    """CREATE OR REPLACE TRIGGER loa_keep_{table}_deleted BEFORE DELETE ON {table} FOR EACH ROW
    WHEN (OLD.timestamp > now() - interval '{days} days') EXECUTE FUNCTION loa_keep_log()""",
    """CREATE OR REPLACE TRIGGER loa_keep_{table}_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION loa_keep_whole_log()""",
)
_EVENTS = ("changed", "replaced", "deleted", "emptied")
_TRIGGER = re.compile(r"TRIGGER loa_keep_\{table\}_(\w+)")
_SAME = {"sqlite": "IS", "postgresql": "IS NOT DISTINCT FROM"}
_STATEMENTS = {"sqlite": _SQLITE, "postgresql": _POSTGRES}


def connect() -> None:
    """Let every ``migrate`` make the triggers that are missing."""
    ours = apps.get_app_config("cms")
    pre_migrate.connect(_lift_for_changes, ours, dispatch_uid="loa.audit.lifting")
    post_migrate.connect(keep_logs, ours, dispatch_uid="loa.audit.keeping")


def logs() -> list[type[Model]]:
    """Return the models of all logs: Wagtail's of pages and of rows, and what may join them."""
    return [kind for kind in apps.get_models() if issubclass(kind, BaseLogEntry)]


def keep_logs(*, using: str = DEFAULT_DB_ALIAS, **_more: Any) -> None:
    """Let the database refuse changes of the log from now on; safe to repeat."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for kind in _present(connection):
            for statement in _STATEMENTS.get(connection.vendor, ()):
                _make(cursor, statement.format(**_words(kind, connection)))


def unkept_logs() -> list[str]:
    """Return the tables of logs of which the database lets something be changed or taken away."""
    connection = connections[DEFAULT_DB_ALIAS]
    events = _TRIGGER.findall(" ".join(_STATEMENTS.get(connection.vendor, ())))
    with connection.cursor() as cursor:
        there = installed_triggers(cursor)
    tables = [kind._meta.db_table for kind in _present(connection)]
    return [
        one for one in tables if any(f"loa_keep_{one}_{event}" not in there for event in events)
    ]


def _make(cursor: Any, statement: str) -> None:
    """Make what is missing; on SQLite a trigger of another version of Loa is made anew."""
    kind, name = statement.split()[1:3]
    if kind == "TRIGGER":  # PostgreSQL replaces its own
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
        found = cursor.fetchone()
        if found == (statement,):
            return
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(statement)


def _words(kind: type[Model], connection: BaseDatabaseWrapper) -> dict[str, Any]:
    """Return what the statements say of one log: its columns, and which of them are one of a kind."""
    fields = list(kind._meta.concrete_fields)
    column = {one.name: connection.ops.quote_name(str(one.column)) for one in fields}
    emptied = column.pop(_MAY_BE_EMPTIED)
    same = _SAME.get(connection.vendor, "=")
    stay = [f"OLD.{one} {same} NEW.{one}" for one in column.values()]
    single = [column[one.name] for one in fields if one.unique and one.name in column]
    return {
        "table": kind._meta.db_table,
        "only_emptied": " AND ".join(
            [*stay, f"OLD.{emptied} IS NOT NULL", f"NEW.{emptied} IS NULL"]
        ),
        "is_there": " OR ".join(f"{one} = NEW.{one}" for one in single),
        "days": KEPT_DAYS,
        "said": _SAID,
    }


def _lift_for_changes(*, using: str, plan: Sequence[tuple[Any, bool]], **_more: Any) -> None:
    """Take the triggers off as long as migrations of the log's own app are on their way."""
    apps_changed = {migration.app_label for migration, _is_undone in plan}
    connection = connections[using]
    for kind in _present(connection):
        if kind._meta.app_label in apps_changed:
            with connection.cursor() as cursor:
                table = kind._meta.db_table
                there = f" ON {table}" if connection.vendor == "postgresql" else ""
                for event in _EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS loa_keep_{table}_{event}{there}")


def _present(connection: BaseDatabaseWrapper) -> Iterator[type[Model]]:
    tables = set(connection.introspection.table_names())
    yield from (kind for kind in logs() if kind._meta.db_table in tables)

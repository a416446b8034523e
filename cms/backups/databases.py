"""The database of one moment, as a file, for both kinds of database; and back again."""

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, connections

from cms.backups.errors import BackupError

__all__ = ["Moment", "fill", "is_empty", "moment", "prove"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The database as it stood when this was made, whatever is written to it since.

    ``rows`` answers a query about that moment; ``write`` makes a file of it.
    """

    rows: Callable[[str], list[tuple[Any, ...]]]
    write: Callable[[Path], None]


@contextmanager
def moment() -> Iterator[Moment]:
    """Hold on to this moment of the database in use. Officers go on writing meanwhile."""
    with _postgresql() if connection.vendor == "postgresql" else _sqlite() as held:
        yield held


def prove(file: Path, kind: str) -> None:
    """Raise BackupError when ``file`` is not a whole database of this kind."""
    if kind == "postgresql":
        _run(["pg_restore", "--list", str(file)])
        return
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise BackupError(
            f"Cơ sở dữ liệu trong bản sao không còn nguyên ({said}). Bản sao lưu trước vẫn dùng được."
        )


def is_empty() -> bool:
    """Tell whether the database in use holds no table; an SQLite file need not exist."""
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        if not file.exists() or not file.stat().st_size:
            return True
    return not connection.introspection.table_names()


def fill(file: Path) -> None:
    """Make ``file`` the database in use, whole or not at all; it must be empty until now."""
    connection.close()
    if connection.vendor == "sqlite":
        place = Path(connection.settings_dict["NAME"])
        for beside in ("-wal", "-shm"):  # of an empty database that was opened once
            place.with_name(f"{place.name}{beside}").unlink(missing_ok=True)
        file.replace(place)
        return
    arguments, variables = _server()
    options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    _run(["pg_restore", *options, *arguments[:-1], "-d", arguments[-1], str(file)], variables)


@contextmanager
def _sqlite() -> Iterator[Moment]:
    source = f"{Path(connection.settings_dict['NAME']).absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(source, uri=True, timeout=20, isolation_level=None)) as held:
        held.execute("PRAGMA query_only = ON")
        held.execute("BEGIN")
        held.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()  # the moment begins here

        def write(file: Path) -> None:
            with closing(sqlite3.connect(file)) as copy:
                held.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions

        yield Moment(lambda query: held.execute(query).fetchall(), write)


@contextmanager
def _postgresql() -> Iterator[Moment]:
    own = connections.create_connection("default")

    def rows(query: str) -> list[tuple[Any, ...]]:
        with own.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = rows("SELECT pg_export_snapshot()")[0][0]

        def write(file: Path) -> None:
            arguments, variables = _server()
            options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
            asked = [*options, f"--snapshot={snapshot}", f"--file={file}"]
            _run(["pg_dump", *asked, *arguments], variables)

        yield Moment(rows, write)
    finally:
        own.close()


def _server() -> tuple[list[str], dict[str, str]]:
    """Return what Django would give to psql: the password goes by the environment."""
    arguments, variables = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    return list(arguments[1:]), dict(variables or {})


def _run(command: Sequence[str], variables: dict[str, str] | None = None) -> None:
    try:
        done = subprocess.run(  # noqa: S603  # a program of PostgreSQL, with arguments of our own
            command,
            env={**os.environ, **(variables or {})},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"Thiếu chương trình {command[0]}. Cài gói postgresql-client cùng phiên bản với máy chủ."
        ) from error
    if done.returncode:
        raise BackupError(f"{command[0]} không làm được: {done.stderr.strip() or done.returncode}")

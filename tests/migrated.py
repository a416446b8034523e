"""A migrated, empty database, made once and copied: migrating takes a quarter of a minute.

It is kept by the digest of what shapes it, so a new migration makes a new one.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from tests.commands import ROOT, manage

__all__ = [
    "ROOT",
    "TEMPLATES",
    "alone",
    "copy_database",
    "copy_on_server",
    "migrate",
    "migrated_copy",
    "schema",
]

TEMPLATES = ROOT / "var" / "test" / "migrated"


def migrated_copy(target: Path) -> None:
    """Write a migrated database to ``target``, unless something is there."""
    if target.exists():
        return
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    template = TEMPLATES / f"{schema()}.sqlite3"
    with alone(TEMPLATES / "lock"):
        if not template.exists():
            for old in TEMPLATES.glob("*.sqlite3"):
                old.unlink()
            _migrate(template)
        copy_database(template, target)  # or a run of another version might drop it before


def copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite database that others may be reading, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.half-{os.getpid()}")
    there = f"{source.absolute().as_uri()}?mode=rw"  # a file that is not there is no empty one
    with closing(sqlite3.connect(there, uri=True)) as old, closing(sqlite3.connect(half)) as new:
        old.backup(new)
    for beside in ("-wal", "-shm"):  # what a process left of the database before is none of this
        target.with_name(f"{target.name}{beside}").unlink(missing_ok=True)
    half.replace(target)


def copy_on_server(source: str, target: str) -> None:
    """Copy a PostgreSQL database that nobody is connected to, in place of an older copy."""
    from django.db import connection  # noqa: PLC0415  # only database tests have one

    with connection._nodb_cursor() as cursor:  # Django's own tests make theirs with it
        cursor.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep other processes of the test run out, as long as it takes."""
    with lock.open("w") as held:
        flock(held, LOCK_EX)
        yield


def schema() -> str:
    """Return the digest of what shapes a database, which the settings of the tests gave the database."""
    from django.conf import settings  # noqa: PLC0415  # read when a test needs a database

    return Path(settings.DATABASES["default"]["TEST"]["NAME"]).name.partition(".")[0]


def _migrate(template: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        migrate(folder)
        copy_database(Path(folder) / "loa.sqlite3", template)


def migrate(folder: str, **more: str) -> None:
    """Migrate as an operator does: the database in ``folder``, or the one that is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    dev = {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "LOA_VAR": folder}
    manage({**kept, **dev, **more}, "migrate", "-v", "0")

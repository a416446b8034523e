"""The demo province, built once by the commands that a newcomer types, shared by slow tests.

It lives in ``var/test-demo`` and is kept between runs: every command is safe to repeat, so an
old folder only makes the tests quicker, never wrong. A run repeats them once when anything that
they read, or the day, is another than it was when they were last done.
"""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.commands import ROOT, run
from tests.migrated import alone, copy_database, migrated_copy

__all__ = [
    "ROOT",
    "copy_demo",
    "demo_environment",
    "demo_folder",
    "inside_demo",
    "lay_store",
    "manage",
]

FOLDER = ROOT / "var" / "test-demo"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or f"alone-{os.getpid()}"
READ = ("cms", "guides", "media", "sitegen", "requirements.txt", "tests/demo_world.py")
COMMANDS = (("migrate", "-v", "0"), ("load_demo",), ("release",))


def demo_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command that works in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "LOA_VAR": str(folder)}


def manage(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one management command in ``folder``; its exit code is the caller's to judge."""
    return run(demo_environment(folder), *arguments)


def demo_folder() -> Path:
    """Return the folder of the demo, migrated, loaded and released."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    seen = FOLDER / "seen-by"
    with alone(FOLDER / "building.lock"):
        known = seen.read_text().split() if seen.exists() else []
        if RUN not in known:
            now = _made_of()
            if now not in known:
                seen.unlink(missing_ok=True)
                _build()
            seen.write_text(f"{RUN} {now}")
    return FOLDER


def _build() -> None:
    """Do what a newcomer types; a copy that is migrated already is not asked again."""
    rows = FOLDER / "loa.sqlite3"
    commands = COMMANDS if rows.exists() else COMMANDS[1:]
    migrated_copy(rows)
    for arguments in commands:
        done = manage(FOLDER, *arguments)
        assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"


def _made_of() -> str:
    """Return a digest of the code and contents that the demo is made by, and of the day."""
    digest = hashlib.sha256(datetime.now().astimezone().date().isoformat().encode())
    for name in READ:
        place = ROOT / name
        for file in sorted(place.rglob("*")) if place.is_dir() else (place,):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"{file.relative_to(ROOT)} ".encode() + file.read_bytes())
    return digest.hexdigest()


def copy_demo(folder: Path) -> None:
    """Lay a copy of the demo into ``folder``; others may be reading its database meanwhile."""
    source = demo_folder()
    ignored = shutil.ignore_patterns("loa.sqlite3*", "*.lock", "seen-by")
    shutil.copytree(source, folder, symlinks=True, ignore=ignored)
    copy_database(source / "loa.sqlite3", folder / "loa.sqlite3")


def lay_store(folder: Path) -> None:
    """Lay what the demo's release has made into ``folder``: a release there makes what is new."""
    shutil.copytree(demo_folder() / "store", folder / "store")


@contextmanager
def inside_demo(folder: Path) -> Iterator[None]:
    """Work in a copy of the demo, laid into ``folder``: its rows and its pictures.

    What is done there is forgotten: all of it is one transaction that never ends.
    """
    from django.db import transaction  # noqa: PLC0415  # only database tests have one
    from django.test import override_settings  # noqa: PLC0415

    uploads = folder / "uploads"
    shutil.copytree(demo_folder() / "uploads", uploads)
    with (
        _on_demo_rows(folder),
        override_settings(MEDIA_ROOT=uploads / "public", LOA_PRIVATE_ROOT=uploads / "private"),
        transaction.atomic(),
    ):
        _fill()
        yield
        transaction.set_rollback(True)


@contextmanager
def _on_demo_rows(folder: Path) -> Iterator[None]:
    """Put the connection on a copy of the demo's file; a server is filled by ``_fill``."""
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "sqlite":
        yield
        return
    rows = folder / "demo.sqlite3"
    copy_database(FOLDER / "loa.sqlite3", rows)
    shown: dict[str, Any] = connection.settings_dict
    before = shown["NAME"]
    connection.close()
    shown["NAME"] = str(rows)
    try:
        yield
    finally:
        connection.close()
        shown["NAME"] = before


def _fill() -> None:
    """Move the demo into a PostgreSQL server, as an operator would; the transaction forgets it."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    if connection.vendor == "postgresql":
        call_command("copy_from_sqlite", FOLDER / "loa.sqlite3")

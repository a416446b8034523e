"""Versions: the sources as they were before the newest migration, beside those of now."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.migrated import ROOT

__all__ = ["before_the_newest_migration", "manage"]

MIGRATIONS = ("cms/migrations", "guides/migrations", "media/migrations", "sitegen/migrations")


def before_the_newest_migration(folder: Path) -> str:
    """Lay the sources of then into ``folder``; return what is missing for that, "" when nothing is.

    A migration that was only renumbered is not new.
    """
    added = _git("log", "-M", "--diff-filter=A", "-1", "--format=%H", "--", *MIGRATIONS)
    if not added or not _git("rev-parse", "-q", "--verify", f"{added}^"):
        return "NO HISTORY HERE: no older version stood beside this one"
    folder.mkdir()
    sources = subprocess.run(
        ("git", "archive", f"{added}^"), cwd=ROOT, capture_output=True, check=True
    )
    subprocess.run(("tar", "-x", "-C", str(folder)), input=sources.stdout, check=True)
    return ""


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ("git", *arguments), cwd=ROOT, capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout.strip()


def manage(sources: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run one command of the version in ``sources``; it must succeed."""
    done = subprocess.run(
        (sys.executable, "manage.py", *arguments),
        cwd=sources,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
    return done.stdout

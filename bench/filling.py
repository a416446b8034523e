"""Generated sites: a database with N guides and its pictures, made once and kept.

A site is told by N and by the digest of the generator. The tables may change under it: then a
copy of the filled database is migrated, as an office's would be, and nothing is made anew.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from bench.content import AGENCIES
from bench.ground import ROOT, Ground
from bench.multiplying import multiply

__all__ = ["copy_of", "filled"]

DATABASE, FILLED = "loa.sqlite3", "filled.sqlite3"

MOST_WRITTEN = 10_000
"""So many guides are written one by one; the rest of a larger site are copies of them."""

_GENERATOR = ("blocks.py", "content.py", "fill.py", "screens.py", "world.py")
_APPS = ("cms", "guides", "media", "sitegen")


def filled(ground: Ground, guides: int, offices: int = AGENCIES) -> Path:
    """Return the data folder of a site with ``guides`` guides; fill it when there is none."""
    data = ground.folder / f"data-{guides}-{offices}-{_generator_digest()[:12]}"
    if not (data / FILLED).is_file():
        _fill(ground, guides, offices, data)
    try:
        _migrate(ground, data)
    except subprocess.CalledProcessError:
        print("The kept database cannot be migrated.", flush=True)
        _fill(ground, guides, offices, data)
        _migrate(ground, data)
    return data


def copy_of(data: Path, target: Path) -> Path:
    """Return a site that may be edited: the database copied, the pictures shared."""
    target.mkdir(parents=True, exist_ok=True)
    _copy(data / DATABASE, target / DATABASE)
    for name in ("static", "uploads"):
        (target / name).symlink_to(data / name)
    return target


def _fill(ground: Ground, guides: int, offices: int, data: Path) -> None:
    """Fill beside, then rename: a stopped run leaves nothing that looks finished."""
    print(f"Making {guides:,} guides; this is done once …", flush=True)
    for old in ground.folder.glob(f"data-{guides}-{offices}-*"):
        shutil.rmtree(old)
    beside = ground.folder / f"filling-{guides}-{os.getpid()}"
    shutil.rmtree(beside, ignore_errors=True)
    if guides > MOST_WRITTEN:
        of_today = shutil.ignore_patterns(DATABASE, "migrated")
        shutil.copytree(filled(ground, MOST_WRITTEN, offices), beside, ignore=of_today)
        multiply(beside / FILLED, guides)
    else:
        _python(ground, beside, "-m", "bench.fill", str(guides), str(offices))
        (beside / DATABASE).rename(beside / FILLED)
    beside.rename(data)


def _migrate(ground: Ground, data: Path) -> None:
    """Give the database the tables of today; always from the filled one, which stays as it is."""
    done, wanted = data / "migrated", _tables_digest()
    if done.is_file() and done.read_text("utf-8") == wanted:
        return
    done.unlink(missing_ok=True)
    for old in data.glob(f"{DATABASE}*"):
        old.unlink()
    _copy(data / FILLED, data / DATABASE)
    _python(ground, data, "-m", "django", "migrate", "--verbosity", "0")
    done.write_text(wanted, "utf-8")


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _python(ground: Ground, data: Path, *arguments: str) -> None:
    environment = {**os.environ, **ground.variables("bench.settings", data)}
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ground.code, env=environment, check=True)


def _generator_digest() -> str:
    return _digest([ROOT / "bench" / name for name in _GENERATOR])


def _tables_digest() -> str:
    migrations = [sorted((ROOT / app / "migrations").glob("*.py")) for app in _APPS]
    return _digest([ROOT / "requirements.txt", *(path for some in migrations for path in some)])


def _digest(sources: list[Path]) -> str:
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()

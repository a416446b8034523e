"""Taking a backup: the uploads are looked at just before and just after a moment of the database.

A file that the rows of that moment name, and that looked the same on both sides of it, is the file
of that moment. Where something came, went or changed in between, another moment is taken; files
are copied once, so that costs little.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from cms.backups.copier import Copier
from cms.backups.databases import Moment, moment, prove
from cms.backups.errors import BackupError
from cms.backups.manifest import Manifest, Stamp, secret_mark
from cms.backups.named import named, uploads
from cms.backups.seal import Seal
from cms.backups.turn import alone_in, staging
from cms.backups.vault import Vault

__all__ = ["Taken", "last_backup", "take"]

MARK = "last-backup"
_TRIES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A backup that was made: its file, what it holds, and bytes that were newly written.

    ``missing`` are files that the database names and that are not on the disk; ``unnamable`` are files
    that were left out because of their names. ``dropped`` is how many older backups had had their
    time. ``bucket`` is where the uploads are instead ("": here).
    """

    file: Path
    files: int
    bytes: int
    written: int
    missing: tuple[str, ...]
    unnamable: tuple[str, ...]
    dropped: int
    bucket: str


def take(folder: Path, *, key: str, keep: int, now: datetime) -> Taken:
    """Add a backup to ``folder`` and drop all but the newest ``keep``.

    Raises BackupError or OSError; the backups before are whole then, and what was copied is kept
    for the next attempt. One that lacks files which the database names is no good backup: it is
    told as late, and an older one that holds them stays.
    """
    if folder.resolve().is_relative_to(uploads().resolve()):
        raise BackupError(f"{folder} nằm trong thư mục tệp tải lên. Chọn thư mục khác, đĩa khác.")
    vault, var = Vault(folder, Seal(key)), Path(settings.LOA_VAR)
    with vault.alone(), _staging(var) as aside:
        copier = Copier(vault, uploads())
        manifest = _manifest(copier, aside, now)
        file = vault.add(manifest)
        dropped = vault.keep(keep, file, manifest.missing)
    if not manifest.missing:
        os.utime(_marked(var), (now.timestamp(), now.timestamp()))
    sizes = [manifest.database.size, *(one.size for one in manifest.files.values())]
    return Taken(
        file=file,
        files=len(manifest.files),
        bytes=sum(sizes),
        written=vault.written,
        missing=manifest.missing,
        unnamable=tuple(sorted(copier.unnamable)),
        dropped=dropped,
        bucket=settings.LOA_BUCKET,
    )


def last_backup(var: Path) -> float | None:
    """Return when the last backup was begun, in seconds since 1970; None if there is none."""
    try:
        return (var / MARK).stat().st_mtime
    except OSError:
        return None


def _marked(var: Path) -> Path:
    (var / MARK).touch()
    return var / MARK


@contextmanager
def _staging(var: Path) -> Iterator[Path]:
    """Give a folder beside the database for its copy, which is not locked yet."""
    parent = staging(var)
    with alone_in(parent):
        for left in parent.glob("*/*"):
            left.unlink()
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            yield Path(folder)


def _manifest(copier: Copier, aside: Path, now: datetime) -> Manifest:
    lost: set[str] = set()
    copier.look()
    for _attempt in range(_TRIES):
        before = copier.look()
        with moment() as held:
            after = copier.look()
            wanted = named(held.rows)
            gone, moved = _unsettled(wanted, before, after)
            if not moved and gone <= lost:
                return _made(copier, held, aside, now, _listed(wanted, before, after), gone)
        lost = gone
    raise BackupError(
        "Tệp tải lên thay đổi liên tục nên chưa chụp được một thời điểm. Chạy lại sau vài phút."
    )


def _unsettled(
    wanted: set[str], before: Mapping[str, Stamp], after: Mapping[str, Stamp]
) -> tuple[set[str], set[str]]:
    """Return the named files that are nowhere, and those that came, went or changed."""
    gone = {path for path in wanted if path not in before and path not in after}
    moved = {path for path in wanted - gone if before.get(path) != after.get(path)}
    return gone, moved


def _listed(wanted: set[str], before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """Return what is kept: what is named, and what nothing names but was there all the time."""
    return sorted(
        path for path, seen in after.items() if path in wanted or before.get(path) == seen
    )


def _made(  # noqa: PLR0913, PLR0917  # what one moment consists of
    copier: Copier,
    held: Moment,
    aside: Path,
    now: datetime,
    paths: list[str],
    missing: set[str],
) -> Manifest:
    copy = aside / "database"
    copy.touch(mode=0o600)
    held.write(copy)
    prove(copy, connection.vendor)
    migrations = held.rows("SELECT app, name FROM django_migrations ORDER BY app, name")
    return Manifest(
        made=now,
        kind="postgresql" if connection.vendor == "postgresql" else "sqlite",
        database=copier.keep(copy),
        files={path: copier.copied[path] for path in paths},
        migrations=tuple((app, name) for app, name in migrations),
        missing=tuple(sorted(missing)),
        mirror=settings.LOA_MIRROR_ADDRESS,
        notice=settings.LOA_NOTICE,
        secret=secret_mark(),
    )

"""The manifest of a backup: what it holds, piece by piece, and what made it.

Whoever can write into the folder can forge one that is not locked: everything that a restore acts
upon is checked here, where it is read.
"""

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

import msgspec
from django.utils.crypto import salted_hmac

__all__ = ["PIECE_BYTES", "Kept", "Manifest", "Stamp", "is_path", "secret_mark", "stamp"]

PIECE_BYTES = 1 << 20
"""Size of every piece but the last of a file, in bytes."""

Stamp = tuple[int, int, int, int]
"""Size in bytes, time of change of the content and of the entry (ns), number on the disk."""

PieceName = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
_NAME_BYTES, _PATH_BYTES = 255, 1024
_YEARS = range(2000, 2200)


class Kept(msgspec.Struct, frozen=True):
    """One file: its pieces in order, its size in bytes, its rights and how it looked when read."""

    pieces: tuple[PieceName, ...]
    size: Annotated[int, msgspec.Meta(ge=0)]
    mode: Annotated[int, msgspec.Meta(ge=0, le=0o7777)] = 0o600
    seen: Stamp | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one backup. ``files`` are the uploads, by their path below uploads.

    ``kind`` is "sqlite" or "postgresql". ``missing`` are files that the database names and that
    were not on the disk. ``mirror`` and ``notice`` are settings that stand on every page, ``secret`` is what can be
    told of the secret key without telling it: whether it was another.
    """

    made: datetime
    kind: Literal["postgresql", "sqlite"]
    database: Kept
    files: dict[str, Kept]
    migrations: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()
    mirror: str = ""
    notice: str = ""
    secret: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError when a restore could not act upon it, or not where it may."""
        if self.made.tzinfo is None or self.made.astimezone(UTC).year not in _YEARS:
            message = f"thời điểm không hợp lệ: {self.made!r}"
            raise ValueError(message)
        for path in self.files:
            if not is_path(path) or any(
                str(folder) in self.files for folder in PurePosixPath(path).parents
            ):
                message = f"đường dẫn không hợp lệ: {path[:100]!r}"
                raise ValueError(message)

        for name, one in {"cơ sở dữ liệu": self.database, **self.files}.items():
            if one.size > len(one.pieces) * PIECE_BYTES or (
                one.size <= (len(one.pieces) - 1) * PIECE_BYTES and len(one.pieces) > 1
            ):
                message = f"{name[:100]}: {len(one.pieces)} mảnh không thể thành {one.size} byte"
                raise ValueError(message)

    def pieces(self) -> set[str]:
        """Return the names of all pieces that this backup needs."""
        return {name for one in (self.database, *self.files.values()) for name in one.pieces}


def is_path(path: str) -> bool:
    """Tell whether a file below a folder may have this path, written in the one way: in UTF-8."""
    names = path.split("/")
    try:
        is_short = len(path.encode()) <= _PATH_BYTES
    except UnicodeEncodeError:
        return False
    return (
        is_short
        and "\0" not in path
        and not {"", ".", ".."}.intersection(names)
        and all(len(name.encode()) <= _NAME_BYTES for name in names)
    )


def secret_mark() -> str:
    """Return what is the same as long as the secret key is."""
    return salted_hmac("cms.backups", "secret", algorithm="sha256").hexdigest()[:16]


def stamp(path: Path) -> Stamp | None:
    """Return how a file looks now, None when it is not there: another look is another file."""
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino

"""The store: every rendered file once, named by its digest, and an index from key to file.

Objects are written to a side folder and renamed into place, so a name never shows half a
file. The index is one SQLite file and one transaction for each build; it is only a memory of
what was rendered, so a broken index is thrown away and costs no more than a full build.
"""

import ctypes
import hashlib
import os
import sqlite3
from collections.abc import Container
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Output", "Store", "flush"]

_SCHEMA_VERSION = 1
_TABLE = """
CREATE TABLE outputs (
    key TEXT PRIMARY KEY, object TEXT NOT NULL, size INTEGER NOT NULL,
    notes BLOB NOT NULL, inputs BLOB NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Output:
    """What a key led to: an object and its size in bytes, with notes about it.

    ``object`` is "" for work that was refused: the notes say why. Notes and inputs are JSON
    that only the build understands (the links of a page; the reason of a refusal).
    """

    key: str
    object: str
    size: int
    notes: bytes = b""


class Store:
    """The objects and the index under one folder; one writer at a time (the release lock).

    ``is_read_only`` answers and reckons as usual but writes nothing at all. ``is_thorough``
    compares bytes where usually the size is enough.
    """

    def __init__(
        self, folder: Path, *, is_read_only: bool = False, is_thorough: bool = False
    ) -> None:
        self._objects = folder / "objects"
        self._incoming = folder / "incoming"
        self._index = folder / "index.sqlite3"
        self._is_read_only = is_read_only
        self._is_thorough = is_thorough
        self._new_rows: list[tuple[str, str, int, bytes, bytes]] = []
        self._written: set[str] = set()
        self._folders: set[str] = set()
        self._outputs = self._read_index()
        self._trusted = {output.object for output in self._outputs.values()}

    def find(self, key: str) -> Output | None:
        """Return what ``key`` led to; None when that is unknown or its object is damaged."""
        output = self._outputs.get(key)
        if output is None or not output.object or output.object in self._written:
            return output
        return output if _size(self.path(output.object)) == output.size else None

    def known(self, key: str) -> Output | None:
        """Return what ``key`` led to according to the index, whatever became of the object."""
        return self._outputs.get(key)

    def put(self, key: str, content: bytes, *, inputs: bytes, notes: bytes = b"") -> Output:
        """Keep ``content`` under ``key``; an equal object that is whole is not written again."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._written:
            if not self._is_read_only and not self._is_whole(digest, content):
                self._write(digest, content)
            self._written.add(digest)
        return self._remember(Output(key, digest, len(content), notes), inputs)

    def refuse(self, key: str, *, inputs: bytes, notes: bytes) -> Output:
        """Remember that the work under ``key`` was refused, so that it is not tried again."""
        return self._remember(Output(key, "", 0, notes), inputs)

    def save(self) -> None:
        """Bring all new objects to the disk, then the index that speaks of them."""
        if self._is_read_only or not self._new_rows:
            return
        self._objects.mkdir(parents=True, exist_ok=True)
        flush(self._objects)
        with closing(self._open_for_writing()) as index, index:
            index.executemany(
                "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)", self._new_rows
            )
        self._new_rows.clear()

    def inputs(self, key: str) -> bytes | None:
        """Return the inputs that were put with ``key``, None when it is unknown."""
        if key not in self._outputs:
            return None
        with closing(self._open_for_reading()) as index:
            row = index.execute("SELECT inputs FROM outputs WHERE key = ?", (key,)).fetchone()
        return bytes(row[0]) if row else None

    def path(self, digest: str) -> Path:
        """Return the place of an object."""
        return self._objects / digest[:2] / digest

    def clean(self) -> None:
        """Remove what a killed build left half written."""
        if self._incoming.is_dir():
            for left_over in self._incoming.iterdir():
                left_over.unlink()

    def sweep(self, marked: Container[str], keys: Container[str]) -> int:
        """Remove objects that are not marked and forget their keys; return how many objects.

        A refusal has no object: it is remembered as long as its key is among ``keys``.
        """
        forgotten = [
            (output.key,)
            for output in self._outputs.values()
            if (output.object not in marked if output.object else output.key not in keys)
        ]
        if forgotten:
            with closing(self._open_for_writing()) as index, index:
                index.executemany("DELETE FROM outputs WHERE key = ?", forgotten)
            for (key,) in forgotten:
                del self._outputs[key]
        return self._remove_objects_without(marked)

    def _remove_objects_without(self, marked: Container[str]) -> int:
        removed = 0
        for folder in self._objects.iterdir():
            for entry in os.scandir(folder):
                if entry.name not in marked:
                    Path(entry.path).unlink()
                    removed += 1
        return removed

    def _remember(self, output: Output, inputs: bytes) -> Output:
        self._outputs[output.key] = output
        self._new_rows.append((output.key, output.object, output.size, output.notes, inputs))
        return output

    def _is_whole(self, digest: str, content: bytes) -> bool:
        """Trust only objects that the index speaks of: others may be remains of a power cut."""
        if digest not in self._trusted:
            return False
        path = self.path(digest)
        if _size(path) != len(content):
            return False
        return not self._is_thorough or path.read_bytes() == content

    def _write(self, digest: str, content: bytes) -> None:
        target = self.path(digest)
        folder = digest[:2]
        if folder not in self._folders:
            self._incoming.mkdir(parents=True, exist_ok=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        half = self._incoming / digest
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o444)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        half.replace(target)

    def _read_index(self) -> dict[str, Output]:
        if not self._index.is_file():
            return {}
        try:
            with closing(self._open_for_reading()) as index:
                if _version(index) != _SCHEMA_VERSION:
                    return {}
                rows = index.execute("SELECT key, object, size, notes FROM outputs")
                return {row[0]: Output(*row) for row in rows}
        except sqlite3.DatabaseError:
            return {}

    def _open_for_reading(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._index.absolute().as_uri()}?mode=ro", uri=True)

    def _open_for_writing(self) -> sqlite3.Connection:
        """Open the index; one that is broken or of another version is begun anew."""
        try:
            index = sqlite3.connect(self._index)
            if _version(index) == _SCHEMA_VERSION:
                return index
            index.close()
        except sqlite3.DatabaseError:
            index.close()
        self._index.unlink(missing_ok=True)
        index = sqlite3.connect(self._index)
        index.execute(_TABLE)
        index.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")
        return index


def flush(folder: Path) -> None:
    """Bring everything written on the filesystem of ``folder`` to the disk.

    One call for a thousand new files takes milliseconds where an fsync for each takes a
    second, and it covers folders and links as well. Where the C library has no ``syncfs``
    (macOS) all filesystems are flushed.
    """
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        os.sync()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(folder))
    finally:
        os.close(handle)


def _version(index: sqlite3.Connection) -> int:
    return int(index.execute("PRAGMA user_version").fetchone()[0])


def _size(path: Path) -> int:
    """Return the size in bytes of a file, -1 when there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return -1

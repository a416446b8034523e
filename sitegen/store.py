"""The store: every rendered file once, named by its digest, and an index from key to file.

Objects are written to a side folder and renamed into place, so a name never shows half a
file. The index is one SQLite file and one transaction for each build; it is only a memory of
what was rendered, so a broken index is thrown away and costs no more than a full build.
"""

import ctypes
import hashlib
import os
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

__all__ = ["Output", "Store", "flush"]

_SCHEMA_VERSION = 1
_TABLE = """
CREATE TABLE outputs (
    key TEXT PRIMARY KEY, object TEXT NOT NULL, size INTEGER NOT NULL,
    notes BLOB NOT NULL, inputs BLOB NOT NULL
) WITHOUT ROWID
"""
_OF_THE_DISK = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
"""Errors that a new index would meet as well."""

_SELECT = "SELECT key, object, size, notes FROM outputs WHERE key IN ({})"


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

    ``is_read_only`` answers and reckons as usual but writes nothing at all. Nothing of the
    index is held in memory: a build asks for the few keys that it needs.
    """

    def __init__(self, folder: Path, *, is_read_only: bool = False) -> None:
        self._objects = folder / "objects"
        self._incoming = folder / "incoming"
        self._index = folder / "index.sqlite3"
        self._is_read_only = is_read_only
        self._new: dict[str, tuple[Output, bytes]] = {}
        self._written: set[str] = set()
        self._folders: set[str] = set()

    def find(self, key: str) -> Output | None:
        """Return what ``key`` led to; None when that is unknown or its object is damaged."""
        return self.find_all((key,)).get(key)

    def find_all(self, keys: Iterable[str]) -> dict[str, Output]:
        """Return what each of many keys led to; the unknown and the damaged are left out."""
        return {key: output for key, output in self.known(keys).items() if self._is_there(output)}

    def known(self, keys: Iterable[str]) -> dict[str, Output]:
        """Return what keys led to according to the index, whatever became of the objects."""
        wanted = list(keys)
        found = {key: self._new[key][0] for key in wanted if key in self._new}
        for row in self._rows(_SELECT, [key for key in wanted if key not in found]):
            found[row[0]] = Output(*row)
        return found

    def put(self, key: str, content: bytes, *, inputs: bytes, notes: bytes = b"") -> Output:
        """Keep ``content`` under ``key``; an equal object that is whole is not written again."""
        digest = hashlib.sha256(content).hexdigest()
        if digest not in self._written:
            if not self._is_read_only and not self._is_whole(digest, content):
                self._write(digest, content)
            self._written.add(digest)
        return self._remember(Output(key, digest, len(content), notes), inputs)

    def read(self, digest: str) -> bytes:
        """Return the bytes of an object; raises OSError when it is not there or not whole."""
        content = self.path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(f"object {digest} is damaged")
        return content

    def refuse(self, key: str, *, inputs: bytes, notes: bytes) -> Output:
        """Remember that the work under ``key`` was refused, so that it is not tried again."""
        return self._remember(Output(key, "", 0, notes), inputs)

    def save(self) -> None:
        """Bring all new objects to the disk, then the index that speaks of them."""
        if self._is_read_only or not self._new:
            return
        self._objects.mkdir(parents=True, exist_ok=True)
        flush(self._objects)
        rows = [
            (key, output.object, output.size, output.notes, inputs)
            for key, (output, inputs) in sorted(self._new.items())  # as the index keeps them
        ]
        try:
            self._insert(rows)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _OF_THE_DISK:
                raise
            self._index.unlink()  # it is broken somewhere, or has another shape
            self._insert(rows)
        self._new.clear()

    def _insert(self, rows: list[tuple[str, str, int, bytes, bytes]]) -> None:
        with closing(self._open_for_writing()) as index, index:
            index.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?)", rows)

    def inputs(self, key: str) -> bytes | None:
        """Return the inputs that were put with ``key``, None when it is unknown."""
        if key in self._new:
            return self._new[key][1]
        rows = list(self._rows("SELECT inputs FROM outputs WHERE key IN ({})", [key]))
        return bytes(rows[0][0]) if rows else None

    def path(self, digest: str) -> Path:
        """Return the place of an object."""
        return Path(self.place(digest))

    def place(self, digest: str) -> str:
        """Return ``path`` as text: for new files a path object costs as much as the disk."""
        return f"{self._objects}/{digest[:2]}/{digest}"

    def clean(self) -> None:
        """Remove what a killed build left half written."""
        if self._incoming.is_dir():
            for left_over in self._incoming.iterdir():
                left_over.unlink()

    def sweep(self, marked: Container[str], keys: Container[str]) -> int:
        """Remove objects that are not marked and forget their keys; return how many objects.

        A refusal has no object: it is remembered as long as its key is among ``keys``.
        """
        with closing(self._open_for_writing()) as index, index:
            rows = index.execute("SELECT key, object FROM outputs")
            forgotten = [
                (key,) for key, name in rows if (name not in marked if name else key not in keys)
            ]
            index.executemany("DELETE FROM outputs WHERE key = ?", forgotten)
        if forgotten:
            self._leave_no_traces()
        return self._remove_objects_without(marked)

    def _leave_no_traces(self) -> None:
        """Write the index anew: ``secure_delete`` misses what moved between pages of the file."""
        with closing(self._open_for_writing()) as index:
            index.execute("VACUUM")

    def _remove_objects_without(self, marked: Container[str]) -> int:
        removed = 0
        for folder in self._objects.iterdir():
            for entry in os.scandir(folder):
                if entry.name not in marked:
                    Path(entry.path).unlink()
                    removed += 1
        return removed

    def _remember(self, output: Output, inputs: bytes) -> Output:
        self._new[output.key] = (output, inputs)
        return output

    def _is_there(self, output: Output) -> bool:
        """Tell whether the object of an output lies in its place, byte for byte."""
        if not output.object or output.object in self._written:
            return True
        try:
            self.read(output.object)
        except OSError:
            return False
        return True

    def _is_whole(self, digest: str, content: bytes) -> bool:
        """Compare the bytes: an object may be the remains of a power cut, or rotten."""
        place = self.place(digest)
        if not os.access(place, os.F_OK):  # an error of ``stat`` would cost more than the answer
            return False
        try:
            size = os.stat(place).st_size  # noqa: PTH116  # as in place
        except OSError:
            return False
        return size == len(content) and Path(place).read_bytes() == content

    def _write(self, digest: str, content: bytes) -> None:
        folder = digest[:2]
        if folder not in self._folders:
            self._incoming.mkdir(parents=True, exist_ok=True)
            (self._objects / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        half = f"{self._incoming}/{digest}"
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o444)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
        finally:
            os.close(handle)
        os.replace(half, self.place(digest))  # noqa: PTH105  # as in place

    def _rows(self, statement: str, keys: list[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of some keys; an index that cannot be read knows none."""
        if not keys or not self._index.is_file():
            return
        try:
            with closing(self._open_for_reading()) as index:
                if _version(index) != _SCHEMA_VERSION:
                    return
                for some in _parts(keys, 500):
                    marks = ",".join("?" * len(some))
                    yield from index.execute(statement.format(marks), some)
        except sqlite3.DatabaseError:
            return

    def _open_for_reading(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self._index.absolute().as_uri()}?mode=ro", uri=True)

    def _open_for_writing(self) -> sqlite3.Connection:
        """Open the index; one that is broken or of another version is begun anew."""
        try:
            index = sqlite3.connect(self._index)
            if _version(index) == _SCHEMA_VERSION:
                index.execute("PRAGMA secure_delete = ON")
                return index
            index.close()
        except sqlite3.DatabaseError:
            index.close()
        self._index.unlink(missing_ok=True)
        index = sqlite3.connect(self._index)
        index.execute("PRAGMA secure_delete = ON")  # what is swept may have been private
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


def _parts(keys: Iterable[str], length: int) -> Iterator[list[str]]:
    rest = iter(keys)
    while some := list(islice(rest, length)):
        yield some


def _version(index: sqlite3.Connection) -> int:
    return int(index.execute("PRAGMA user_version").fetchone()[0])

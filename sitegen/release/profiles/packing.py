"""Packing: gzip and brotli, each file packed once and remembered by the digest of its bytes."""

import gzip
import hashlib
import os
import threading
from collections.abc import Container, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import brotli  # type: ignore[import-untyped]  # has no stubs

from sitegen.release.profiles.entry import Entry, is_text

__all__ = ["Encoding", "Packer"]

Encoding = Literal["gzip", "br"]

_ENDING = {"gzip": ".gz", "br": ".br"}
_RECIPE = {"gzip": "gz9", "br": "br9", "br-asset": "br11"}
_DIGEST_BYTES = 32
_SMALLEST = 256  # below that many bytes the header of a packed file eats the gain


class Packer:
    """Packs entries; ``folder`` remembers what was packed, so no build packs anything twice.

    Brotli at level 9 costs twenty times as much with its usual window as with 64 kB, for the
    same size of a page; level 11 is only for files that stay for months.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def beside(self, entry: Entry, size: int) -> Iterator[Entry]:
        """Yield the packed twins of a text: ``page.html.gz`` and ``page.html.br``."""
        if is_text(entry.type) and size >= _SMALLEST:
            for encoding in ("gzip", "br"):
                twin = self._packed(entry, encoding)
                yield replace(twin, path=f"{entry.path}{_ENDING[encoding]}")

    def inside(self, entry: Entry, size: int) -> Entry:
        """Return a text packed under its own name, for places that keep one form of a file."""
        if is_text(entry.type) and size >= _SMALLEST:
            return self._packed(entry, "gzip")
        return entry

    def sweep(self, held: Container[str]) -> int:
        """Forget what was packed from bytes that no release holds; return how many files."""
        removed = 0
        for path in self._folder.glob("??/*"):
            if path.name.partition(".")[0] not in held:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def _packed(self, entry: Entry, encoding: Encoding) -> Entry:
        is_lasting = encoding == "br" and entry.cache == "asset"
        recipe = _RECIPE["br-asset" if is_lasting else encoding]
        version = f"{entry.version}.{recipe}"

        def load() -> bytes:
            path = self._folder / version[:2] / version
            content = _remembered(path)
            if content is None:
                content = _pack(entry.load(), recipe)
                _remember(path, content)
            return content

        return replace(entry, version=version, load=load, encoding=encoding)


def _pack(content: bytes, recipe: str) -> bytes:
    if recipe == "gz9":
        return gzip.compress(content, 9, mtime=0)
    if recipe == "br11":
        return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=9, lgwin=16))


def _remembered(path: Path) -> bytes | None:
    """Return packed bytes; None when there are none, or only what a power cut left of them."""
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, content = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
    return content if hashlib.sha256(content).digest() == digest else None


def _remember(path: Path, content: bytes) -> None:
    """Write in one piece; several threads may do so at once, each under a name of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"half-{os.getpid()}-{threading.get_ident()}")
    half.write_bytes(hashlib.sha256(content).digest() + content)
    half.replace(path)

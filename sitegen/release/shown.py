"""Shown: the documents of a kept release, and the facts of registries that stand in them.

A release is asked for its facts with every rollback and each export of an older one, so the
keys are found in the bytes of its data and not by reading every document.
"""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sitegen.documents.kinds import Document
from sitegen.errors import SitegenError
from sitegen.release.manifest import Manifest
from sitegen.store import Store

__all__ = ["Shown"]

_KEYS = re.compile(rb'"\w+_keys?":(?:"([^"]*)"|\[([^\]]*)\])')
"""In JSON a quotation mark inside a text has a backslash before it: no text looks like a field."""

_PAGE = "page-"
_NAMES = ("name", "citation", "title")


class Shown:
    """What one release shows; ``read`` makes a document of the bytes of a data file.

    Raises SitegenError when such a file is nowhere to be found.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, *, read: Callable[[bytes], Document]
    ) -> None:
        self._read = read
        self._store = Store(folder / "store", is_read_only=True)
        self._release = manifest.id
        self._place = folder / "releases" / manifest.id
        self._data = [
            (path, file.digest) for path, file in manifest.files.items() if file.group == "data"
        ]

    def documents(self) -> Iterator[Document]:
        """Yield all documents."""
        for path, digest in self._data:
            yield self._read(self._content(path, digest))

    def fact_keys(self) -> set[str]:
        """Return the keys of all facts that stand in a document."""
        return {key for _, keys in self._keys() for key in keys}

    def names(self, facts: Set[str]) -> tuple[str, ...]:
        """Return what readers saw of ``facts`` as their names, each once, in order."""
        found: dict[str, str] = {}
        if not facts:
            return ()
        for content, keys in self._keys():
            if any(key in facts and key not in found for key in keys):
                document = self._read(content)
                for key, name in _named(document, document.head.title):
                    if key in facts:
                        found.setdefault(key, name)
        return tuple(sorted(set(found.values())))

    def _keys(self) -> Iterator[tuple[bytes, set[str]]]:
        for path, digest in self._data:
            content = self._content(path, digest)
            yield content, set(_keys_in(content))

    def _content(self, path: str, digest: str) -> bytes:
        try:
            return self._store.read(digest)
        except OSError:
            pass
        try:
            return (self._place / path).read_bytes()
        except OSError as error:
            raise SitegenError(
                f"Bản phát hành {self._release} thiếu tệp “{path}” trên đĩa.",
                hint="Chọn bản khác, hoặc phát hành lại bằng lệnh manage.py release --full.",
                code="release-damaged",
            ) from error


def _keys_in(content: bytes) -> Iterator[str]:
    for one, many in _KEYS.findall(content):
        for key in (one, *many.replace(b'"', b"").split(b",")):
            if key and not key.startswith(_PAGE.encode()):
                yield key.decode()


def _named(value: Any, above: str) -> Iterator[tuple[str, str]]:
    """Yield (key, name) of every fact inside ``value``; ``above`` names what has no name itself."""
    if isinstance(value, tuple):
        for item in value:
            yield from _named(item, above)
    elif is_dataclass(value) and not isinstance(value, type):
        get = partial(getattr, value)
        name = next((said for field in _NAMES if (said := get(field, ""))), "") or above
        for field in fields(value):
            inner = get(field.name)
            if field.name.endswith("_key") and isinstance(inner, str):
                yield inner, name
            elif field.name.endswith("_keys"):
                yield from ((key, name) for key in inner)
            else:
                yield from _named(inner, name if isinstance(name, str) else above)

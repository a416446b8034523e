"""What every file is made by: one digest of this package, of the libraries and of Python."""

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

__all__ = ["LIBRARIES", "made_by", "package_digest"]

LIBRARIES = Path(msgspec.__file__).parent.parent
"""Where packages are installed: their names and versions say what they are."""

_WRITES_NOTHING = {"__pycache__", "management", "migrations"}


@cache  # a process runs the code that it began with, and reading all of it takes 20 ms
def made_by() -> str:
    """Return what changes whenever the same document could give another file.

    It stands in every key but those of pictures and fonts, which have digests of their own. After
    an upgrade all else is made anew (decision 17), and nobody has to say which code makes what.
    """
    installed = sorted(path.name for path in LIBRARIES.glob("*.dist-info"))
    versions = "\n".join((sys.version, *installed))
    return hashlib.sha256((versions + package_digest(Path(__file__).parent)).encode()).hexdigest()


def package_digest(folder: Path) -> str:
    """Return a digest of the names and bytes of all files below ``folder`` that may make a file."""
    made = hashlib.sha256()
    for file in _sources(folder):
        made.update(f"\n{file.relative_to(folder).as_posix()}\n".encode())
        made.update(hashlib.sha256(file.read_bytes()).digest())
    return made.hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.is_dir() and path.name not in _WRITES_NOTHING:
            yield from _sources(path)

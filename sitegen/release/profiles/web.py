"""The web profile: the whole mirror for a web server or a bucket, packed for quick sending."""

from collections.abc import Iterator, Mapping
from typing import Literal

from sitegen.release.profiles.entry import Entry, Released, made, stored
from sitegen.release.profiles.packing import Packer

__all__ = ["Packing", "web"]

Packing = Literal["beside", "inside", "none"]
"""``beside``: .gz and .br files for nginx. ``inside``: gzip under the file's own name with
Content-Encoding, for buckets. ``none``: the host packs by itself."""


def web(
    released: Released, *, packer: Packer, packing: Packing, extra: Mapping[str, bytes]
) -> Iterator[Entry]:
    """Yield every file of the release, and the texts for the server (redirects, headers).

    ``extra`` may not stand in the place of a released file.
    """
    for path, file in released.files.items():
        yield from _packed(stored(released, path), file.size, packer, packing)
    for path, content in extra.items():
        if path not in released.files:
            yield made(path, content)


def _packed(entry: Entry, size: int, packer: Packer, packing: Packing) -> Iterator[Entry]:
    yield packer.inside(entry, size) if packing == "inside" else entry
    if packing == "beside":
        yield from packer.beside(entry, size)

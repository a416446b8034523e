"""Every way in which a release leaves this machine, as (where, bytes): what a leak would be in.

A new profile is one more line of ``OUTPUTS``.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sitegen.management.server_texts import server_texts
from sitegen.release.manifest import Manifest, manifest_path, read_manifest
from sitegen.release.profiles import (
    Entry,
    Packer,
    Released,
    about,
    api,
    epub,
    large,
    printed,
    single,
    usb,
    web,
    zim,
)
from sitegen.release.switch import CURRENT, current_release
from sitegen.release.targets.zipped import write_zip
from tests.site.bytes_of_a_release import readable, unpacked

__all__ = ["OUTPUTS"]

Contents = Iterator[tuple[str, bytes]]


def _folder(var: Path) -> Contents:
    yield from readable((var / "releases" / CURRENT).resolve())


def _beside(var: Path) -> Contents:
    """Yield what is kept beside the release: manifests with their remarks."""
    releases = var / "releases"
    name = current_release(releases)
    yield f"{name}.json", manifest_path(releases, name).read_bytes()


def _manifest(var: Path) -> Manifest:
    releases = var / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    return manifest


def _released(var: Path) -> Released:
    manifest = _manifest(var)
    current = (var / "releases" / CURRENT).resolve()
    return Released(
        files=manifest.files,
        titles=manifest.titles,
        read=lambda path: (current / path).read_bytes(),
    )


def _entries(entries: Iterable[Entry]) -> Contents:
    for entry in entries:
        yield f"{entry.path} (name)", entry.path.encode()
        ending = {"br": ".br", "gzip": ".gz"}.get(entry.encoding, "")
        place = entry.path if entry.path.endswith(ending) else f"{entry.path}{ending}"
        yield from unpacked(place, entry.load())


def _web(var: Path) -> Contents:
    packer, released = Packer(var / "packed"), _released(var)
    texts = server_texts(_manifest(var), "dir")
    yield from _entries(web(released, packer=packer, packing="beside", extra=texts))
    yield from _entries(web(released, packer=packer, packing="inside", extra={}))


def _stick(var: Path) -> Contents:
    target = var / "stick.zip"
    write_zip(list(usb(_released(var))), target)
    yield from unpacked(target.name, target.read_bytes())


def _pages(released: Released) -> list[str]:
    return [
        path for path, file in released.files.items() if file.owner and path.endswith("index.html")
    ]


def _single(var: Path) -> Contents:
    released = _released(var)
    yield from _entries(single(released, _pages(released)))


def _books(var: Path) -> Contents:
    """Yield what is made from the twins; braille is written from the same words."""
    released = _released(var)
    pages = [path for path in _pages(released) if path.replace(".html", ".md") in released.files]
    yield from _entries(epub(released, pages))
    yield from _entries(large(released, pages))


def _archive(var: Path) -> Contents:
    released = _released(var)
    yield "about", repr(about(released, tagline="", languages=["vi"])).encode()
    yield from _entries(zim(released))


OUTPUTS: dict[str, Callable[[Path], Contents]] = {
    "release": _folder,
    "manifest": _beside,
    "web": _web,
    "usb": _stick,
    "api": lambda var: _entries(api(_released(var))),
    "print": lambda var: _entries(printed(_released(var))),
    "single": _single,
    "books": _books,
    "zim": _archive,
}

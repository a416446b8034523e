"""The manifest: what one release holds, kept beside its folder and never inside it.

On the disk a manifest is small: it names a base, which lists everything, and what differs
from it. So a release that changes one page of ten thousand writes one page's worth and not 10 MB.
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Site
from sitegen.errors import Finding

__all__ = [
    "BASES",
    "Bases",
    "File",
    "Manifest",
    "Outline",
    "base_of",
    "changed_digest",
    "changed_paths",
    "content_type",
    "digests_of",
    "files_digest",
    "gone_paths",
    "is_release_id",
    "manifest_path",
    "next_sequence",
    "read_manifest",
    "read_outline",
    "release_id",
    "release_ids",
    "write_manifest",
]

BASES = "bases"

_ID = re.compile(r"(\d{4,})-\d{8}T\d{6}")
_SUMS = 1 << 256
_PART = 1000
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: its object in the store, its size in bytes, and where it is from.

    ``owner`` is the key of the document it belongs to, "" for a shared file.
    """

    digest: str
    size: int
    type: str
    key: str
    group: str
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything about one release; ``digest`` stands for all its paths and bytes.

    ``titles`` names the documents of the release by key. ``sites``, ``moved`` and ``gone``
    are what the release was made from besides its documents; ``states`` names, for files
    that are updated and not made anew, the state of everything they were made from.
    """

    id: str
    sequence: int
    created: datetime
    digest: str
    files: Mapping[str, File]
    titles: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    previous: str = ""
    sites: tuple[Site, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)


Bases = dict[str, dict[str, File]]
"""The files of bases by their name."""


class _Base(msgspec.Struct):
    """The files of one release, to which later ones refer."""

    files: dict[str, File]


class _Stored(msgspec.Struct):
    """A manifest as it lies on the disk: all but what its base says already."""

    base: str
    id: str
    sequence: int
    created: datetime
    digest: str
    files: dict[str, File]
    removed: list[str]
    titles: dict[str, str]
    findings: tuple[Finding, ...] = ()
    previous: str = ""
    sites: tuple[Site, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    states: dict[str, str] = {}


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What can be said of a release without its files: a large one has hundreds of thousands."""

    id: str
    sequence: int
    created: datetime
    titles: dict[str, str]
    findings: tuple[Finding, ...] = ()


class _Reference(msgspec.Struct):
    base: str


class _Held(msgspec.Struct, gc=False):
    digest: str


class _HeldFiles(msgspec.Struct):
    """The objects of a base, or of what differs from one."""

    files: dict[str, _Held]
    removed: list[str] = []
    base: str = ""

    @property
    def instead(self) -> set[str]:
        """The paths at which the base does not count."""
        return self.files.keys() | self.removed


class _Places(msgspec.Struct):
    gone: tuple[Gone, ...] = ()


_decoder = msgspec.json.Decoder(_Stored)
_outline_decoder = msgspec.json.Decoder(Outline)
_base_decoder = msgspec.json.Decoder(_Base)
_places_decoder = msgspec.json.Decoder(_Places)
_held_decoder = msgspec.json.Decoder(_HeldFiles)
_reference_decoder = msgspec.json.Decoder(_Reference)


def files_digest(files: Mapping[str, File]) -> str:
    """Return one digest for all paths with their bytes, whatever their order."""
    return f"{sum(_line(path, file) for path, file in files.items()) % _SUMS:064x}"


def changed_digest(digest: str, old: Mapping[str, File], new: Mapping[str, File]) -> str:
    """Return the digest after the files ``old`` have given way to ``new``.

    It is a sum, so a change costs what changed: the same as ``files_digest`` of the result.
    """
    total = int(digest, 16)
    total -= sum(_line(path, file) for path, file in old.items())
    total += sum(_line(path, file) for path, file in new.items())
    return f"{total % _SUMS:064x}"


def changed_paths(old: Mapping[str, File], new: Mapping[str, File]) -> set[str]:
    """Return the paths whose file is not the same in both, or is in one of them only."""
    changed = {path for path, file in new.items() if old.get(path) != file}
    return changed | (old.keys() - new.keys())


def release_id(sequence: int, created: datetime) -> str:
    """Return the name of a release: its number first, so that names sort by age."""
    return f"{sequence:04d}-{created:%Y%m%dT%H%M%S}"


def is_release_id(name: str) -> bool:
    """Tell whether ``name`` could be that of a release."""
    return _ID.fullmatch(name) is not None


def release_ids(releases: Path) -> list[str]:
    """Return the releases whose manifest is there, oldest first."""
    if not releases.is_dir():
        return []
    ids = [path.stem for path in releases.glob("*.json") if _ID.fullmatch(path.stem)]
    return sorted(ids, key=_sequence)


def next_sequence(releases: Path) -> int:
    """Return a number above that of every release, whole or not."""
    names = [path.stem for path in releases.iterdir()] if releases.is_dir() else []
    return 1 + max((_sequence(name) for name in names if _ID.fullmatch(name)), default=0)


def manifest_path(releases: Path, name: str) -> Path:
    """Return where the manifest of a release is kept."""
    return releases / f"{name}.json"


def read_manifest(releases: Path, name: str, bases: Bases | None = None) -> Manifest | None:
    """Return the manifest of a release, None when it or its base is missing or unreadable.

    Whoever reads several keeps ``bases`` for them: the base is nearly all of it, and often the same.
    """
    bases = {} if bases is None else bases
    try:
        stored = _decoder.decode(manifest_path(releases, name).read_bytes())
        if stored.base not in bases:
            content = _base_path(releases, stored.base).read_bytes()
            bases[stored.base] = _base_decoder.decode(content).files
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    files = bases[stored.base] | stored.files
    for path in stored.removed:
        files.pop(path, None)
    return Manifest(
        id=stored.id,
        sequence=stored.sequence,
        created=stored.created,
        digest=stored.digest,
        files=files,
        titles=stored.titles,
        findings=stored.findings,
        previous=stored.previous,
        sites=stored.sites,
        moved=stored.moved,
        gone=stored.gone,
        states=stored.states,
    )


def read_outline(releases: Path, name: str) -> Outline | None:
    """Return the outline of a release, None when its manifest is missing or unreadable."""
    try:
        return _outline_decoder.decode(manifest_path(releases, name).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def digests_of(
    releases: Path, names: Iterable[str], known: Manifest | None = None
) -> set[str] | None:
    """Return the objects that some releases need, None when one of them cannot be read.

    Nothing else is read of them: ten manifests of a large mirror would fill the memory. One
    of them may be ``known`` already.
    """
    held: set[str] = set()
    on_base: dict[str, list[set[str]]] = defaultdict(list)
    try:
        for name in names:
            if known is not None and name == known.id:
                held.update([file.digest for file in known.files.values()])
                continue
            stored = _held_decoder.decode(manifest_path(releases, name).read_bytes())
            held.update([file.digest for file in stored.files.values()])
            on_base[stored.base].append(stored.instead)
        for base, instead in on_base.items():
            unused = set.intersection(*instead)
            files = _held_decoder.decode(_base_path(releases, base).read_bytes()).files
            held.update([file.digest for path, file in files.items() if path not in unused])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return held


def gone_paths(releases: Path, name: str) -> frozenset[str]:
    """Return the paths of the signs that stand in a release where a page was withdrawn."""
    try:
        places = _places_decoder.decode(manifest_path(releases, name).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return frozenset()
    return frozenset(f"{place.path}index.html" for place in places.gone)


def base_of(releases: Path, name: str) -> str:
    """Return the base to which the manifest of a release refers, "" when it cannot be read."""
    try:
        return _reference_decoder.decode(manifest_path(releases, name).read_bytes()).base
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def write_manifest(
    releases: Path, manifest: Manifest, *, base: str = "", changed: Iterable[str] = ()
) -> str:
    """Write a manifest in one piece and return its base.

    ``changed`` are all paths that differ from ``base``. Without a base, or when a quarter of
    the files differ, the manifest gets a base of its own.
    """
    paths = set(changed)
    if len(paths) * 4 > len(manifest.files) or not _base_path(releases, base).is_file():
        base = ""
    if not base:
        base, paths = manifest.id, set()
        _write(_base_path(releases, base), _base_parts(manifest.files))
    _write(manifest_path(releases, manifest.id), (_encoded(manifest, base, paths),))
    return base


def content_type(path: str) -> str:
    """Return the type under which a file is served, whatever the machine has registered."""
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a mirror path, not one of this disk
    return _TYPES.get(ending, "application/octet-stream")


def _encoded(manifest: Manifest, base: str, changed: set[str]) -> bytes:
    files = manifest.files
    stored = _Stored(
        base=base,
        id=manifest.id,
        sequence=manifest.sequence,
        created=manifest.created,
        digest=manifest.digest,
        files={path: files[path] for path in sorted(changed) if path in files},
        removed=sorted(path for path in changed if path not in files),
        titles=dict(manifest.titles),
        findings=manifest.findings,
        previous=manifest.previous,
        sites=manifest.sites,
        moved=manifest.moved,
        gone=manifest.gone,
        states=dict(manifest.states),
    )
    return msgspec.json.encode(stored)


def _line(path: str, file: File) -> int:
    return int.from_bytes(hashlib.sha256(f"{path}\0{file.digest}\n".encode()).digest(), "big")


def _base_path(releases: Path, base: str) -> Path:
    return releases / BASES / f"{base}.json"


def _base_parts(files: Mapping[str, File]) -> Iterator[bytes]:
    """Yield the JSON of a base in parts: that of a large mirror takes twelve megabytes."""
    yield b'{"files":{'
    rest = iter(files.items())
    before = b""
    while some := dict(islice(rest, _PART)):
        yield before + msgspec.json.encode(some)[1:-1]
        before = b","
    yield b"}}"


def _write(target: Path, parts: Iterable[bytes]) -> None:
    """Write under another name first, then rename."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".half-{target.name}")
    with half.open("wb") as file:
        file.writelines(parts)
    half.replace(target)


def _sequence(name: str) -> int:
    return int(name.partition("-")[0])

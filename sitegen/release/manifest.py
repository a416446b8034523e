"""The manifest: what one release holds, kept beside its folder and never inside it."""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from sitegen.errors import Finding
from sitegen.release.switch import current_release

__all__ = [
    "File",
    "Manifest",
    "content_type",
    "files_digest",
    "manifest_path",
    "new_manifest",
    "next_sequence",
    "read_manifest",
    "release_id",
    "release_ids",
    "write_manifest",
]

_ID = re.compile(r"(\d{4,})-\d{8}T\d{6}")
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
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

    ``titles`` names the documents of the release by key.
    """

    id: str
    sequence: int
    created: datetime
    digest: str
    files: Mapping[str, File]
    titles: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    previous: str = ""


_decoder = msgspec.json.Decoder(Manifest)


def new_manifest(
    releases: Path,
    files: Mapping[str, File],
    titles: Mapping[str, str],
    findings: tuple[Finding, ...],
    *,
    created: datetime,
) -> Manifest:
    """Return the manifest of the release to come; titles of pages it does not hold are left out."""
    sequence = next_sequence(releases)
    owners = {file.owner for file in files.values()}
    return Manifest(
        id=release_id(sequence, created),
        sequence=sequence,
        created=created,
        digest=files_digest(files),
        files=files,
        titles={key: title for key, title in titles.items() if key in owners},
        findings=findings,
        previous=current_release(releases),
    )


def files_digest(files: Mapping[str, File]) -> str:
    """Return one digest for all paths with their bytes, whatever their order."""
    lines = sorted(f"{path}\0{file.digest}\n" for path, file in files.items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def release_id(sequence: int, created: datetime) -> str:
    """Return the name of a release: its number first, so that names sort by age."""
    return f"{sequence:04d}-{created:%Y%m%dT%H%M%S}"


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


def read_manifest(releases: Path, name: str) -> Manifest | None:
    """Return the manifest of a release, None when it is missing or unreadable."""
    try:
        return _decoder.decode(manifest_path(releases, name).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_manifest(releases: Path, manifest: Manifest) -> None:
    """Write a manifest in one piece: under another name first, then renamed."""
    half = releases / f".half-{manifest.id}.json"
    half.write_bytes(msgspec.json.encode(manifest))
    half.replace(manifest_path(releases, manifest.id))


def content_type(path: str) -> str:
    """Return the type under which a file is served, whatever the machine has registered."""
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a mirror path, not one of this disk
    return _TYPES.get(ending, "application/octet-stream")


def _sequence(name: str) -> int:
    return int(name.partition("-")[0])

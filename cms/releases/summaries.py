"""Summaries: one line about each kept release, reckoned once, because a release never changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from cms.models import ReleaseEvent
from sitegen.release.changes import compare_releases
from sitegen.release.manifest import Bases, Manifest, manifest_path, read_manifest, release_ids
from sitegen.release.rollback import is_held
from sitegen.release.switch import current_release

__all__ = [
    "Standing",
    "Summary",
    "base_of",
    "releases_folder",
    "standing",
    "summaries",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A release in figures.

    ``base`` is the release it is compared with, "" when none is kept; then ``new``,
    ``changed``, ``removed`` and ``other_files`` mean nothing unless it ``is_first``.
    """

    id: str
    sequence: int
    created: datetime
    pages: int
    files: int
    size: int
    errors: int
    warnings: int
    base: str
    is_first: bool
    new: int
    changed: int
    removed: int
    other_files: int

    @property
    def is_comparable(self) -> bool:
        """Tell whether it is known what changed."""
        return bool(self.base) or self.is_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What citizens see now: ``back`` tells of a rollback that nothing new has followed yet."""

    served: str
    is_back: bool
    back: ReleaseEvent | None = None


def releases_folder() -> Path:
    """Return where releases are kept."""
    return Path(settings.LOA_VAR) / "releases"


def standing(folder: Path | None = None) -> Standing:
    """Return what is served, and whether that is so because somebody rolled back."""
    folder = folder or releases_folder()
    served = current_release(folder)
    last = ReleaseEvent.objects.select_related("user").first()
    return Standing(
        served=served,
        is_back=bool(served) and is_held(folder),
        back=last if last and _holds(last, served) else None,
    )


def summaries(ids: Sequence[str], bases: Bases) -> Iterator[Summary]:
    """Yield summaries in the order asked for; releases whose manifest is unreadable are left out.

    ``bases`` are those that were read already.
    """
    folder = releases_folder()
    kept = release_ids(folder)
    for name in ids:
        found = _summary(folder, name, kept, bases)
        if found is not None:
            yield found


def base_of(manifest: Manifest, kept: Sequence[str]) -> str:
    """Return the release that citizens saw before this one, else the nearest older one kept."""
    if manifest.previous in kept and manifest.previous != manifest.id:
        return manifest.previous
    place = kept.index(manifest.id) if manifest.id in kept else 0
    return kept[place - 1] if place and manifest.previous else ""


def _holds(event: ReleaseEvent, served: str) -> bool:
    is_rollback = event.action == ReleaseEvent.Action.ROLLED_BACK
    return is_rollback and bool(served) and event.served == served


def _summary(folder: Path, name: str, kept: Sequence[str], bases: Bases) -> Summary | None:
    try:
        stamp = manifest_path(folder, name).stat().st_mtime_ns
    except OSError:
        return None
    place = kept.index(name) if name in kept else 0
    key = f"loa.release.{name}.{stamp}.{kept[place - 1] if place else ''}"
    found: Summary | None = cache.get(key)
    if found is None:
        manifest = read_manifest(folder, name, bases)
        found = _reckoned(folder, manifest, kept, bases) if manifest else None
        if found is not None:
            cache.set(key, found, timeout=None)
    return found


def _reckoned(folder: Path, manifest: Manifest, kept: Sequence[str], bases: Bases) -> Summary:
    base = base_of(manifest, kept)
    changes = compare_releases(read_manifest(folder, base, bases) if base else None, manifest)
    errors = sum(finding.severity == "error" for finding in manifest.findings)
    return Summary(
        id=manifest.id,
        sequence=manifest.sequence,
        created=manifest.created,
        pages=len(manifest.titles),
        files=len(manifest.files),
        size=sum(file.size for file in manifest.files.values()),
        errors=errors,
        warnings=len(manifest.findings) - errors,
        base=base,
        is_first=not manifest.previous,
        new=changes.count("new"),
        changed=changes.count("changed"),
        removed=changes.count("removed"),
        other_files=len(changes.files),
    )

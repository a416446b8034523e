"""Rollback: serve an older release again, at once, and until something new is published.

After a rollback an unchanged build keeps its hands off: otherwise the next wake-up of the
worker would quietly bring back what somebody has just taken away. The next change that is
published makes a new release of everything published, and the new state wins.
"""

from dataclasses import dataclass
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release.assemble import is_whole
from sitegen.release.manifest import Manifest, read_manifest, release_ids
from sitegen.release.switch import current_release, switch

__all__ = ["Rollback", "forget_rollback", "is_rolled_back", "roll_back"]

_MARK = "rolled-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """What a rollback did: titles that are shown again, and titles that are not any more."""

    before: str
    now: str
    shown_again: tuple[str, ...]
    gone: tuple[str, ...]


def roll_back(releases: Path, wanted: str = "") -> Rollback:
    """Switch to ``wanted`` (an id or its number), or to the release before the current one."""
    before = current_release(releases)
    name = _find(releases, wanted) if wanted else _previous(releases, before)
    manifest = _whole_manifest(releases, name)
    if name == release_ids(releases)[-1]:
        forget_rollback(releases)
    else:
        (releases / _MARK).write_text(release_ids(releases)[-1], encoding="utf-8")
    switch(releases, name)
    return _told(before, read_manifest(releases, before), manifest)


def is_rolled_back(releases: Path, digest: str) -> bool:
    """Tell whether ``digest`` is the very state from which somebody rolled back."""
    try:
        newest = (releases / _MARK).read_text(encoding="utf-8")
    except OSError:
        return False
    manifest = read_manifest(releases, newest)
    return manifest is not None and manifest.digest == digest


def forget_rollback(releases: Path) -> None:
    """Let the next build release again whatever is published."""
    (releases / _MARK).unlink(missing_ok=True)


def _find(releases: Path, wanted: str) -> str:
    number = wanted.partition("-")[0]
    for name in release_ids(releases):
        if name == wanted or (number == wanted and name.startswith(f"{number:0>4}-")):
            return name
    raise SitegenError(
        f"Không có bản phát hành “{wanted}”.",
        hint="Xem danh sách bằng lệnh manage.py releases.",
        code="release-unknown",
    )


def _previous(releases: Path, current: str) -> str:
    ids = release_ids(releases)
    older = ids[: ids.index(current)] if current in ids else ids
    if not older:
        raise SitegenError(
            "Không có bản phát hành nào cũ hơn để quay lui.",
            hint="Xem danh sách bằng lệnh manage.py releases.",
            code="release-unknown",
        )
    return older[-1]


def _whole_manifest(releases: Path, name: str) -> Manifest:
    manifest = read_manifest(releases, name)
    if manifest and is_whole(releases, name, manifest.files, is_thorough=False):
        return manifest
    raise SitegenError(
        f"Bản phát hành {name} không còn nguyên vẹn nên không thể quay lui về đó.",
        hint="Chọn bản khác, hoặc phát hành lại bằng lệnh manage.py release --full.",
        code="release-damaged",
    )


def _told(before: str, old: Manifest | None, now: Manifest) -> Rollback:
    old_titles = dict(old.titles) if old else {}
    return Rollback(
        before=before,
        now=now.id,
        shown_again=tuple(now.titles[key] for key in now.titles if key not in old_titles),
        gone=tuple(old_titles[key] for key in old_titles if key not in now.titles),
    )

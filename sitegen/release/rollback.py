"""Rollback: serve an older release again, at once, and until something new is published.

After a rollback an unchanged build keeps its hands off: otherwise the next wake-up of the
worker would quietly bring back what somebody has just taken away. The next change that is
published makes a new release of everything published, and the new state wins.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release import feed
from sitegen.release.assemble import is_whole
from sitegen.release.manifest import Manifest, read_manifest, release_ids
from sitegen.release.switch import current_release, switch

__all__ = [
    "Rollback",
    "find_release",
    "forget_rollback",
    "held_digest",
    "hold_back",
    "is_held",
    "is_rolled_back",
    "roll_back",
    "told",
]

_MARK = "rolled-back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollback:
    """What a rollback did: titles that are shown again, and titles that are not any more.

    ``left_out`` are titles of the older release that were taken away since: they stay away.
    """

    before: str
    now: str
    shown_again: tuple[str, ...]
    gone: tuple[str, ...]
    left_out: tuple[str, ...] = ()


def roll_back(
    releases: Path,
    wanted: str = "",
    *,
    at: datetime | None = None,
    private: feed.Private = feed.nothing_private,
) -> Rollback:
    """Switch to ``wanted`` (an id or its number), or to the release before the current one.

    For programs it is one more change, of the moment ``at``, which leads back.
    """
    before = read_manifest(releases, current_release(releases))
    manifest = find_release(releases, wanted)
    newest = read_manifest(releases, release_ids(releases)[-1])
    held = held_digest(releases) or (newest.digest if newest else "")
    if manifest.digest == held:
        forget_rollback(releases)
    else:
        hold_back(releases, held)
    root = releases / manifest.id
    feed.carry_on(releases, root, before, manifest, at=at, private=private)
    switch(releases, manifest.id)
    feed.keep_only_served(releases)
    return told(before, manifest)


def find_release(releases: Path, wanted: str = "") -> Manifest:
    """Return the whole release ``wanted``, or the one before the current one."""
    name = _find(releases, wanted) if wanted else _previous(releases, current_release(releases))
    return _whole_manifest(releases, name)


def hold_back(releases: Path, digest: str) -> None:
    """Let no build release the state ``digest`` again until something changes."""
    (releases / _MARK).write_text(digest, encoding="utf-8")


def held_digest(releases: Path) -> str:
    """Return the state that no build may release again, "" when nobody rolled back."""
    try:
        return (releases / _MARK).read_text(encoding="utf-8")
    except OSError:
        return ""


def is_rolled_back(releases: Path, digest: str) -> bool:
    """Tell whether ``digest`` is the very state from which somebody rolled back."""
    return held_digest(releases) == digest


def is_held(releases: Path) -> bool:
    """Tell whether somebody rolled back and nothing new was published since."""
    return bool(held_digest(releases))


def told(old: Manifest | None, now: Manifest, *, left_out: tuple[str, ...] = ()) -> Rollback:
    """Return what the way from ``old`` to ``now`` brings back and takes away."""
    old_titles = dict(old.titles) if old else {}
    return Rollback(
        before=old.id if old else "",
        now=now.id,
        shown_again=tuple(now.titles[key] for key in now.titles if key not in old_titles),
        gone=tuple(old_titles[key] for key in old_titles if key not in now.titles),
        left_out=left_out,
    )


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

"""The feed: what each release changed, for programs that keep a copy of what programs read.

It lies in the folder that is served and in no manifest: it tells how the mirror came to be what it
is, and that differs between two hosts, after a rollback and after a full build, where the pages do
not. ``latest.json`` says where the feed stands, ``changes/<n>.json`` what came with number n, and
``changes/all-<n>.json`` everything there was at n: who reads it, and the changes since, knows every
file of today. Only the folder that is served has a feed, so an older one can tell nothing.

Each change names the digest of the whole before and after it, so that who follows another history
(another host, a restored folder) notices at once and begins anew. What became private takes the whole
history with it; what merely went is named only where it went, by its path.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from sitegen.documents.editions import EDITIONS
from sitegen.release.assemble import link
from sitegen.release.manifest import (
    File,
    Manifest,
    changed_digest,
    changed_paths,
    files_digest,
    read_manifest,
)
from sitegen.release.switch import CURRENT, current_release, switch

__all__ = [
    "CHANGES",
    "LATEST",
    "Change",
    "Entry",
    "Latest",
    "Private",
    "carry_on",
    "feed_paths",
    "forget",
    "is_copied",
    "is_of_feed",
    "keep_only_served",
    "nothing_private",
    "read_change",
    "read_latest",
]

LATEST = "api/v1/latest.json"
CHANGES = "api/v1/changes/"
MOST_CHANGES = 200
MOST_BYTES = 500_000
"""Older changes go when there are more, or when they are larger together."""

CHANGES_PER_LIST = 40
"""So many changes a newcomer reads at most besides the list of everything."""

_TYPES = {"application/json", "application/pdf"}
_GROUPS = {"picture", "attachment"}
_BY_DIGEST = ("pictures/", "files/")

Private = Callable[[], frozenset[str]]
"""Gives the keys of documents, and the digests of pictures and attachments, that are private now."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file: its path on the mirror, the SHA-256 and the size of its bytes, its document's key.

    Of one that was removed only the path and the key are told.
    """

    path: str
    digest: str = ""
    size: int = 0
    key: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What came with one number; ``before`` and ``after`` are the digests of all files together."""

    n: int
    at: datetime
    before: str
    after: str
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()


class Latest(msgspec.Struct, frozen=True, kw_only=True):
    """Where the feed stands: at ``n``, when ``digest`` was that of all files together.

    Who stands at ``oldest`` or later can replay; a newcomer begins with the list of number ``all``.
    """

    n: int
    oldest: int
    all: int
    digest: str
    release: str
    at: datetime


class _All(msgspec.Struct, frozen=True, kw_only=True):
    n: int
    digest: str
    files: tuple[Entry, ...]


_latest_decoder = msgspec.json.Decoder(Latest)
_change_decoder = msgspec.json.Decoder(Change)


def nothing_private() -> frozenset[str]:
    """Return no key and no digest: for a history without private pages."""
    return frozenset()


def is_of_feed(path: str) -> bool:
    """Tell whether a path of the mirror belongs to the feed, and so to no manifest."""
    return path == LATEST or path.startswith(CHANGES)


def is_copied(path: str, file: File) -> bool:
    """Tell whether a program copies a file: documents and lists, and the files that they name.

    Pages, styles, scripts and texts are made of those; who wants them copies the mirror. Printed editions
    are listed nowhere: who has the code from the paper asks by it.
    """
    if path.startswith(EDITIONS):
        return False
    return file.type in _TYPES or file.group in _GROUPS


def read_latest(root: Path) -> Latest | None:
    """Return where the feed of a release's folder stands, None without one that can be read."""
    try:
        return _latest_decoder.decode((root / LATEST).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def read_change(root: Path, n: int) -> Change | None:
    """Return the change of one number, None when it is not there or cannot be read."""
    try:
        change = _change_decoder.decode((root / _change_path(n)).read_bytes())
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return change if change.n == n else None


def feed_paths(root: Path) -> list[str]:
    """Return the paths of the feed in a release's folder; the one that leads to all others last."""
    if not (root / LATEST).is_file():
        return []
    return [*sorted(f"{CHANGES}{file.name}" for file in (root / CHANGES).glob("*.json")), LATEST]


def carry_on(  # noqa: PLR0913  # a release as its builder knows it
    releases: Path,
    root: Path,
    old: Manifest | None,
    new: Manifest,
    *,
    changed: Iterable[str] | None = None,
    at: datetime | None = None,
    private: Private = nothing_private,
) -> None:
    """Write into the folder ``root`` of ``new`` the feed that is served, with what differs from ``old``.

    ``old`` is what is served, ``changed`` the paths that may differ from it. Where the feed that is
    served does not fit, or tells of what is private now, a new history begins, with higher numbers.
    """
    if new.id == current_release(releases):
        return
    _clear(root)
    served, moment = releases / CURRENT, at or new.created
    latest = read_latest(served)
    history = _history(served, latest) if latest else None
    fits = latest and old and latest.release == old.id and not _names_editions(served, latest)
    if latest is None or history is None or old is None or not fits:
        _begin(root, new, _last_number(served), moment)
        return
    change = _change(latest, old, new, changed, moment)
    if change is not None:
        history[change.n] = change
    if _names_private(history.values(), private):
        _begin(root, new, latest.n, moment)
        return
    latest = replace(latest, release=new.id)
    gone = {entry.path for entry in change.removed} if change else set()
    for n in history.keys() - ({change.n} if change else set()):
        _link(served, root, f"{n}")
    for n, less in _without(history, gone).items():
        _write(root / _change_path(n), less)
    if change is not None:
        _write(root / _change_path(change.n), change)
        latest = replace(latest, n=change.n, digest=change.after, at=moment)
        latest = replace(latest, oldest=_trimmed(root, history, latest))
    if gone or latest.n - latest.all > CHANGES_PER_LIST or latest.all < latest.oldest:
        latest = replace(latest, all=latest.n)
        _write_all(root, new, latest)
    else:
        _link(served, root, f"all-{latest.all}")
    _write(root / LATEST, latest)


def forget(releases: Path, private: frozenset[str], at: datetime) -> bool:
    """Begin the feed that is served anew when it names what is private now; tell whether it did.

    The link is renewed too: by its time other hosts see that there is something to fetch.
    """
    name = current_release(releases)
    root, manifest = releases / name, read_manifest(releases, name)
    latest = read_latest(root)
    history = _history(root, latest) if latest else None
    if manifest is None or latest is None or history is None:
        return False
    if not _names_private(history.values(), lambda: private):
        return False
    stale = [root / path for path in feed_paths(root) if path != LATEST]
    _begin(root, manifest, latest.n, at)
    for path in stale:
        path.unlink()
    switch(releases, name)
    return True


def keep_only_served(releases: Path) -> None:
    """Remove the feed of every folder that is not served: it would tell of what went since."""
    served = current_release(releases)
    for changes in releases.glob(f"*/{CHANGES}"):
        root = changes.parents[2]
        if root.name not in {served, CURRENT}:
            _clear(root)


def _clear(root: Path) -> None:
    """Remove the feed of a folder, what is left of one that was cut short too; the folder stays."""
    (root / LATEST).unlink(missing_ok=True)
    for file in (root / CHANGES).glob("*"):
        file.unlink()


def _change(
    latest: Latest, old: Manifest, new: Manifest, changed: Iterable[str] | None, at: datetime
) -> Change | None:
    """Return what a program sees change, None when it is nothing."""
    paths = changed_paths(old.files, new.files) if changed is None else changed
    was = {path: old.files[path] for path in sorted(paths) if _has(old, path)}
    now = {path: new.files[path] for path in sorted(paths) if _has(new, path)}
    for path in was.keys() & now.keys():
        if was[path].digest == now[path].digest:
            del was[path], now[path]
    if not was and not now:
        return None
    return Change(
        n=latest.n + 1,
        at=at,
        before=latest.digest,
        after=changed_digest(latest.digest, was, now),
        added=_entries({path: file for path, file in now.items() if path not in was}),
        changed=_entries({path: file for path, file in now.items() if path in was}),
        removed=tuple(Entry(path, key=was[path].owner) for path in was if path not in now),
    )


def _has(manifest: Manifest, path: str) -> bool:
    return path in manifest.files and is_copied(path, manifest.files[path])


def _entries(files: Mapping[str, File]) -> tuple[Entry, ...]:
    return tuple(Entry(path, one.digest, one.size, one.owner) for path, one in files.items())


def _history(root: Path, latest: Latest) -> dict[int, Change] | None:
    """Return the changes that can be replayed, None when one is missing, damaged or not of this history."""
    found: dict[int, Change] = {}
    after = ""
    for n in range(latest.oldest + 1, latest.n + 1):
        change = read_change(root, n)
        if change is None or (after and change.before != after):
            return None
        found[n], after = change, change.after
    return None if after and after != latest.digest else found


def _names_private(history: Iterable[Change], private: Private) -> bool:
    """Tell whether a change names what is private now: it has been removed, now or long ago."""
    removed = [entry for change in history for entry in change.removed]
    if not removed or not (known := private()):
        return False
    short = {name[:length] for name in known for length in (12, 16)}
    return any(
        entry.key in known
        or (entry.path.startswith(_BY_DIGEST) and _digest_of(entry.path) in short)
        for entry in removed
    )


def _names_editions(root: Path, latest: Latest) -> bool:
    """Tell whether a feed names printed editions, as it did once, or cannot be read."""
    names = (f"all-{latest.all}", *range(latest.oldest + 1, latest.n + 1))
    try:
        contents = [(root / f"{CHANGES}{name}.json").read_bytes() for name in names]
    except OSError:
        return True
    return any(f'"path":"{EDITIONS}'.encode() in content for content in contents)


def _digest_of(path: str) -> str:
    return path.split("/")[1].partition("-")[0]


def _without(history: Mapping[int, Change], paths: set[str]) -> dict[int, Change]:
    """Return the older changes that tell of files that went, without them."""

    def left(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(entry for entry in entries if entry.path not in paths)

    found = {}
    for n, change in history.items():
        less = replace(change, added=left(change.added), changed=left(change.changed))
        if less != change:
            found[n] = less
    return found


def _trimmed(root: Path, history: Iterable[int], latest: Latest) -> int:
    """Drop the oldest changes when they are too many or too large; return the oldest number left."""
    size, oldest = 0, latest.oldest
    for n in sorted(history, reverse=True):
        path = root / _change_path(n)
        size += path.stat().st_size
        if latest.n - n >= MOST_CHANGES or size > MOST_BYTES:
            path.unlink()
            oldest = max(oldest, n)
    return oldest


def _last_number(root: Path) -> int:
    """Return the highest number that a damaged feed still shows, 0 for none."""
    latest = read_latest(root)
    names = (file.stem.removeprefix("all-") for file in (root / CHANGES).glob("*.json"))
    return max([latest.n if latest else 0, *(int(name) for name in names if name.isdecimal())])


def _begin(root: Path, manifest: Manifest, after: int, at: datetime) -> None:
    """Begin a history: by the clock, so that it counts on where an older one was lost."""
    n = max(after + 1, int(at.timestamp()))
    files = {path: file for path, file in manifest.files.items() if is_copied(path, file)}
    digest = files_digest(files)
    latest = Latest(n=n, oldest=n, all=n, digest=digest, release=manifest.id, at=at)
    _write_all(root, manifest, latest)
    _write(root / LATEST, latest)


def _write_all(root: Path, manifest: Manifest, latest: Latest) -> None:
    files = {path: file for path, file in sorted(manifest.files.items()) if is_copied(path, file)}
    everything = _All(n=latest.all, digest=latest.digest, files=_entries(files))
    _write(root / f"{CHANGES}all-{latest.all}.json", everything)


def _link(served: Path, root: Path, name: str) -> None:
    (root / CHANGES).mkdir(parents=True, exist_ok=True)
    link(f"{served}/{CHANGES}{name}.json", f"{root}/{CHANGES}{name}.json")


def _change_path(n: int) -> str:
    return f"{CHANGES}{n}.json"


def _write(path: Path, content: msgspec.Struct) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"half-{path.name}")
    half.write_bytes(msgspec.json.encode(content))
    half.replace(path)

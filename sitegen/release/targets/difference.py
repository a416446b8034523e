"""Difference: what to send to a target, in an order in which no moment shows a broken site.

Everything that a page needs goes first; then pages that are new, to which nothing leads yet;
then pages that change, which may lead to the new ones; then what leads to pages; the home
page; and only then goes what no page needs any more.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from sitegen.release.profiles.entry import Entry, rank
from sitegen.release.targets.state import Kept, State

__all__ = ["Transfer", "difference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """What a run will do. ``same`` are paths left alone, ``outliving`` old code that stays."""

    batches: tuple[tuple[Entry, ...], ...]
    same: Mapping[str, Kept]
    outliving: Mapping[str, Kept]
    removals: tuple[str, ...]
    new: frozenset[str]

    @property
    def to_send(self) -> tuple[Entry, ...]:
        """Return all entries to send, in order."""
        return tuple(entry for batch in self.batches for entry in batch)


def difference(
    entries: Collection[Entry],
    before: State,
    sizes: Mapping[str, int],
    *,
    is_next: bool,
    keep: int,
) -> Transfer:
    """Compare a profile with a target.

    ``sizes`` is what really lies there; a file that is gone or has another size is sent again.
    ``is_next`` tells that the target gets another release than it had; code that no page needs
    any more stays for ``keep`` releases.
    """
    doubtful = frozenset(before.pending)
    trusted = {
        path: kept
        for path, kept in before.files.items()
        if path not in doubtful and sizes.get(path) == kept.size
    }
    same: dict[str, Kept] = {}
    sending: list[Entry] = []
    for entry in entries:
        kept = trusted.get(entry.path)
        if kept and kept.version == entry.version:
            same[entry.path] = Kept(kept.version, kept.size, is_code=entry.is_code)
        else:
            sending.append(entry)
    wanted = {entry.path for entry in entries}
    outliving = {
        path: Kept(kept.version, kept.size, kept.age + is_next, is_code=True)
        for path, kept in trusted.items()
        if path not in wanted and kept.is_code and kept.age + is_next <= keep
    }
    ours = before.files.keys() | doubtful
    gone = ours - wanted - outliving.keys()
    new = frozenset(entry.path for entry in sending if entry.path not in sizes)
    return Transfer(
        batches=_ordered(sending, new),
        same=same,
        outliving=outliving,
        removals=tuple(sorted(gone)),
        new=new,
    )


def _ordered(entries: Iterable[Entry], new: Collection[str]) -> tuple[tuple[Entry, ...], ...]:
    def turn(entry: Entry) -> tuple[int, int]:
        step = rank(entry)
        is_new_page = step >= 2 and entry.type.startswith("text/html") and entry.path in new
        return (1, step) if is_new_page else (0 if step < 2 else 2, step)

    ordered = sorted(entries, key=lambda entry: (turn(entry), entry.path))
    return tuple(tuple(batch) for _, batch in groupby(ordered, key=turn))

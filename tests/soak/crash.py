"""Kills: a release dies at a random moment, again and again, while somebody reads every page.

The reader does what nginx does with ``$realpath_root``: it resolves the link ``current`` once
and reads every file below. What it read must be, byte for byte, one of the states that were
published, and never an older one than it has seen before.
"""

import hashlib
import itertools
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import Any

from sitegen.release.build import Remembered
from sitegen.release.feed import is_of_feed
from sitegen.release.switch import CURRENT
from tests.unit.mirror_samples import PlainWorkshop, Province, Row, release, tree

__all__ = ["WAYS", "Kills", "Steps", "kill_releases"]

WAYS = ("disk", "line", "clock")
"""Where a release dies: before a call that touches the disk, at a line of our own code, or
after a time, wherever it is then, inside SQLite or the kernel too."""

LONG_LIFE = 14
"""Releases of a process that lives long: more than are kept."""

_TOUCHES = {
    "open",
    "os.chmod",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "os.truncate",
    "shutil.rmtree",
    "sqlite3.connect",
}
_FORK = multiprocessing.get_context("fork")


@dataclass(slots=True)
class Kills:
    """What happened: kills by their way, runs that came to their end, and what was read.

    ``long_lived`` counts kills of a process that had released before, as the worker does,
    ``finished`` runs that were quicker than their kill, ``failed_runs`` runs after a
    kill that did not release. ``mixed`` are passes over the mirror that saw no published
    state, ``older`` passes that saw an older state than the pass before.
    """

    by_way: dict[str, int] = field(default_factory=dict)
    long_lived: int = 0
    finished: int = 0
    runs_after: int = 0
    failed_runs: list[str] = field(default_factory=list)
    passes: int = 0
    reads: int = 0
    failed_reads: list[str] = field(default_factory=list)
    mixed: int = 0
    older: int = 0
    states_seen: int = 0
    seconds: float = 0

    @property
    def kills(self) -> int:
        """Return how many releases were killed."""
        return sum(self.by_way.values())

    def is_enough(self, kills: int) -> bool:
        """Tell whether so many have died, in every way: by the clock only who was slow enough."""
        return self.kills >= kills and len(self.by_way) == len(WAYS) and self.long_lived > 0

    @property
    def is_good(self) -> bool:
        """Tell whether no reader and no later run noticed anything."""
        return not (self.failed_runs or self.failed_reads or self.mixed or self.older)


class _States:
    """The states of a small province, each with the digest of a mirror built from nothing."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self._province = Province.of(8)
        self._template = 1
        self._kept: list[tuple[Province, int]] = []
        self.digests: list[str] = []
        self.next()

    @property
    def newest(self) -> int:
        """Return the number of the state that would be published now."""
        return len(self._kept) - 1

    def next(self) -> None:
        """Go on to the next state: always one edit, often a second one that reaches further."""
        number, chance = len(self._kept), self._chance
        province = Province(dict(self._province.rows))
        rows = province.rows
        one = chance.choice(sorted(rows))
        province.edit(one, body=f"Lượt {number}.")
        match chance.choice(["body", "title", "move", "delete", "add", "figure", "template"]):
            case "title":
                province.edit(one, title=f"Tên lượt {number}")
            case "move":
                other = {"page-2": "page-3", "page-3": "page-2"}[rows[one].parent]
                province.edit(one, parent=other)
            case "delete" if len(rows) > 4:
                del rows[one]
                province.edit(min(rows), body=f"Lượt {number}.")
            case "add":
                rows[100 + number] = Row(slug=f"moi-{number}", title=f"Mới {number}")
            case "figure":
                province.edit(one, has_figure=not rows[one].has_figure)
            case "template":
                self._template += 1
        self._province = province
        self._kept.append((province, self._template))
        self.digests.append(self._fresh_digest())

    def release(self, folder: Path, numbers: Iterable[int]) -> str:
        """Release states into ``folder``, one after the other, as one process does.

        Return what went wrong, "" for nothing.
        """
        remembered = Remembered()
        for number in numbers:
            province, template = self._kept[number]
            report = release(
                province,
                folder,
                day=1 + number % 28,
                make_workshop=partial(PlainWorkshop, template=str(template)),
                remembered=remembered,
            )
            if report.status not in {"released", "unchanged"}:
                return f"{report.status}: {[finding.message for finding in report.findings]}"
        return ""

    def _fresh_digest(self) -> str:
        shutil.rmtree(self._folder, ignore_errors=True)
        said = self.release(self._folder, [self.newest])
        assert not said, said
        return digest_of(tree(self._folder))


def digest_of(files: dict[str, bytes]) -> str:
    """Return one digest for paths and bytes."""
    found = hashlib.sha256()
    for path, content in sorted(files.items()):
        found.update(f"{path}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def kill_releases(folder: Path, *, kills: int, seed: int) -> Kills:
    """Kill releases into ``folder`` until ``kills`` have died; read the mirror all the while."""
    started = time.perf_counter()
    chance = random.Random(seed)  # noqa: S311  # tests are repeatable, not secret
    states = _States(folder / "fresh", chance)
    served = folder / "served"
    found = Kills()
    said = states.release(served, [states.newest])
    assert not said, said
    length = _measured(served, states)
    reader = _Reader(served / "releases" / CURRENT)
    try:
        while not found.is_enough(kills) and found.is_good:
            _round(served, states, found, chance, length)
    finally:
        reader.stop(found, states.digests)
    found.seconds = time.perf_counter() - started
    return found


def _round(
    served: Path, states: _States, found: Kills, chance: random.Random, length: "_Length"
) -> None:
    """Kill one to three processes in a row, then let a release come to its end.

    Most processes release once. Some live long, as the worker does, and die at any of many
    releases: only these take over the folders of old releases.
    """
    for _ in range(chance.choice((1, 1, 2, 3))):
        lives = chance.choice((1, 1, 1, LONG_LIFE))
        numbers = range(states.newest + 1, states.newest + 1 + lives)
        for _number in numbers:
            states.next()
        way = WAYS[(found.kills + found.finished) % len(WAYS)]
        share = chance.random() * lives
        if _is_killed(partial(states.release, served, numbers), way, length, share):
            found.by_way[way] = found.by_way.get(way, 0) + 1
            found.long_lived += lives > 1
        else:
            found.finished += 1
    if chance.random() < 0.5:
        states.next()
    said = states.release(served, [states.newest])
    found.runs_after += 1
    if said:
        found.failed_runs.append(said)
    elif digest_of(tree(served)) != states.digests[-1]:
        found.failed_runs.append("the mirror is not what a build from nothing gives")


def _is_killed(work: Callable[[], str], way: str, length: "_Length", share: float) -> bool:
    """Run ``work`` in a process of its own and kill it after ``share`` usual lengths.

    False when it was quicker.
    """

    def run() -> None:
        if way != "clock":
            Steps(way, 1 + int(share * (length.disk if way == "disk" else length.line)))
        os._exit(1 if work() else 0)

    process = _FORK.Process(target=run)
    process.start()
    if way == "clock":
        time.sleep(share * length.seconds)
        process.kill()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}, f"a release ended with {process.exitcode}"
    return process.exitcode == -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a usual release is: by its steps on the disk, its lines, and in seconds."""

    disk: int
    line: int
    seconds: float


def _measured(served: Path, states: _States) -> _Length:
    """Count the steps of one release that comes to its end."""
    counts = {}
    for way in ("disk", "line"):
        states.next()
        ours, theirs = _FORK.Pipe()

        def run(way: str = way, parent: Connection = theirs) -> None:
            steps = Steps(way, 0)
            said = states.release(served, [states.newest])
            parent.send((steps.done, said))
            os._exit(0)

        process = _FORK.Process(target=run)
        process.start()
        theirs.close()  # or a child that broke would be waited for without end
        counts[way], said = ours.recv()
        process.join()
        assert not said, said
    states.next()
    started = time.perf_counter()
    said = states.release(served, [states.newest])
    assert not said, said
    return _Length(counts["disk"], counts["line"], time.perf_counter() - started)


class Steps:
    """Counts the steps of this process and kills it at number ``last``, 0 for never."""

    def __init__(self, way: str, last: int) -> None:
        self.done = 0
        self._last = last
        if way == "disk":
            sys.addaudithook(self._audit)
        else:
            sys.settrace(self._enter)

    def _step(self) -> None:
        self.done += 1
        if self.done == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def _audit(self, event: str, _: object) -> None:
        if event in _TOUCHES:
            self._step()

    def _enter(self, frame: FrameType, event: str, _: object) -> Any:
        is_ours = f"{os.sep}sitegen{os.sep}" in frame.f_code.co_filename
        return self._line if event == "call" and is_ours else None

    def _line(self, _frame: FrameType, event: str, _: object) -> Any:
        if event == "line":
            self._step()
        return self._line


class _Reader:
    """Somebody who reads the whole mirror in a loop, in a process of their own."""

    def __init__(self, current: Path) -> None:
        self._ours, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_read_on, args=(current, theirs))
        self._process.start()

    def stop(self, found: Kills, digests: list[str]) -> None:
        """Let the reader stop, and judge what was read."""
        self._ours.send("stop")
        seen, found.passes, found.reads, found.failed_reads = self._ours.recv()
        self._process.join()
        order = {digest: place for place, digest in enumerate(digests)}
        places = [order[digest] for digest in seen if digest in order]
        found.mixed = len(seen) - len(places)
        found.older = sum(later < earlier for earlier, later in itertools.pairwise(places))
        found.states_seen = len(set(places))


def _read_on(current: Path, parent: Connection) -> None:
    seen: list[str] = []
    failed: list[str] = []
    passes = reads = 0
    while not parent.poll():
        try:
            root = current.resolve(strict=True)
            paths = sorted(path for path in root.rglob("*") if path.is_file())
            names = {str(path.relative_to(root)): path for path in paths}
            files = {name: names[name].read_bytes() for name in names if not is_of_feed(name)}
        except OSError as error:
            failed.append(repr(error))
            continue
        passes += 1
        reads += len(files)
        digest = digest_of(files)
        if not seen or seen[-1] != digest:
            seen.append(digest)
    parent.send((seen, passes, reads, failed[:20]))

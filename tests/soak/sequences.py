"""Sequences of edits: after each one, what was updated equals what is built from nothing."""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.utils import timezone

from sitegen.release.report import Report
from tests.soak.engine import Mirror
from tests.soak.world import World, a_world, edit

__all__ = ["Sequence", "play"]


@dataclass(slots=True)
class Sequence:
    """What one sequence did; ``refused`` counts states that may not be released."""

    seed: int
    done: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    compared_files: int = 0
    refused: int = 0
    ways: Counter[str] = field(default_factory=Counter)

    def way(self) -> str:
        """Return how the next release is made: one in ten in a process that woke up or begins after
        a killed one, or with many hands."""
        chance = Random(f"{self.seed} {len(self.done)}")  # noqa: S311  # the same at each run
        way = chance.choices(("as ever", "woken", "killed", "helped"), (27, 1, 1, 1))[0]
        self.ways[way] += 1
        return way

    def told(self, what: str) -> str:
        """Return what went wrong with everything that led to it."""
        steps = "\n".join(f"  {number} {step}" for number, step in enumerate(self.done, 1))
        return f"{what}\nseed {self.seed}, after:\n{steps}"


def play(seed: int, folder: Path, *, edits: int) -> Sequence:
    """Play ``edits`` random edits; raises AssertionError with the sequence at a difference."""
    world = a_world(seed, timezone.localtime(_tomorrow()))
    found = Sequence(seed)
    kept = Mirror(folder / "kept", world.template, sleeps=True)
    kept.release(world.now, world.template)
    for number in range(edits):
        found.done.append(edit(world))
        _compare(world, kept, folder / "fresh", found, is_last=number == edits - 1)
    return found


def _tomorrow() -> datetime:
    """Return a moment after everything that the test is about to publish."""
    return timezone.now().replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _compare(world: World, kept: Mirror, place: Path, found: Sequence, *, is_last: bool) -> None:
    before = kept.files()
    way = found.way()
    updated = kept.release(world.now, world.template, way=way)
    shutil.rmtree(place, ignore_errors=True)
    fresh = Mirror(place, world.template)
    full = fresh.release(world.now, world.template, remembers=not is_last)
    found.statuses[updated.status] += 1
    assert updated.is_failed == full.is_failed, found.told(f"{_said(updated)}\n{_said(full)}")
    assert _said(updated) == _said(full), found.told(f"{_said(updated)}\n{_said(full)}")
    if full.is_failed:
        found.refused += 1
        assert kept.files() == before, found.told("a refused release changed the mirror")
        return
    ours, theirs = kept.files(), fresh.files()
    found.compared_files += len(ours)
    assert ours == theirs, found.told("\n".join(_differences(ours, theirs)))


def _said(report: Report) -> list[str]:
    """Return the remarks of a release in a fixed order, each once."""
    return sorted(
        {f"{one.severity} {one.code} {one.page}: {one.message}" for one in report.findings}
    )


def _differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    found = [f"only updated: {path}" for path in sorted(ours.keys() - theirs.keys())]
    found += [f"only from nothing: {path}" for path in sorted(theirs.keys() - ours.keys())]
    both = sorted(ours.keys() & theirs.keys())
    return found + [f"differs: {path}" for path in both if ours[path] != theirs[path]]

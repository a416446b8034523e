"""Steps: which paths changed with each release, so that the next costs what changes with it.

The folder of the oldest release that is kept becomes that of the next one by the steps between
them, and a manifest is written as its difference from a whole one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

__all__ = ["Steps"]

Paths = frozenset[str]


@dataclass(slots=True)
class Steps:
    """What a process knows of its releases: nothing at first.

    ``paths`` are those that changed with each release after ``first``, also of releases that were
    purged since: no link of the chain may be missing. ``since_base`` changed since the manifest
    ``base``, the last that was written whole.
    """

    first: str = ""
    paths: Mapping[str, Paths] = field(default_factory=dict)
    base: str = ""
    since_base: Paths = frozenset()

    def after(self, name: str) -> Paths | None:
        """Return what changed with all releases after ``name``, None when a step may be unknown."""
        later = self._after(name)
        return None if later is None else frozenset[str]().union(*later.values())

    def add(self, before: str, name: str, changed: Paths, *, oldest: str) -> None:
        """Note the step from the release ``before`` to ``name``; of ``oldest`` none is asked again."""
        if not self.paths:
            self.first = before
        self.paths = {**self.paths, name: changed}
        later = self._after(oldest)
        if later:
            self.first, self.paths = oldest, later

    def _after(self, name: str) -> dict[str, Paths] | None:
        if name == self.first:
            return dict(self.paths)
        if name not in self.paths:
            return None
        return dict(islice(self.paths.items(), [*self.paths].index(name) + 1, None))

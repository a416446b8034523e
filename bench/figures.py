"""Figures: everything measured at one size of the site, kept so that a stopped run can go on."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from bench.content import AGENCIES
from bench.sameness import Written
from bench.searching import Search

__all__ = ["Figures", "read_figures", "write_figures"]


@dataclass(kw_only=True)
class Figures:
    """Everything measured with one number of guides.

    ``day`` and ``load`` tell when it was measured, and the load of the machine at the end.
    ``seconds`` are by case and part in the order of the runs; ``peak_mb`` is the most memory of
    all runs of a case; ``agreement`` is the share of words that a case has in common with Loa.
    """

    guides: int
    runs: int
    day: str = ""
    load: float = 0.0
    seconds: dict[str, dict[str, list[float]]] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)
    agreement: dict[str, float] = field(default_factory=dict)
    search: Search | None = None

    @property
    def pages(self) -> int:
        """The pages that officers wrote: guides, offices, contact page, home page."""
        return self.guides + AGENCIES + 2

    def add(self, case: str, part: str, seconds: float) -> None:
        """Keep one measured part of one run."""
        self.seconds.setdefault(case, {}).setdefault(part, []).append(seconds)

    def has(self, case: str, part: str = "whole") -> bool:
        """Tell whether a part was measured."""
        return part in self.seconds.get(case, {})

    def part(self, case: str, part: str, *, less: str = "") -> list[float]:
        """Return a measured part, run by run; without the part ``less`` of it."""
        whole = self.seconds[case][part]
        if not less:
            return whole
        return [a - b for a, b in zip(whole, self.seconds[case][less], strict=True)]

    def runs_of(self, case: str) -> int:
        """Return how often a case was run."""
        return len(self.seconds.get(case, {}).get("whole", []))


def write_figures(path: Path, sizes: list[Figures], made_from: str) -> None:
    """Keep what was measured so far, with the digest of the sources that it belongs to."""
    values = {"made_from": made_from, "sizes": [asdict(one) for one in sizes]}
    path.write_bytes(msgspec.json.format(msgspec.json.encode(values)))


def read_figures(path: Path, made_from: str = "") -> list[Figures]:
    """Return what an earlier run kept; with a digest, nothing that belongs to other sources."""
    if not path.is_file():
        return []
    values: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    if made_from not in {values["made_from"], ""}:
        return []
    return [msgspec.convert(one, Figures) for one in values["sizes"]]

"""The print room beside WeasyPrint and Chromium: all in turn, CPU of their whole process trees."""

import ctypes
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.clock import cpu_s
from bench.ground import Ground
from bench.measure import CommandError, run
from bench.peers import PeerError, Peers
from bench.printing.chromium import FLAGS

__all__ = ["CASES", "Printed", "measured"]

CASES: Mapping[str, str] = {
    "loa": "**Loa**: fitted, PDF/X-4",
    "loa-preflight": "**Loa**: the same with its preflight",
    "weasyprint": "WeasyPrint, no fit",
    "chromium": "Chromium, no fit",
}
_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux


@dataclass(kw_only=True)
class Printed:
    """Seconds of CPU by case and part ("cold", "edit", "unchanged"), run by run."""

    runs: int
    day: str = ""
    load: float = 0.0
    missing: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def middle(self, case: str, part: str) -> float | None:
        """Return the median of a part; None when it was not measured."""
        found = self.seconds.get(case, {}).get(part)
        return median(found) if found else None


def measured(ground: Ground, peers: Peers, *, runs: int) -> Printed:
    """Print the leaflet ``runs`` times by everybody in turn; who is missing is named."""
    made = Printed(runs=runs)
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as name:
        folder = Path(name)
        _run(ground, [sys.executable, "-m", "bench.printing.content", name])
        for _ in range(runs):
            for case, commands in _commands(ground, peers, folder).items():
                if case not in made.missing:
                    _once(made, ground, case, commands)
    made.day, made.load = f"{datetime.now(UTC):%Y-%m-%d}", os.getloadavg()[0]
    return made


Commands = Callable[[], tuple[Sequence[str], Sequence[str]]]
"""Gives the command of a cold process and of one that goes on; PeerError when there is none."""


def _commands(ground: Ground, peers: Peers, folder: Path) -> Mapping[str, Commands]:
    ours = [sys.executable, "-m", "bench.printing.loa", str(folder)]

    def weasyprint() -> tuple[Sequence[str], Sequence[str]]:
        theirs = [peers.python("weasyprint"), "-m", "bench.printing.weasy", str(folder)]
        return [*theirs, "cold"], [*theirs, "again"]

    def chromium() -> tuple[Sequence[str], Sequence[str]]:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            raise PeerError("Chromium is missing: install it (apt-get install chromium).")
        out, page = folder / "chromium.pdf", (folder / "page.html").as_uri()
        options = ["--headless=new", *FLAGS, f"--user-data-dir={folder}/profile"]
        cold = [program, *options, "--no-pdf-header-footer", f"--print-to-pdf={out}", page]
        again = [sys.executable, "-m", "bench.printing.chromium", str(folder), program]
        return cold, again

    return {
        "loa": lambda: ([*ours, "cold"], [*ours, "again"]),
        "loa-preflight": lambda: ([*ours, "cold", "preflight"], [*ours, "again", "preflight"]),
        "weasyprint": weasyprint,
        "chromium": chromium,
    }


def _once(made: Printed, ground: Ground, case: str, commands: Commands) -> None:
    try:
        cold, again = commands()
        parts = {"cold": _run(ground, cold)[0], **json.loads(_run(ground, again)[1])}
    except (PeerError, CommandError) as error:
        made.missing[case] = str(error).splitlines()[0]
        print(f"*** {case} is NOT measured: {error}", file=sys.stderr, flush=True)
        return
    for part, seconds in parts.items():
        made.seconds.setdefault(case, {}).setdefault(part, []).append(seconds)
    print(
        f"{case}: " + ", ".join(f"{part} {value:.3f}" for part, value in parts.items()), flush=True
    )


def _run(ground: Ground, command: Sequence[str]) -> tuple[float, str]:
    """Return the seconds of CPU of a command and of everything that it started, and its last line.

    A browser leaves children behind: this process takes them in and waits for them as well.
    """
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    start = cpu_s()
    spent = run(command, folder=ground.code, variables={"PYTHONPATH": str(ground.code)})
    for _ in _orphans():
        pass
    lines = spent.output.strip().splitlines()
    return cpu_s() - start, lines[-1] if lines else ""


def _orphans() -> Iterator[int]:
    while True:
        try:
            yield os.waitpid(-1, 0)[0]
        except ChildProcessError:
            return

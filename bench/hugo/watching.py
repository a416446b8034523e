"""Hugo while it watches its source: what one edit costs in a process that holds the site."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from bench.hugo.source import edit
from bench.measure import tree_cpu_s

__all__ = ["watched"]

EDITS = 10
SETTLING_S = 0.5
"""How long Hugo may still work after it said that it is ready."""


def watched(program: str, source: Path, out: Path, guides: list[Path]) -> float:
    """Return the seconds of CPU of one edit, the mean of ten; Hugo rebuilds what it thinks right."""
    command = [program, "--watch", "--destination", str(out)]
    with subprocess.Popen(
        command, cwd=source, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as hugo:
        assert hugo.stdout is not None  # noqa: S101  # asked for above
        lines = iter(hugo.stdout)
        try:
            _wait(lines, "Press Ctrl+C")
            before = tree_cpu_s(hugo.pid)
            for guide in guides[:EDITS]:
                edit(guide)
                _wait(lines, "Total in")
            return (tree_cpu_s(hugo.pid) - before) / len(guides[:EDITS])
        finally:
            hugo.terminate()


def _wait(lines: Iterator[str], until: str) -> None:
    for line in lines:
        if until in line:
            sleep(SETTLING_S)
            return
    raise EOFError(until)

"""What a command costs: CPU of its whole process tree, wall time, the most memory it held."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CommandError", "Spent", "run", "tree_cpu_s"]


class CommandError(Exception):
    """A measured command failed; the message ends with what it said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds of CPU (user and system) and on the wall, peak memory in MB, standard output."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    output: str


def tree_cpu_s(pid: int) -> float:
    """Return the seconds of CPU so far of a running process and its children (Linux only).

    The kernel counts in ticks, usually of 10 ms.
    """
    ticks = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _fields(folder)):
            parent, user, system = int(fields[1]), int(fields[11]), int(fields[12])
            if pid in {int(folder.name), parent}:
                ticks += user + system
    return ticks / os.sysconf("SC_CLK_TCK")


def run(command: Sequence[str], *, folder: Path, variables: Mapping[str, str]) -> Spent:
    """Run a command in ``folder`` and return what it and its children cost.

    Peak memory is that of its largest process. Raises CommandError when it fails.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None  # noqa: S101  # asked for above
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall_s = time.perf_counter() - started
    if process.returncode:
        raise CommandError(f"{' '.join(command)}: exit {process.returncode}\n{output[-3000:]}")
    return Spent(
        cpu_s=usage.ru_utime + usage.ru_stime,
        wall_s=wall_s,
        peak_mb=usage.ru_maxrss / 1024,
        output=output,
    )


def _fields(folder: Path) -> list[str]:
    """Return what the kernel says of a process after its name, nothing when it has ended."""
    try:
        return (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []

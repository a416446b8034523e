"""The cases of ``bench.loa``: what is released, and which part of it each figure counts."""

import resource
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.clock import cpu_s
from bench.editor import Editor
from bench.engine import PictureClock, StageClock, Worker, assets

__all__ = ["WARMING", "html", "stages", "worker", "worker_html"]

Seconds = dict[str, float]

WARMING = 11
"""Small releases before the steady state: from then on folders of old releases are used again."""

EDITS = 5
RENAMES = 3


class UnexpectedReportError(Exception):
    """A release ended otherwise than the figure supposes."""


def html(out: Path) -> Seconds:
    """Return the cost of pages alone, in a process that has just started.

    Fonts, style sheet and script are made first and apart: the peers skip static files too.
    """
    made = _cost(assets)
    return {"assets": made, "work": _full(Worker(out), is_html_only=True)}


def worker_html(out: Path) -> Seconds:
    """Return the cost of pages alone in a worker that has released before, and of its edits."""
    _full(Worker(out / "before"), is_html_only=True)
    warm = Worker(out)
    full = _full(warm, is_html_only=True)
    return {"work": full, **_later(warm, is_html_only=True)}


def worker(out: Path) -> Seconds:
    """Return the cost of everything with its pictures apart, then of no change and of edits."""
    made = _cost(assets)
    pictures = PictureClock()
    warm = Worker(out)
    full = _full(warm)
    if not pictures.files:
        raise UnexpectedReportError("no picture went through the clock of pictures")
    spent = {
        "assets": made,
        "work": full - pictures.seconds,
        "pictures": pictures.seconds,
        "picture files": pictures.files,
        "full peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    return spent | _later(warm)


def stages(out: Path) -> Seconds:
    """Return the cost of each stage of pages alone; what no clock saw is "other"."""
    assets()
    clock = StageClock()
    whole = _full(Worker(out), is_html_only=True)
    return clock.seconds | {"other": whole - sum(clock.seconds.values())}


def _full(worker: Worker, *, is_html_only: bool = False) -> float:
    return _release(worker, "released", is_html_only=is_html_only)


def _later(worker: Worker, *, is_html_only: bool = False) -> Seconds:
    """Return what follows a full release: at first, and in the steady state."""
    numbers = iter(range(1, 10_000))

    def unchanged() -> float:
        return _release(worker, "unchanged", is_html_only=is_html_only)

    with Editor() as editor:

        def edited(field: str) -> float:
            editor.publish(field, next(numbers) * 37)
            return _release(worker, "released", is_html_only=is_html_only)

        first = {"first unchanged": unchanged(), "first edited": edited("audience")}
        for _ in range(WARMING):
            edited("audience")
        return first | {
            "unchanged": median(unchanged() for _ in range(EDITS)),
            "edited": median(edited("audience") for _ in range(EDITS)),
            "renamed": median(edited("title") for _ in range(RENAMES)),
        }


def _release(worker: Worker, expected: str, *, is_html_only: bool) -> float:
    """Release and return what it cost; raises UnexpectedReportError when it ended otherwise."""
    before = cpu_s()
    report = worker.release(is_html_only=is_html_only)
    spent = cpu_s() - before
    if report.status != expected:
        raise UnexpectedReportError(f"{report.status}: {report.findings[:5]}")
    return spent


def _cost(work: Callable[[], object]) -> float:
    before = cpu_s()
    work()
    return cpu_s() - before

"""The cases of ``bench.loa``: what is released, and which part of it each figure counts."""

import resource
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from bench.clock import cpu_s
from bench.editor import Editor
from bench.engine import (
    Asleep,
    PictureClock,
    StageClock,
    Worker,
    assets,
    media_first,
    pages_alone,
)

__all__ = [
    "WARMING",
    "growth",
    "growth_html",
    "html",
    "media",
    "once",
    "once_html",
    "stages",
    "woken",
    "woken_html",
    "worker",
    "worker_html",
]

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
    pages_alone()
    made = _cost(assets)
    return {"assets": made, "work": _without_pictures(Worker(out))}


def worker_html(out: Path) -> Seconds:
    """Return the cost of pages alone in a worker that has released before, and of its edits."""
    pages_alone()
    _full(Worker(out / "before"))
    warm = Worker(out)
    return {"work": _without_pictures(warm), **_later(warm)}


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


def media(out: Path) -> Seconds:
    """Prepare what follows: the store has pictures, fonts, style sheet and script."""
    media_first(out)
    return {}


def once(out: Path) -> Seconds:
    """Return how long one release of everything takes on the wall, after ``media``."""
    started = perf_counter()
    _full(Worker(out))
    return {"release": perf_counter() - started}


def once_html(out: Path) -> Seconds:
    """Return the same for pages alone."""
    pages_alone()
    return once(out)


def growth(out: Path) -> Seconds:
    """Return the cost of everything after ``media``, and let the worker keep what it remembers."""
    warm, started = Worker(out, asleep=Asleep(out)), perf_counter()
    full = _full(warm)
    spent = {"full": full, "full wall": perf_counter() - started} | _later(warm)
    spent["MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return spent | {"sleep": _cost(warm.sleep)}


def growth_html(out: Path) -> Seconds:
    """Return the same for pages alone."""
    pages_alone()
    return growth(out)


def woken(out: Path) -> Seconds:
    """Return the cost of a process that begins where the last one ended: to wake, and an edit."""
    started = cpu_s()
    worker = Worker(out, asleep=Asleep(out))
    wake = cpu_s() - started
    with Editor() as editor:
        editor.publish("audience", 5)
        return {"wake": wake, "edited": _release(worker, "released")}


def woken_html(out: Path) -> Seconds:
    """Return the same for pages alone."""
    pages_alone()
    return woken(out)


def stages(out: Path) -> Seconds:
    """Return the cost of each stage of pages alone; what no clock saw is "other"."""
    pages_alone()
    assets()
    clock = StageClock()
    whole = _full(Worker(out))
    return clock.seconds | {"other": whole - sum(clock.seconds.values())}


def _full(worker: Worker) -> float:
    return _release(worker, "released")


def _without_pictures(worker: Worker) -> float:
    """Return the cost of a full release but for the encoding of its pictures."""
    pictures = PictureClock()
    return _full(worker) - pictures.seconds


def _later(worker: Worker) -> Seconds:
    """Return what follows a full release: at first, and in the steady state."""
    numbers = iter(range(1, 10_000))

    def unchanged() -> float:
        return _release(worker, "unchanged")

    with Editor() as editor:

        def edited(field: str) -> float:
            editor.publish(field, next(numbers) * 37)
            return _release(worker, "released")

        first = {"first unchanged": unchanged(), "first edited": edited("audience")}
        for _ in range(WARMING):
            edited("audience")
        return first | {
            "unchanged": median(unchanged() for _ in range(EDITS)),
            "edited": median(edited("audience") for _ in range(EDITS)),
            "renamed": median(edited("title") for _ in range(RENAMES)),
        }


def _release(worker: Worker, expected: str) -> float:
    """Release and return what it cost; raises UnexpectedReportError when it ended otherwise."""
    before = cpu_s()
    report = worker.release()
    spent = cpu_s() - before
    if report.status != expected:
        raise UnexpectedReportError(f"{report.status}: {report.findings[:5]}")
    return spent


def _cost(work: Callable[[], object]) -> float:
    before = cpu_s()
    work()
    return cpu_s() - before

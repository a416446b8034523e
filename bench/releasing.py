"""The cases of ``bench.loa``: what is released, and which part of it each figure counts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any

from django.db import transaction

from bench.measure import cpu_s
from guides.models import GuidePage
from sitegen import pipeline
from sitegen.collect.site import collect
from sitegen.plan import PictureWork, Plan, Recipes, Work
from sitegen.release import fill
from sitegen.release.report import Report
from sitegen.render.assets import assets
from sitegen.render.workshop import Workshop
from sitegen.store import Store

__all__ = ["again", "everything", "html", "stages"]

Seconds = dict[str, float]

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
"""The clock of every release: a page that expires must not change a figure."""


class UnexpectedReportError(Exception):
    """A release ended otherwise than the figure supposes."""


def html(out: Path) -> Seconds:
    """Return the cost of pages alone, in a process that has just started.

    Fonts, style sheet and script are made first and apart: the peer skips static files too.
    """
    return {
        "assets": _cost(assets),
        "release": _cost(lambda: _release(out, is_html_only=True)),
    }


def again(out: Path) -> Seconds:
    """Return the cost of pages alone, in a process that has released before."""
    _release(out / "before", is_html_only=True)
    return {"release": _cost(lambda: _release(out / "after", is_html_only=True))}


def everything(out: Path) -> Seconds:
    """Return the cost of a whole release with its pictures apart, of no change, of one edit."""
    pictures = _PictureClock()
    whole = _cost(lambda: _release(out, clock=pictures))
    unchanged = _cost(lambda: _release(out, expected="unchanged"))
    with _one_edit():
        edited = _cost(lambda: _release(out))
    return {
        "release": whole - pictures.seconds,
        "pictures": pictures.seconds,
        "picture files": pictures.files,
        "unchanged": unchanged,
        "edited": edited,
    }


def stages(out: Path) -> Seconds:
    """Return the cost of each stage of pages alone; what no clock saw is "other"."""
    clock = _StageClock()
    assets()
    for stage, owner, name in (
        ("plan", Plan, "__init__"),
        ("plan", Plan, "sheets"),
        ("plan", Plan, "files"),
        ("render", Workshop, "make"),
        ("links", fill, "read_links"),
        ("links", fill, "encode_links"),
        ("store", Store, "find"),
        ("store", Store, "put"),
        ("store", Store, "save"),
        ("check", fill.Filling, "check"),
        ("assemble", pipeline, "assemble"),
        ("assemble", pipeline, "prune"),
    ):
        setattr(owner, name, clock.time(stage, getattr(owner, name)))
    collecting = clock.time("collect", collect)
    whole = _cost(lambda: _release(out, is_html_only=True, collecting=collecting))
    return clock.seconds | {"other": whole - sum(clock.seconds.values())}


def _release(
    out: Path,
    *,
    is_html_only: bool = False,
    expected: str = "released",
    clock: "_PictureClock | None" = None,
    collecting: Callable[..., Any] = collect,
) -> Report:
    found = collecting(NOW)
    report = pipeline.build(
        found.collection,
        folder=out,
        load_picture=found.load_picture,
        load_attachment=found.load_attachment,
        is_html_only=is_html_only,
        created=NOW,
        make_workshop=clock.workshop if clock else Workshop,
    )
    if report.status != expected:
        raise UnexpectedReportError(f"{report.status}: {report.findings[:5]}")
    return report


def _cost(work: Callable[[], object]) -> float:
    before = cpu_s()
    work()
    return cpu_s() - before


@contextmanager
def _one_edit() -> Any:
    """Publish another summary of one guide; afterwards the database is as it was."""
    with transaction.atomic():
        page = GuidePage.objects.order_by("path")[0]
        page.audience = "Người dân, và người nhà làm thay."
        page.save_revision().publish()
        yield
        transaction.set_rollback(True)


class _PictureClock:
    """Lets a workshop work as always, and counts what its pictures cost."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.files = 0

    def workshop(self, *loaders: Any) -> "_ClockedWorkshop":
        return _ClockedWorkshop(Workshop(*loaders), self)


class _ClockedWorkshop:
    def __init__(self, inner: Workshop, clock: _PictureClock) -> None:
        self._inner, self._clock = inner, clock

    def recipes(self) -> Recipes:
        return self._inner.recipes()

    def make(self, work: Work) -> bytes:
        if not isinstance(work, PictureWork):
            return self._inner.make(work)
        before = process_time()
        content = self._inner.make(work)
        self._clock.seconds += process_time() - before
        self._clock.files += 1
        return content


class _StageClock:
    """Adds up the CPU of functions by the stage to which they belong."""

    def __init__(self) -> None:
        self.seconds: Seconds = {}

    def time(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function`` with a clock around it; what it yields is gathered at once."""
        self.seconds.setdefault(stage, 0.0)

        def timed(*args: Any, **kwargs: Any) -> Any:
            before = process_time()
            result = function(*args, **kwargs)
            if isinstance(result, Iterator):
                result = list(result)
            self.seconds[stage] += process_time() - before
            return result

        return timed

"""The report: measured seconds become the tables of docs/benchmarks.md."""

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.content import AGENCIES, PICTURES
from bench.sameness import Written

__all__ = ["Figures", "report"]

_STAGES = {
    "collect": "collect: read the database, make documents, link them, lists",
    "plan": "plan: which files, and the key of each",
    "render": "render: documents to HTML",
    "links": "read the links and anchors of each page",
    "store": "store: digest, write, index",
    "check": "check: every link and anchor of the whole",
    "assemble": "assemble: folders and hard links; prune",
    "other": "the rest: lock, manifest, switch",
}


@dataclass(kw_only=True)
class Figures:
    """Everything measured: seconds by case and part in the order of the runs."""

    guides: int
    runs: int
    seconds: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    peak_mb: dict[str, float] = field(default_factory=dict)
    written: dict[str, Written] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """The pages that officers wrote: guides, offices, contact page, home page."""
        return self.guides + AGENCIES + 2

    def add(self, case: str, part: str, seconds: float) -> None:
        """Keep one measured part of one run."""
        self.seconds.setdefault((case, part), []).append(seconds)

    def part(self, case: str, part: str, *, less: str = "") -> list[float]:
        """Return a measured part, run by run; without the part ``less`` of it."""
        whole = self.seconds[case, part]
        if not less:
            return whole
        return [a - b for a, b in zip(whole, self.seconds[case, less], strict=True)]


def report(figures: Figures) -> str:
    """Return docs/benchmarks.md."""
    parts = [
        *_opening(figures),
        *_html(figures),
        *_everything(figures),
        *_stages(figures),
        *_sizes(figures),
        *_reading(figures),
    ]
    return "\n".join(parts) + "\n"


def _opening(figures: Figures) -> Iterator[str]:
    names = ("Django", "wagtail", "Jinja2", "msgspec", "selectolax")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench`; do not edit by hand."
    yield ""
    yield (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, {_system()},"
        f" Python {platform.python_version()}, {versions}, wagtail-bakery 0.8.0."
        f" {figures.guides:,} generated guides of four steps ({PICTURES} pictures shared)"
        f" under {AGENCIES} offices, SQLite; {figures.pages:,} pages in the database."
    )
    yield (
        f"CPU is user and system time of the whole process tree, over {figures.runs} interleaved"
        " runs; ratios compare the best ones. Other work on the machine (load at the end, all"
        f" cores): {os.getloadavg()[0]:.1f}."
    )
    yield ""


def _html(figures: Figures) -> Iterator[str]:
    whole = figures.part("bakery", "whole")
    started = figures.part("bakery", "build")
    yield "## HTML only"
    yield ""
    yield "The same pages from the same database, into an empty folder or store."
    yield ""
    yield from _table(
        figures,
        "the work alone, without start and end of the process",
        started,
        (
            ("wagtail-bakery `build`", started),
            (
                "wagtail-bakery, nine files offered for each picture, as Loa does",
                figures.part("bakery-pictures", "build"),
            ),
            ("**Loa, a new process**", figures.part("html", "release")),
            ("Loa, a worker that has released before", figures.part("again", "release")),
        ),
    )
    yield from _table(
        figures,
        "whole processes",
        whole,
        (
            ("wagtail-bakery `build`", whole),
            (
                "Loa without fonts, style sheet and script",
                figures.part("html", "whole", less="assets"),
            ),
            ("Loa with them", figures.part("html", "whole")),
        ),
    )


def _everything(figures: Figures) -> Iterator[str]:
    started = figures.part("bakery", "build")
    release = figures.part("all", "release")
    files = round(figures.seconds["all", "picture files"][0])
    yield "## With everything"
    yield ""
    yield "HTML, JSON, sitemap, feed, 404, fonts, style sheet; links checked; hard-linked; switched."
    yield ""
    yield from _table(
        figures,
        "the work alone, without start and end of the process",
        started,
        (
            ("wagtail-bakery `build` (HTML only)", started),
            ("**Loa, a full release**", release),
            ("of which fonts, style sheet and script", figures.part("html", "assets")),
        ),
    )
    yield "| in a worker, for the whole mirror | CPU ms, best | median |"
    yield "|---|---:|---:|"
    for name, part in (
        ("a second release when nothing changed", "unchanged"),
        ("a release after one guide was edited", "edited"),
        (f"the pictures, once: {PICTURES} pictures, {files} files (AVIF, WebP, PNG)", "pictures"),
    ):
        seconds = figures.seconds["all", part]
        yield f"| {name} | {1000 * min(seconds):,.0f} | {1000 * median(seconds):,.0f} |"
    yield ""


def _stages(figures: Figures) -> Iterator[str]:
    yield "## Where the time goes"
    yield ""
    yield "Loa, HTML only, a new process, with a clock around every stage."
    yield ""
    yield "| stage | CPU ms/page, best | median |"
    yield "|---|---:|---:|"
    for stage, meaning in _STAGES.items():
        seconds = figures.seconds["stages", stage]
        best, middle = _per_page(figures, min(seconds)), _per_page(figures, median(seconds))
        yield f"| {meaning} | {best} | {middle} |"
    yield ""


def _sizes(figures: Figures) -> Iterator[str]:
    yield "## What was written, and the memory it took"
    yield ""
    yield "| | HTML pages | kB of HTML per guide | peak memory, MB |"
    yield "|---|---:|---:|---:|"
    for name, case in (
        ("wagtail-bakery", "bakery"),
        ("wagtail-bakery, nine files a picture", "bakery-pictures"),
        ("Loa, HTML only", "html"),
        ("Loa, everything", "all"),
    ):
        made = figures.written[case]
        yield f"| {name} | {made.pages:,} | {made.guide_kb:.1f} | {figures.peak_mb[case]:.0f} |"
    yield ""


def _reading(figures: Figures) -> Iterator[str]:
    yield "## How to read this"
    yield ""
    yield f"- Every figure per page is divided by the {figures.pages:,} pages of the database."
    yield "  The lists that Loa adds are in its time, not in the divisor."
    yield "- Start and end are Python's and Django's (`django.setup()` with all models, then tidying"
    yield f"  up at exit): {_start(figures)} of CPU, which both pay once a process."
    yield "- wagtail-bakery runs its `AllPublishedPagesView`, with the middleware of the project, without its"
    yield "  copies of media and static files (`--skip-media --skip-static`) and without Django's"
    yield "  system checks. Its templates (`bench/peer`) are ordinary Wagtail: `include_block`,"
    yield "  `richtext`, `image`, one query each for menu, breadcrumbs and home page. They say the"
    yield "  same words, which the run checks on every 97th guide. Renditions exist beforehand."
    yield "- It does not write lists of all guides or links that work from `file://`, and it has no"
    yield "  link check, no manifest and no way back to an earlier release."
    yield "- The HTML rows hold neither pictures nor, unless they say so, Loa's fonts, style sheet and"
    yield "  script: a new process makes these once, whatever the number of pages."
    yield "- Loa's HTML rows hold reading the database, the link check, the release and the switch."
    yield "- No generated page has a PDF."
    yield "- Compare figures of one run only: a busy machine adds tens of percent."
    yield f"  At fewer pages than {figures.guides:,} the start weighs more, at more pages less."
    yield "- A worker that has released before still remembers the rich text and the words it has seen;"
    yield "  here it sees the same guides again, so its row is a lower bound. Compare the new process."
    yield "- Generated guides have one way of four steps of their own; real ones often share steps,"
    yield "  which Loa reads once, and have more of them."


def _start(figures: Figures) -> str:
    return f"{min(figures.part('bakery', 'whole', less='build')):.1f} s"


def _table(
    figures: Figures, title: str, base: list[float], rows: Iterable[tuple[str, list[float]]]
) -> Iterator[str]:
    yield f"| {title} | CPU ms/page, best | median | of wagtail-bakery |"
    yield "|---|---:|---:|---:|"
    for name, seconds in rows:
        best, middle = _per_page(figures, min(seconds)), _per_page(figures, median(seconds))
        yield f"| {name} | {best} | {middle} | {_ratio(min(seconds), min(base))} |"
    yield ""


def _per_page(figures: Figures, seconds: float) -> str:
    return f"{1000 * seconds / figures.pages:.2f}"


def _ratio(seconds: float, base: float) -> str:
    if seconds >= base:
        return f"{seconds / base:.2f}"
    return f"1/{base / seconds:.1f}"


def _system() -> str:
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except OSError:
        return platform.system()
    names = [line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME=")]
    return names[0] if names else platform.system()

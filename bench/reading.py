"""The words of the report: what ran where, how to read the tables, what the peers do not do."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from textwrap import fill

from bench.content import AGENCIES, PICTURES
from bench.figures import Figures
from bench.ground import ROOT
from bench.peers import PEERS

__all__ = ["opening", "reading"]

OURS = "loa-html"
WIDTH = 100
_PACKAGES = ("Django", "wagtail", "Jinja2", "msgspec", "selectolax")


def opening(sizes: list[Figures], *, wget: str) -> Iterator[str]:
    """Yield what was measured, where and with what."""
    ours = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    peers = ", ".join(package.wanted[0].replace("==", " ") for package in PEERS.values())
    loads = ", ".join(f"{figures.load:.1f}" for figures in sizes)
    pages = " and ".join(f"{figures.guides:,}" for figures in sizes)
    yield "# Benchmarks"
    yield ""
    yield "Written by `make bench`; do not edit by hand."
    yield ""
    yield (
        f"{sizes[-1].day}, {os.cpu_count()} cores, {platform.machine()}, {_system()},"
        f" Python {platform.python_version()}, {ours}; peers: {peers}, wget {wget}."
        f" All write to {_filesystem(ROOT)}."
        f" {pages} generated guides of four steps ({PICTURES} pictures shared) under {AGENCIES}"
        " offices, SQLite."
    )
    yield ""
    yield (
        "CPU is user and system time of the whole process tree. All generators run in turn, one"
        " after the other, so that a busy minute hits all of them; figures are medians. Other work"
        f" on the machine (load at the end, all cores): {loads}."
    )
    yield ""


def reading(sizes: list[Figures]) -> Iterator[str]:
    """Yield how to read the tables, their limits, and how to run it again."""
    yield "## How to read this"
    yield ""
    yield from _bullets(_READING, start=_start(sizes))
    yield ""
    yield "## What the peers do and do not do"
    yield ""
    yield from _bullets(_PEERS)
    yield ""
    yield "## Running it"
    yield ""
    yield _RUNNING.strip().replace("{tools}", ", ".join(("loa", "wget", *PEERS)))


_READING = """
- Every figure per page is divided by the pages of the database. The lists that Loa adds are in
  its time, not in the divisor.
- *The work alone* leaves out start and end of the process. Django's start (`django.setup()` with
  all models) takes {start}. Hugo's start is what it takes for the same site without guides,
  and that of wget is the start of gunicorn, which is warm before the first page counts.
- Whole processes of Loa contain its fonts, style sheet and script once: a process makes them at
  its first release, whatever the number of pages. All other HTML rows leave out static files and
  pictures, of Loa and of the peers alike.
- Loa's rows contain reading the database, the check of every link and anchor, the manifest, hard
  links and the switch. *Everything* is all that a release of the product writes. Each case has a
  copy of the database from which nothing was released before.
- *Nothing changed* and *one edit* are measured in a worker after it has released, in the steady
  state: after twelve small releases, when folders of old releases are used again. Edits are
  published by another process, each of another guide, and told to the worker by nobody. *Renamed*
  is a new title, which also stands on the lists and on pages that link to the guide.
- A worker that has released before still remembers words it has seen; here it sees the same
  guides again, so its full release is a lower bound. Targets are judged by the new process.
- Peak memory is that of the largest process of the tree, sharing not taken off.
- Generated guides have one way of four steps of their own, made of forty kinds of sentences. Real
  ones share more steps, and have more different words, which makes a larger index.
- Compare figures of one run only: a busy machine adds tens of percent to all of them. Differences
  below a fifth between wagtail-bakery, django-distill and wget mean nothing.
- No generated page has a PDF.
"""

_PEERS = """
- The Django peers serve Loa's own models by ordinary Wagtail templates (`bench/peer`):
  `include_block`, `richtext`, `image`, one query each for menu, breadcrumbs and home page. They
  offer one file for each picture where Loa offers nine, unless the row says so, and say nothing
  for search engines (schema.org, Open Graph): less work than Loa's. Renditions exist beforehand.
- wagtail-bakery runs its `AllPublishedPagesView` with the middleware of the project, without its
  copies of media and static files and without Django's system checks.
- django-distill knows nothing of Wagtail: one address with a list of all published pages, in one
  language and one thread, without static files.
- wget follows links between pages only, and rewrites them so that they work from a folder.
  It knows pages that something links to, and no others.
- Hugo (`bench/hugo`) writes the same markup, nine files for each picture and the words for search
  engines included, from JSON front matter made of the same documents. It neither parses Markdown nor reads a database, its running
  text is finished markup, its links stay absolute, and it uses all cores, so that its time on
  the wall can be shorter than its CPU. Getting the pages out of Wagtail into its source, which an
  office would have to do for each change, is in none of its figures.
- Hugo that watches its source renders again what it thinks has changed; whether that is
  everything that should change is not checked here.
- None of the peers checks links and anchors, keeps releases to go back to, switches at once,
  writes lists of all guides, search, feeds and data, or tells a change from none: except for Hugo
  that watches, each makes everything again.
- The run checks on every 97th guide of every generator that no sentence and no picture is missing,
  and compares the words of the whole page with Loa's.
"""

_RUNNING = """
`make bench` takes the better part of an hour on two cores and wants a quiet machine, 2 GB of disk
and, the first time, a package index. The peers get environments of their own in `var/bench`; the
databases are filled once and kept there until the generator of the guides changes.

    make bench BENCH="--pages 1000 --runs 5"       one size, five runs of everything
    make bench BENCH="--only loa,hugo"             some tools: {tools}
    make bench BENCH="--resume"                    go on with a stopped run of the same sources
    make bench BENCH="--report-only"               write this page from the figures kept
"""


def _bullets(text: str, **values: object) -> Iterator[str]:
    """Yield the points of a list, wrapped after the values are filled in."""
    for point in text.strip().removeprefix("- ").split("\n- "):
        words = " ".join(point.split())
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", str(value))
        yield fill(
            words,
            WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _start(sizes: list[Figures]) -> str:
    starts = [figures.part(OURS, "start") for figures in sizes if figures.has(OURS, "start")]
    return f"{median(starts[0]):.1f} s of CPU" if starts else "one to two seconds of CPU"


def _system() -> str:
    try:
        lines = Path("/etc/os-release").read_text("utf-8").splitlines()
    except OSError:
        return platform.system()
    names = [line.partition("=")[2].strip('"') for line in lines if line.startswith("PRETTY_NAME=")]
    return names[0] if names else platform.system()


def _filesystem(folder: Path) -> str:
    """Return the kind of filesystem on which ``folder`` lies, "a disk" where nothing says so."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return "a disk"
    above = [(len(mount[1]), mount[2]) for mount in mounts if folder.is_relative_to(mount[1])]
    return max(above)[1] if above else "a disk"

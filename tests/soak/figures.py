"""Figures: what the long runs counted, kept until all are done, then written as one page."""

import json
import os
import platform
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.soak.load_figures import machines_failing, officers_at_work

__all__ = [
    "IS_LOAD", "IS_OF_HOSTS", "IS_SOAK", "IS_WANTED", "PAGE", "WHEN", "WHEN_OF_HOSTS",
    "forget", "record", "report",
]  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
NAME = "load" if os.environ.get("LOA_SOAK") == "load" else "soak"
FOLDER = ROOT / "var" / NAME
PAGE = ROOT / "docs" / f"{NAME}.md"

IS_LOAD = NAME == "load"
IS_SOAK = IS_LOAD or os.environ.get("LOA_SOAK") == "1"
"""True under ``make soak`` and ``make load``; the ordinary tests run a short cut of the same."""

IS_WANTED = IS_LOAD or os.environ.get("LOA_NIGHTLY") == "1"
WHEN = "officers at work: whole in `make load`, short in `make nightly`"
IS_OF_HOSTS = IS_SOAK or IS_WANTED
WHEN_OF_HOSTS = "several hosts: whole in `make soak`, short in `make nightly`"


def forget() -> None:
    """Begin a run: figures of an earlier one are none of this."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)


def record(name: str, figures: dict[str, Any]) -> None:
    """Keep the figures of one test of a long run; a short cut keeps nothing."""
    if IS_SOAK:
        (FOLDER / f"{name}.json").write_text(json.dumps(figures), encoding="utf-8")


def report() -> str:
    """Return the page with all figures that were kept."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f"# {NAME.title()}"
    yield ""
    yield f"Written by `make {NAME}`; do not edit by hand."
    yield ""
    yield (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()},"
        f" Python {platform.python_version()}."
    )
    yield from _sequences(list(_kept("sequence")))
    for figures in _kept("kills"):
        yield from _kills(figures)
    yield from _faults(list(_kept("faults")))
    for figures in _kept("publishing"):
        yield from _publishing(figures)
    for figures in _kept("trees"):
        yield from _trees(figures)
    for figures in _kept("preflight"):
        yield from _preflight(figures)
    for figures in _kept("leaflets"):
        yield from _leaflets(figures)
    for figures in _kept("load"):
        yield from _load(figures)
    yield from officers_at_work(list(_kept("offices")))
    yield from machines_failing(list(_kept("outages")))
    for figures in _kept("hosts"):
        yield from _hosts(figures)
    for figures in _kept("upgrade"):
        yield from _upgrade(figures)
    for figures in _kept("ratings"):
        yield from _ratings(figures)


def _hosts(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Links between hosts are cut", "")
    yield (
        "Two editors behind nginx, two workers, PostgreSQL, a bucket and a mirror that fetches, each in a"
        " network namespace of its own. One or two links at a time are cut, for half a second to a"
        " minute: with a word (no carrier), or what is sent gets lost. Four officers publish numbered edits"
        " and one uploads numbered pictures; citizens read the mirror all the while."
    )
    yield from _table(*figures.items())


def _upgrade(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Upgraded while officers publish", "")
    yield (
        "The version before the newest migration and this one, side by side behind nginx on one PostgreSQL:"
        " migrated, then one editor after the other replaced, as docs/operators/upgrade.md says."
    )
    yield from _table(*figures.items())


def _ratings(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Ten thousand readers answer in a minute", "")
    yield (
        "Through the operators' nginx, which lets 20 a second through; meanwhile an officer opens the form of"
        " a page again and again, as before alone. Seconds at the browser."
    )
    yield from _table(*figures.items())


def _trees(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Random trees, released", "")
    yield (
        "Trees with aliases, translations, schedules, restrictions and moves, written into the"
        " database; after each a release, and its pages compared with a simple model of the rule."
    )
    yield from ("", "| | |", "|---|---:|")
    for name, number in figures.items():
        yield f"| {name} | {number:,} |"


def _preflight(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Preflight", "")
    yield (
        "Leaflets by lot, every one sound; and sound files into which one fault was put with pikepdf."
        " An alarm at the first or silence at the second ends the run."
    )
    yield from ("", "| | |", "|---|---:|")
    for name, number in figures.items():
        yield f"| {name} | {number:,} |"


def _leaflets(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Random leaflets, on paper", "")
    yield (
        "1 to 40 steps and 0 to 8 pictures in eight formats; what was accepted is read back from"
        " its PDF: overlapping ink, ink outside the safe area, text below its least size."
    )
    yield from ("", "| | |", "|---|---:|")
    for name, number in figures.items():
        yield f"| {name} | {number:,} |"


def _publishing(figures: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Xuất bản at any moment, in a browser"
    yield ""
    split = ", ".join(f"{times} at {way} s" for way, times in figures["by_latency"].items())
    yield f"New pages and rows, published at random moments while the form saves itself: {split}."
    yield ""
    yield "| | |"
    yield "|---|---:|"
    yield f"| publications | {figures['tries']} |"
    for name in ("lost", "twins", "lies", "errors"):
        yield f"| {name} | {figures['faults'].get(name, 0)} |"


def _kept(kind: str) -> Iterator[dict[str, Any]]:
    for path in sorted(FOLDER.glob(f"{kind}*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _sequences(played: list[dict[str, Any]]) -> Iterator[str]:
    if not played:
        return
    statuses: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for one in played:
        statuses.update(one["statuses"])
        ways.update(one["ways"])
    yield from ("", "## Updated equals built from nothing", "")
    yield (
        "Random edits through the models (create, edit, rename, move, unpublish, delete, privacy,"
        " translate, alias, expire, facts, menu, template, pictures, attachments); after each"
        " one, every path and every byte of the updated mirror is compared with a build into an"
        " empty folder."
    )
    yield from _table(
        ("sequences", len(played)),
        ("edits", sum(one["edits"] for one in played)),
        ("edits after which a release was switched to", statuses["released"]),
        ("edits that changed nothing public", statuses["unchanged"]),
        ("edits after which the release was refused, by both alike", statuses["failed"]),
        ("releases by a worker that had just started", ways["restarted"]),
        ("releases with the help of two processes", ways["helped"]),
        ("files compared", sum(one["compared_files"] for one in played)),
        ("differences", 0),  # a difference ends the run before anything is written
    )


def _kills(figures: dict[str, Any]) -> Iterator[str]:
    by_way = figures["by_way"]
    yield from ("", "## Killed at random moments", "")
    yield (
        "Processes that release are killed (SIGKILL) while a reader goes through all pages in a"
        " loop, resolving the link `current` once for each pass. Every pass must be, byte for"
        " byte, a state that was published."
    )
    yield from _table(
        ("kills", sum(by_way.values())),
        ("… before a call that touches the disk", by_way.get("disk", 0)),
        ("… at a line of code", by_way.get("line", 0)),
        ("… after a time, wherever it was then", by_way.get("clock", 0)),
        ("… of a process that had released before", figures["long_lived"]),
        ("runs quicker than their kill", figures["finished"]),
        ("runs after a kill", figures["runs_after"]),
        ("… that failed", len(figures["failed_runs"])),
        ("passes over the mirror", figures["passes"]),
        ("files read", figures["reads"]),
        ("states seen", figures["states_seen"]),
        ("failed reads", len(figures["failed_reads"])),
        ("mixed passes", figures["mixed"]),
        ("passes that went back to an older state", figures["older"]),
        ("seconds", round(figures["seconds"])),
    )


def _faults(runs: list[dict[str, Any]]) -> Iterator[str]:
    if not runs:
        return
    kinds: Counter[str] = Counter()
    for one in runs:
        kinds.update(one["kinds"])
    yield from ("", "## Whatever is wrong, everything else is released", "")
    yield (
        "Faults at random, written into rows and files past all forms; after each one a release."
        " It must be served with every page that shows nothing of the fault as it was, byte for"
        " byte, and no link may be dead. Then the fault is healed, and every file must be as"
        " before."
    )
    yield from _table(
        ("faults", sum(one["faults"] for one in runs)),
        *((f"… {name}", count) for name, count in sorted(kinds.items())),
        ("releases with a fault", sum(one["releases"] for one in runs)),
        ("… that failed", 0),  # one ends the run before anything is written
        ("releases with a remark that names the thing at fault", sum(one["told"] for one in runs)),
        ("files of unaffected pages compared", sum(one["kept"] for one in runs)),
        ("differences", 0),
        ("seconds", round(sum(one["seconds"] for one in runs))),
    )


def _load(figures: dict[str, Any]) -> Iterator[str]:
    yield from ("", "## Read through nginx while releases switch")
    yield from _table(
        ("releases switched to", figures["releases"]),
        ("connections", figures["readers"]),
        ("requests", figures["requests"]),
        ("bytes", figures["bytes"]),
        ("releases seen by readers", figures["releases_seen"]),
        ("failed requests", len(figures["failed"])),
        ("pages older than one seen before", figures["older"]),
        ("seconds", round(figures["seconds"])),
    )


def _table(*rows: tuple[str, int]) -> Iterator[str]:
    yield from ("", "| | |", "|---|---:|")
    yield from (f"| {name} | {number:,} |" for name, number in rows)

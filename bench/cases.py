"""The cases: how each generator is run once, and which seconds of it each figure counts."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.filling import copy_of
from bench.ground import Ground
from bench.hugo.watching import watched
from bench.measure import Spent, run
from bench.peers import Peers

__all__ = ["CASES", "RUNS_OF_CLOSE", "TOOLS", "Outcome", "Stand", "runs_wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What a case needs: the folders, the peers, the generated site and its number of guides."""

    ground: Ground
    peers: Peers
    data: Path
    guides: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run gave: seconds by part, peak memory in MB, the folder with the pages.

    ``whole`` is the CPU of the whole process tree, ``wall`` its time on the wall, ``work`` the
    CPU without start and end of the process.
    """

    parts: Mapping[str, float]
    peak_mb: float
    pages: Path | None = None


Case = Callable[[Stand], Outcome]


def _django(peer: str, module: str, *arguments: str, pictures: bool = False) -> Case:
    """Return the case of a peer that runs in a Django of its own."""

    def case(stand: Stand) -> Outcome:
        out = stand.ground.empty(f"{peer or 'wget'}-{'pictures' if pictures else 'plain'}")
        variables = stand.ground.variables(
            "bench.peer.settings",
            stand.data,
            BENCH_PEER=peer,
            BENCH_OUT=str(out),
            BENCH_PICTURES=str(int(pictures)),
        )
        python = stand.peers.python(peer) if peer else sys.executable
        said = [
            word.format(out=out, wget=stand.peers.wget() if not peer else "") for word in arguments
        ]
        command = [python, "-m", module, *said]
        return _outcome(run(command, folder=stand.ground.code, variables=variables), out)

    return case


def _loa(case_name: str, *, hands: int = 1, has_media: bool = False) -> Case:
    """Return a case of ``bench.loa``, in a copy of the database: releases and edits write there.

    ``hands`` is how many processes make files, 0 for one each processor; the store ``has_media``
    when pictures and fonts were made before.
    """

    def case(stand: Stand) -> Outcome:
        out = stand.ground.empty(f"loa-{case_name}" if hands == 1 else f"loa-{case_name}-hands")
        data = copy_of(stand.data, stand.ground.empty("loa-site"))
        variables = stand.ground.variables("bench.settings", data, BENCH_HANDS=str(hands))

        def asked(name: str) -> Spent:
            command = [sys.executable, "-m", "bench.loa", name, str(out)]
            return run(command, folder=stand.ground.code, variables=variables)

        if has_media:
            asked("media")
        spent = asked(case_name)
        current = out / "releases" / "current"
        return _outcome(spent, current.resolve() if current.exists() else None)

    return case


def _growth(name: str) -> Case:
    """Return the case of a worker and of two after it: one that wakes up, one that finds nothing."""

    def case(stand: Stand) -> Outcome:
        out = stand.ground.empty(f"loa-growth{name}")
        data = copy_of(stand.data, stand.ground.empty("loa-site"))
        variables = stand.ground.variables("bench.settings", data)

        def asked(case_name: str) -> Spent:
            command = [sys.executable, "-m", "bench.loa", case_name, str(out)]
            return run(command, folder=stand.ground.code, variables=variables)

        asked("media")
        outcome = _outcome(asked(f"growth{name}"), None)
        parts = dict(outcome.parts)
        for way in ("woken", "killed"):
            if way == "killed":
                (out / "cache" / "asleep").unlink()
            again = _outcome(asked(f"woken{name}"), None).parts
            parts |= {f"{way} {part}": value for part, value in again.items()}
        return Outcome(parts=parts, peak_mb=outcome.peak_mb)

    return case


def _hugo(stand: Stand) -> Outcome:
    """Build, build again, build after an edit, then watch; an empty site tells the start."""
    program = stand.peers.hugo()
    source, out = _hugo_source(stand), stand.ground.empty("hugo-site")
    empty = _without_guides(source, stand.ground.empty("hugo-empty"))
    guides = sorted(source.glob("content/*/lam-*.md"))

    def build(folder: Path, target: Path) -> Spent:
        command = [program, "--quiet", "--destination", str(target)]
        return run(command, folder=folder, variables={})

    start = build(empty, stand.ground.empty("hugo-nothing")).cpu_s
    whole = build(source, out)
    pages = stand.ground.empty("hugo-pages")
    pages.rmdir()
    out.rename(pages)  # the pages of the first build are looked at; the edits go elsewhere
    again = stand.ground.empty("hugo-again")
    build(source, again)
    parts = {
        "whole": whole.cpu_s,
        "wall": whole.wall_s,
        "start": start,
        "work": whole.cpu_s - start,
        "unchanged": build(source, again).cpu_s,
        "edited": watched(program, source, again, guides),
    }
    return Outcome(parts=parts, peak_mb=whole.peak_mb, pages=pages)


def _hugo_source(stand: Stand) -> Path:
    """Write the source anew: watching edits it."""
    source = stand.ground.empty("hugo-source")
    command = [sys.executable, "-m", "bench.hugo.source", str(source)]
    variables = stand.ground.variables("bench.settings", stand.data)
    run(command, folder=stand.ground.code, variables=variables)
    return source


def _without_guides(source: Path, empty: Path) -> Path:
    """Return a site with the same layouts and a home page alone."""
    (empty / "content").mkdir()
    (empty / "layouts").symlink_to(source / "layouts")
    for name in ("hugo.json", "content/_index.md"):
        (empty / name).write_bytes((source / name).read_bytes())
    return empty


def _outcome(spent: Spent, pages: Path | None) -> Outcome:
    said: dict[str, float] = json.loads(spent.output.strip().splitlines()[-1])
    parts = {"whole": spent.cpu_s, "wall": spent.wall_s, **said}
    return Outcome(parts=parts, peak_mb=spent.peak_mb, pages=pages)


CASES: Mapping[str, tuple[str, Case]] = {
    "loa-html": ("loa", _loa("html")),
    "bakery": ("bakery", _django("bakery", "bench.peer.build")),
    "hugo": ("hugo", _hugo),
    "loa-worker-html": ("loa", _loa("worker-html")),
    "distill": ("distill", _django("distill", "bench.peer.build")),
    "loa-worker": ("loa", _loa("worker")),
    "wget": ("wget", _django("", "bench.peer.mirror", "{wget}", "{out}")),
    "loa-stages": ("loa", _loa("stages")),
    "loa-once-html": ("loa", _loa("once-html", has_media=True)),
    "loa-once-html-hands": ("loa", _loa("once-html", hands=0, has_media=True)),
    "loa-once": ("loa", _loa("once", has_media=True)),
    "loa-once-hands": ("loa", _loa("once", hands=0, has_media=True)),
    "loa-growth-html": ("growth", _growth("-html")),
    "loa-growth": ("growth", _growth("")),
    "loa-usage": ("loa", _loa("usage")),
    "loa-preview": ("preview", _loa("preview")),
    "loa-languages": ("languages", _loa("languages")),
    "loa-programs": ("programs", _loa("programs")),
    "bakery-pictures": ("bakery", _django("bakery", "bench.peer.build", pictures=True)),
}
"""By name, in the order of a round: the tool that ``--only`` chooses, and how it is run."""

TOOLS = tuple(dict.fromkeys(tool for tool, _ in CASES.values() if tool != "growth"))

_CLOSE = frozenset({"loa-html", "hugo"})
"""Cases that differ by less than one run of them swings."""

RUNS_OF_CLOSE = 5
"""They run so often at least, in turn."""

_LARGEST: Mapping[str, int] = {"bakery-pictures": 1000}
"""Cases that teach nothing more on a larger site, with the number of guides where they stop."""


def runs_wanted(name: str, guides: int, asked: int) -> int:
    """Return how often a case is run on a site of this size when ``asked`` runs are wanted."""
    if guides > _LARGEST.get(name, guides):
        return 0
    return max(asked, RUNS_OF_CLOSE) if name in _CLOSE else asked

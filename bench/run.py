"""Measure Loa beside other generators and write docs/benchmarks.md.

    python bench/run.py [--pages 1000,10000] [--runs 3,1] [--only loa,hugo]
                        [--resume | --report-only | --previews | --languages | --programs
                         | --prints | --growth]

Everything made on the way lies in var/bench and may be deleted. The generators run in turn, so
that a busy minute hits all of them.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, by make bench

from bench import growing
from bench.adding import with_alone, with_part, with_part_of
from bench.cases import CASES, RUNS_OF_CLOSE, TOOLS, Stand, runs_wanted
from bench.figures import Figures, read_figures, write_figures
from bench.filling import filled
from bench.ground import ROOT, Ground
from bench.peers import PeerError, Peers, version_of
from bench.printing.cases import Printed
from bench.printing.cases import measured as prints
from bench.printing.section import HEAD as PRINT_ROOM
from bench.printing.section import section as print_room
from bench.report import report
from bench.sameness import agreement, check_same_words, written
from bench.searching import measured

FOLDER = ROOT / "var" / "bench"
KEPT = FOLDER / "figures.json"
"""Where figures wait for ``--resume`` and ``--report-only``."""

OURS = "loa-html"
PRINT_RUNS = 5

_ALONE = {
    "previews": ("loa-preview",),
    "languages": ("loa-languages",),
    "programs": ("loa-programs",),
    "hands": ("hugo", *(name for name in CASES if name.startswith("loa-once"))),
}
"""Cases that may be measured alone, by the word that asks for them."""


@dataclass(frozen=True, slots=True)
class Bench:
    """One run of the whole: where it stands, what it was asked, what it keeps."""

    ground: Ground
    peers: Peers
    cases: tuple[str, ...]
    sizes: list[Figures]
    made_from: str

    def measure(self) -> None:
        """Run every case of every size as often as asked."""
        for figures in self.sizes:
            data = filled(self.ground, figures.guides)
            stand = Stand(ground=self.ground, peers=self.peers, data=data, guides=figures.guides)
            for number in range(1, max(figures.runs, RUNS_OF_CLOSE) + 1):
                for name in self._due(figures, number):
                    self._once(stand, figures, name, number)

    def _due(self, figures: Figures, number: int) -> Iterator[str]:
        for name in self.cases:
            if figures.runs_of(name) < number <= runs_wanted(name, figures.guides, figures.runs):
                yield name

    def _once(self, stand: Stand, figures: Figures, name: str, number: int) -> None:
        """Run a case once, look at what it wrote, and keep the figures."""
        try:
            outcome = CASES[name][1](stand)
        except PeerError as missing:
            print(f"*** {name} is NOT measured: {missing}", file=sys.stderr, flush=True)
            return
        if outcome.pages:
            self._look(figures, name, outcome.pages)
        for part, seconds in outcome.parts.items():
            figures.add(name, part, seconds)
        figures.peak_mb[name] = max(figures.peak_mb.get(name, 0), outcome.peak_mb)
        figures.day, figures.load = f"{datetime.now(UTC):%Y-%m-%d}", os.getloadavg()[0]
        write_figures(KEPT, self.sizes, self.made_from)
        shown = ", ".join(f"{part} {value:.2f}" for part, value in outcome.parts.items())
        print(f"{figures.guides:,} guides, run {number}  {name}: {shown}", flush=True)

    def _look(self, figures: Figures, name: str, pages: Path) -> None:
        """Check and weigh the pages of a case, once for each size."""
        check_same_words(pages, figures.guides)
        if name not in figures.written:
            figures.written[name] = written(pages, figures.guides)
        ours = self.ground.folder / "out" / OURS / "releases" / "current"
        if name != OURS and ours.exists() and figures.has(OURS):
            figures.agreement[name] = agreement(pages, ours.resolve(), figures.guides)
        if name == "loa-worker":
            figures.search = measured(pages)


def main() -> None:
    """Prepare, measure, write."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # Loa alone would be compiled in each process
    asked = _asked()
    for name, cases in _ALONE.items():
        if getattr(asked, name):
            _add_alone(asked, cases)
            return
    if asked.prints:
        _write_prints(asked.report, _printed())
        return
    if asked.growth:
        _add_growth(asked)
        return
    sizes = read_figures(KEPT) if asked.report_only else _measured(asked)
    text = report(sizes, wget=_wget_version())
    before = asked.report.read_text("utf-8") if asked.report.is_file() else ""
    for head in (PRINT_ROOM, growing.HEAD):
        text = with_part_of(text, before, head)
    asked.report.write_text(text, "utf-8")
    if not asked.report_only:
        _write_prints(asked.report, _printed())
    print(f"\n{asked.report.read_text('utf-8')}")


def _printed() -> Printed:
    ground = Ground(FOLDER)
    ground.copy_code()
    return prints(ground, Peers(ground.folder), runs=PRINT_RUNS)


def _write_prints(report: Path, printed: Printed) -> None:
    """Put the print room into the report; all else in it stays as it is."""
    report.write_text(with_part(report.read_text("utf-8"), [*print_room(printed)]), "utf-8")


def _add_alone(asked: argparse.Namespace, cases: Sequence[str]) -> None:
    """Measure some cases alone and put them into the report; the kept figures are left alone."""
    ground = Ground(FOLDER)
    ground.copy_code()
    text = asked.report.read_text("utf-8")
    for figures in _sizes(asked.pages, asked.runs, []):
        data = filled(ground, figures.guides)
        stand = Stand(ground=ground, peers=Peers(ground.folder), data=data, guides=figures.guides)
        for case in [*cases] * figures.runs:
            for part, seconds in CASES[case][1](stand).parts.items():
                figures.add(case, part, seconds)
        figures.day, figures.load = f"{datetime.now(UTC):%Y-%m-%d}", os.getloadavg()[0]
        text = with_alone(text, figures)
    asked.report.write_text(text, "utf-8")


def _add_growth(asked: argparse.Namespace) -> None:
    """Measure how costs grow, with the figures of sizes that were measured before."""
    place = FOLDER / "growth.json"
    ground = Ground(FOLDER)
    ground.copy_code()
    kept = {one.guides: one for one in read_figures(place)}
    for guides in map(int, asked.pages.split(",")):
        figures = kept[guides] = Figures(guides=guides, runs=1)
        stand = Stand(
            ground=ground,
            peers=Peers(ground.folder),
            data=filled(ground, guides),
            guides=guides,
        )
        for case in growing.CASES:
            for part, seconds in CASES[case][1](stand).parts.items():
                figures.add(case, part, seconds)
        figures.day, figures.load = f"{datetime.now(UTC):%Y-%m-%d}", os.getloadavg()[0]
        sizes = [kept[number] for number in sorted(kept)]
        write_figures(place, sizes, "")
        print(f"{guides:,} guides: {figures.seconds}", flush=True)
        picture = asked.report.with_name("growth.svg")
        picture.write_text(growing.chart(sizes), "utf-8")
        text = asked.report.read_text("utf-8")
        text = with_part(text, [*growing.section(sizes, picture.name)])
        asked.report.write_text(text, "utf-8")


def _measured(asked: argparse.Namespace) -> list[Figures]:
    ground = Ground(FOLDER)
    print("Taking a copy of the sources …", flush=True)
    ground.copy_code()
    made_from = _sources_digest(ground)
    kept = read_figures(KEPT, made_from) if asked.resume else []
    bench = Bench(
        ground=ground,
        peers=Peers(ground.folder),
        cases=tuple(name for name, (tool, _) in CASES.items() if tool in asked.only.split(",")),
        sizes=list(_sizes(asked.pages, asked.runs, kept)),
        made_from=made_from,
    )
    bench.measure()
    return bench.sizes


def _wget_version() -> str:
    found = shutil.which("wget")
    return version_of(found) if found else "(missing)"


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--pages", default="1000,10000", help="guides to generate, by size")
    parser.add_argument("--runs", default="3,1", help="runs of everything, by size")
    parser.add_argument("--only", default=",".join(TOOLS), help="tools to measure")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "benchmarks.md")
    parser.add_argument(
        "--resume", action="store_true", help="go on with a stopped run of the same sources"
    )
    for name in _ALONE:
        parser.add_argument(
            f"--{name}", action="store_true", help=f"measure {name} alone, keep the rest as written"
        )
    parser.add_argument(
        "--prints", action="store_true", help="measure the print room alone, keep the rest"
    )
    parser.add_argument(
        "--growth", action="store_true", help="measure each size once and draw how costs grow"
    )
    parser.add_argument(
        "--report-only", action="store_true", help="write the report from the figures kept"
    )
    return parser.parse_args()


def _sizes(pages: str, runs: str, kept: list[Figures]) -> Iterator[Figures]:
    """Yield the figures of each size, begun or new; the last number of runs holds on."""
    often = [int(number) for number in runs.split(",")]
    known = {figures.guides: figures for figures in kept}
    for place, guides in enumerate(int(number) for number in pages.split(",")):
        figures = known.get(guides, Figures(guides=guides, runs=0))
        figures.runs = often[min(place, len(often) - 1)]
        yield figures


def _sources_digest(ground: Ground) -> str:
    files = sorted(path for path in ground.code.rglob("*") if path.suffix in {".py", ".html"})
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


if __name__ == "__main__":
    main()

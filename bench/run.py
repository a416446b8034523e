"""Measure Loa beside wagtail-bakery and write docs/benchmarks.md.

    python bench/run.py [--pages 1000] [--runs 3]

Everything made on the way lies in var/bench and may be deleted. The runs of the two are
interleaved, so that a busy minute hits both.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, by make bench

from bench.ground import ROOT, Ground
from bench.measure import Spent, run
from bench.report import Figures, report
from bench.sameness import check_same_words, written


def main() -> None:
    """Prepare, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=1000, help="guides to generate")
    parser.add_argument("--runs", type=int, default=3, help="interleaved runs of everything")
    parser.add_argument("--report", type=Path, default=ROOT / "docs" / "benchmarks.md")
    asked = parser.parse_args()
    ground = Ground(ROOT / "var" / "bench", asked.pages)
    ground.prepare()
    figures = Figures(guides=asked.pages, runs=asked.runs)
    for number in range(1, asked.runs + 1):
        for name, parts in _measured(ground, figures):
            shown = ", ".join(f"{part} {value:.2f}" for part, value in parts.items())
            print(f"run {number}/{asked.runs}  {name}: {shown}", flush=True)
    text = report(figures)
    asked.report.write_text(text, "utf-8")
    print(f"\n{text}")


def _measured(ground: Ground, figures: Figures) -> Iterator[tuple[str, dict[str, float]]]:
    """Run everything once, each into an empty folder; yield what each run said."""
    for name, pictures in (("bakery", "0"), ("bakery-pictures", "1")):
        yield name, _bakery(ground, figures, name, pictures)
    for case in ("html", "again", "all", "stages"):
        yield case, _loa(ground, figures, case)


def _bakery(ground: Ground, figures: Figures, name: str, pictures: str) -> dict[str, float]:
    out = ground.empty(name)
    more = {"BENCH_OUT": str(out), "BENCH_PICTURES": pictures}
    spent = run(
        [ground.peer_python, "-m", "bench.peer.build"],
        folder=ground.code,
        variables=ground.variables("bench.peer.settings", **more),
    )
    check_same_words(out, figures.guides)
    figures.written[name] = written(out, figures.guides)
    return _kept(figures, name, spent)


def _loa(ground: Ground, figures: Figures, case: str) -> dict[str, float]:
    out = ground.empty(f"loa-{case}")
    spent = run(
        [sys.executable, "-m", "bench.loa", case, str(out)],
        folder=ground.code,
        variables=ground.variables("bench.settings"),
    )
    current = out / "releases" / "current"
    if current.exists():
        check_same_words(current.resolve(), figures.guides)
        figures.written[case] = written(current.resolve(), figures.guides)
    return _kept(figures, case, spent)


def _kept(figures: Figures, name: str, spent: Spent) -> dict[str, float]:
    said: dict[str, float] = json.loads(spent.output.strip().splitlines()[-1])
    parts = {"whole": spent.cpu_s, **said}
    for part, seconds in parts.items():
        figures.add(name, part, seconds)
    figures.peak_mb[name] = max(figures.peak_mb.get(name, 0), spent.peak_mb)
    return parts


if __name__ == "__main__":
    main()

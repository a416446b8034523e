"""How costs grow: each figure in its column, and a chart that draws them all."""

from pathlib import Path
from xml.etree import ElementTree as ET

from bench import growing
from bench.adding import with_part
from bench.figures import Figures

REPORT = Path(__file__).parents[2] / "docs" / "benchmarks.md"
PARTS = ("full", "full wall", "edited", "unchanged", "woken wake", "woken edited", "killed wake")


def _figures(guides: int, *, has_everything: bool = True) -> Figures:
    figures = Figures(guides=guides, runs=1, day="2026-01-02", load=0.5)
    for case in growing.CASES if has_everything else ["loa-growth-html"]:
        figures.add(case, "whole", 1)
        for place, part in enumerate((*PARTS, "killed edited", "MB"), 1):
            figures.add(case, part, guides * place / 1000)
    return figures


def test_every_size_has_its_column_and_what_was_not_measured_a_dash() -> None:
    sizes = [_figures(1_000), _figures(30_000, has_everything=False)]
    said = "\n".join(growing.section(sizes, "growth.svg"))
    assert "| everything | 1,000 | 30,000 |" in said
    assert "| the first edit after a restart, CPU s | 11 | 330 |" in said
    assert "| the first edit after a restart, CPU s | 11 | – |" in said


def test_chart_draws_each_measured_point_inside_the_picture() -> None:
    sizes = [_figures(number) for number in (1_000, 10_000, 100_000)]
    picture = ET.fromstring(growing.chart(sizes))  # noqa: S314  # our own
    width, height = map(float, picture.attrib["viewBox"].split()[2:])
    points = picture.findall("{*}circle")
    assert len(points) == 2 * 4 * len(sizes)
    assert all(0 < float(one.attrib["cx"]) < width for one in points)
    assert all(0 < float(one.attrib["cy"]) < height for one in points)


def test_chart_of_one_size_is_a_chart() -> None:
    assert "<circle" in growing.chart([_figures(1_000)])


def test_part_is_put_anew_and_all_else_stays() -> None:
    before = REPORT.read_text("utf-8")
    part = [*growing.section([_figures(1_000)], "growth.svg")]
    first = with_part(before, part)
    assert with_part(first, part) == first
    assert first.count(growing.HEAD) == 1
    gone = set(before.splitlines()) - set(first.splitlines())
    assert not {line for line in gone if line.startswith("| ")} or growing.HEAD in before

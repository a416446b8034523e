"""The benchmark of the print room: the same content for all, and a report that hides nothing."""

from html import unescape
from pathlib import Path

import pytest

from bench.adding import with_part, with_part_of
from bench.printing.cases import Printed
from bench.printing.content import PANELS, leaflet
from bench.printing.pages import EDITED, page
from bench.printing.section import HEAD, section
from sitegen.documents.leaflet import LeafletSteps

REPORT = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def printed(cold: float, edit: float, unchanged: float) -> Printed:
    ours = {"cold": [cold], "edit": [edit], "unchanged": [unchanged]}
    theirs = {"cold": [2.0], "edit": [0.8], "unchanged": [0.8]}
    return Printed(
        runs=1,
        day="2026-11-28",
        seconds={"loa": ours, "loa-preflight": ours, "weasyprint": theirs},
        missing={"chromium": "Chromium is missing."},
    )


def verdicts(made: Printed) -> list[str]:
    last = [line.rsplit("|", 2)[-2].strip() for line in section(made) if line.startswith("| ")]
    return [words for words in last if words in {"met", "**missed**"}]


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        ((0.5, 0.2, 0.03), ["met", "met", "met"]),
        ((0.51, 0.21, 0.031), ["**missed**", "**missed**", "**missed**"]),
    ],
)
def test_a_target_is_met_to_the_letter_or_missed(
    spent: tuple[float, float, float], said: list[str]
) -> None:
    assert verdicts(printed(*spent)) == said


def test_who_could_not_be_measured_is_named_with_the_reason() -> None:
    assert "| Chromium, no fit | not measured: Chromium is missing. | | |" in [
        *section(printed(0.5, 0.2, 0.03))
    ]


def others(report: str) -> list[str]:
    """Return the lines of a report outside the print room."""
    kept, is_print = [], False
    for line in report.splitlines():
        if line.startswith("## "):
            is_print = line == "## The print room"
        if not is_print:
            kept.append(line)
    return kept


def test_measuring_the_print_room_leaves_every_other_line_as_it_is() -> None:
    before = REPORT.read_text("utf-8")
    first = with_part(before, [*section(printed(0.5, 0.2, 0.03))])
    again = with_part(first, [*section(printed(0.4, 0.1, 0.01))])
    assert others(again) == others(before)
    assert again.count("## The print room") == 1
    other = with_part(before, [*section(printed(1, 1, 1))])
    assert with_part_of(other, again, HEAD) == again


def test_everybody_prints_the_same_words() -> None:
    steps = PANELS[1][0]
    assert isinstance(steps, LeafletSteps)
    html = unescape(page(PANELS, steps.steps[0].title[0].value))  # type: ignore[union-attr]
    assert html.count(EDITED) == 1
    for panel in leaflet().panels:
        for part in panel.parts:
            assert getattr(part, "title", "") in html
            for step in getattr(part, "steps", ()):
                assert step.title[0].value in html
                assert f'src="{step.pictures[0].digest}.png"' in html
            for item in getattr(part, "items", getattr(part, "names", ())):
                assert item in html

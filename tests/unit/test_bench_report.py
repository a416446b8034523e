"""The benchmark's report: tables that add up, targets judged by the figures alone."""

from pathlib import Path

import pytest

from bench.adding import with_alone
from bench.cases import runs_wanted
from bench.content import AGENCIES, guide
from bench.figures import Figures, read_figures, write_figures
from bench.report import report
from bench.sameness import Written
from bench.searching import Query, Search
from bench.targets import Judged, judged, share
from sitegen.slugs import slug

DJANGO = ("bakery", "bakery-pictures", "distill", "wget")


def test_a_generated_guide_is_the_same_every_time() -> None:
    assert guide(17) == guide(17)
    assert guide(17) != guide(18)


def test_every_generated_guide_has_an_address_of_its_own() -> None:
    assert len({slug(guide(number).title) for number in range(14_400)}) == 14_400


def test_the_report_divides_by_the_pages_of_the_database() -> None:
    figures = _figures(bakery=22.4, html=1.12)
    pages = figures.guides + AGENCIES + 2
    text = report([figures])
    assert f"| wagtail-bakery | 3 | {1000 * 22.4 / pages:.2f} |" in text
    assert f"| **Loa, a new process** | 3 | {1000 * 1.12 / pages:.2f} |" in text


@pytest.mark.parametrize(
    ("case", "guides", "asked", "runs"),
    [
        ("hugo", 10_000, 1, 5),
        ("loa-html", 10_000, 1, 5),
        ("loa-html", 1000, 7, 7),
        ("bakery", 10_000, 1, 1),
        ("bakery-pictures", 1000, 3, 3),
        ("bakery-pictures", 10_000, 1, 0),
    ],
)
def test_cases_that_are_close_run_more_often(case: str, guides: int, asked: int, runs: int) -> None:
    assert runs_wanted(case, guides, asked) == runs


def test_the_report_compares_medians_and_shows_the_span() -> None:
    figures = _figures(bakery=20.0, html=1.0, hugo=2.0)
    figures.seconds["loa-html"]["work"] = [1.0, 0.506, 9.0]
    text = report([figures])
    assert "| 0.99 | 0.50 to 8.89 | 1/20.0 | 1/2.0 |" in text


def test_the_report_has_a_part_for_each_size() -> None:
    text = report([_figures(guides=1_000), _figures(guides=10_000)])
    assert "## 1,000 guides" in text
    assert "## 10,000 guides" in text
    assert text.count("### A full release, HTML only") == 2


def test_a_generator_that_was_not_run_has_no_row() -> None:
    figures = _figures()
    for case in ("wget", "hugo", "loa-worker", "loa-stages"):
        del figures.seconds[case]
    text = report([figures])
    assert "| `wget --mirror`" not in text
    assert "| Hugo" not in text
    assert "### Where the time goes" not in text
    assert "not measured" in text


def test_peers_that_know_no_change_are_shown_with_their_full_cost() -> None:
    assert "| django-distill | 30,000 (all again) | 30,000 (all again) |" in report([_figures()])


@pytest.mark.parametrize(
    ("spent", "base", "said"),
    [(1.0, 20.0, "1/20.0"), (3.0, 2.0, "1.50"), (2.0, 2.0, "1.00"), (0.03, 1.0, "1/33.3")],
)
def test_a_share_is_said_as_a_fraction_or_a_multiple(spent: float, base: float, said: str) -> None:
    assert share(spent, base) == said


@pytest.mark.parametrize(
    ("seconds", "target", "is_met"),
    [
        ({"bakery": 20.0, "html": 1.0}, "HTML only, as a share of wagtail-bakery", True),
        ({"bakery": 20.0, "html": 1.01}, "HTML only, as a share of wagtail-bakery", False),
        ({"html": 1.2, "hugo": 1.2}, "as a share of Hugo", True),
        ({"html": 1.3, "hugo": 1.2}, "as a share of Hugo", False),
        ({"bakery": 20.0, "everything": 4.0}, "everything, as a share of wagtail-bakery", True),
        ({"bakery": 20.0, "everything": 4.1}, "everything, as a share of wagtail-bakery", False),
        ({"html": 1.6, "unchanged": 0.1}, "no change", True),
        ({"html": 1.6, "unchanged": 0.11}, "no change", False),
        ({"html": 0.8, "edited": 0.1}, "one edit", True),
        ({"html": 0.8, "edited": 0.11}, "one edit", False),
    ],
)
def test_a_target_is_judged_by_the_figures(
    seconds: dict[str, float], target: str, is_met: bool
) -> None:
    assert _judged(_figures(guides=1_000, **seconds), target).is_met is is_met


@pytest.mark.parametrize(
    ("seconds", "target", "is_met"),
    [
        ({"html": 10.0, "unchanged": 0.1}, "no change", True),
        ({"html": 10.0, "unchanged": 0.11}, "no change", False),
        ({"html": 4.0, "edited": 0.1}, "one edit", True),
        ({"html": 4.0, "edited": 0.11}, "one edit", False),
    ],
)
def test_a_large_site_has_stricter_targets(
    seconds: dict[str, float], target: str, is_met: bool
) -> None:
    assert _judged(_figures(guides=10_000, **seconds), target).is_met is is_met


@pytest.mark.parametrize(("peak_mb", "is_met"), [(300.0, True), (300.4, False)])
def test_the_largest_process_is_held_to_the_limit_of_memory(peak_mb: float, is_met: bool) -> None:
    figures = _figures(guides=10_000)
    figures.peak_mb["loa-worker"] = peak_mb
    assert _judged(figures, "peak memory").is_met is is_met


@pytest.mark.parametrize(("kb", "is_met"), [(150.0, True), (150.2, False)])
def test_the_dearest_query_is_held_to_the_limit_of_search(kb: float, is_met: bool) -> None:
    figures = _figures(guides=10_000)
    figures.search = _search(12.0, kb, 40.0)
    assert _judged(figures, "dearest query").is_met is is_met
    assert f"| 3 | {kb:.1f} |" in report([figures])


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    one = _judged(_figures(guides=10_000), "dearest query")
    assert (one.measured, one.is_met) == ("–", None)


def test_the_report_counts_the_targets_that_are_met() -> None:
    figures = _figures(bakery=40.0, html=1.6, hugo=1.7, everything=8.0, unchanged=0.1, edited=0.3)
    text = report([figures])
    assert "4 met, 1 **missed**, 0 not measured." in text
    assert text.count("| **missed** |") == 1


def test_a_small_site_has_no_targets() -> None:
    assert not list(judged([_figures(guides=100)]))
    assert "neither was measured" in report([_figures(guides=100)])


def test_kept_figures_come_back_for_the_same_sources_only(tmp_path: Path) -> None:
    figures = _figures()
    figures.search = _search(12.0)
    write_figures(tmp_path / "figures.json", [figures], "sources")
    assert read_figures(tmp_path / "figures.json", "sources") == [figures]
    assert read_figures(tmp_path / "figures.json") == [figures]
    assert read_figures(tmp_path / "figures.json", "other sources") == []
    assert read_figures(tmp_path / "nothing.json", "sources") == []


def _judged(figures: Figures, target: str) -> Judged:
    (one,) = [one for one in judged([figures]) if target in one.target]
    return one


def _search(*gzip_kb: float) -> Search:
    queries = tuple(Query(words="kết hôn", files=3, gzip_kb=kb, brotli_kb=kb - 1) for kb in gzip_kb)
    return Search(files=60, kb=700.0, gzip_kb=300.0, brotli_kb=280.0, queries=queries)


USUAL = {
    "bakery": 30.0,
    "hugo": 1.5,
    "html": 2.0,
    "everything": 4.0,
    "unchanged": 0.1,
    "edited": 0.2,
}
"""Seconds of a whole release, by what a target looks at."""


def test_previews_measured_alone_leave_every_other_figure_as_it_was() -> None:
    sizes = [_figures(guides=1_000), _figures(guides=10_000)]
    before = report(sizes)
    new = Figures(guides=10_000, runs=1, day="2024-06-01", load=0.5)
    for name in ("guide", "contact", "home", "office"):
        for part in (name, f"{name} findings", f"{name} queries"):
            new.add("loa-preview", part, 0.2 if name == "office" else 0.1)
    new.add("loa-preview", "whole", 1.0)
    sizes[1].seconds["loa-preview"] = new.seconds["loa-preview"]
    once = with_alone(before, new)
    assert once == report(sizes)
    assert with_alone(once, new) == once
    assert "the dearest | 150 ms | 100 ms | met |" in once
    assert "of all guides | 150 ms | 200 ms | **missed** |" in once


def _figures(*, guides: int = 1_000, **other: float) -> Figures:
    """Figures of three runs: the second one faster, the third one slower, each case alike."""
    figures = Figures(guides=guides, runs=3, day="2024-06-01", load=0.5)
    bakery, hugo, html, everything, unchanged, edited = (USUAL | other).values()
    later = {"unchanged": unchanged, "edited": edited, "renamed": edited}
    first = {"first unchanged": unchanged, "first edited": edited}
    parts = {
        **{case: {"whole": bakery + 2, "work": bakery, "start": 1.5} for case in DJANGO},
        "hugo": {"whole": hugo + 0.1, "work": hugo, "unchanged": hugo, "edited": 0.01},
        "loa-html": {"whole": html + 3, "assets": 1.0, "work": html},
        "loa-worker-html": {"whole": 9.0, "work": html, **later, **first},
        "loa-worker": {"whole": 30.0, "assets": 1.0, "work": everything, **later, **first}
        | {"pictures": 10.0, "picture files": 180.0},
        "loa-stages": dict.fromkeys(("whole", "collect", "render", "other"), 0.1),
    }
    for case, seconds in parts.items():
        for part, value in {"wall": 9.0, **seconds}.items():
            for factor in (1.0, 0.9, 1.5):
                figures.add(case, part, value * factor)
        figures.written[case] = Written(pages=guides + 12, guide_kb=10.0)
        figures.peak_mb[case] = 100.0
    return figures

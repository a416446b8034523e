"""The benchmark's own parts: guides that are the same every time, tables that add up."""

from bench.content import AGENCIES, guide
from bench.report import Figures, report
from bench.sameness import Written
from sitegen.slugs import slug


def test_a_generated_guide_is_the_same_every_time() -> None:
    assert guide(17) == guide(17)
    assert guide(17) != guide(18)


def test_every_generated_guide_has_an_address_of_its_own() -> None:
    assert len({slug(guide(number).title) for number in range(9_600)}) == 9_600


def test_the_report_divides_by_the_pages_of_the_database() -> None:
    figures = _figures(bakery=22.4, release=1.12)
    pages = figures.guides + AGENCIES + 2
    text = report(figures)
    assert f"| wagtail-bakery `build` | {1000 * 22.4 / pages:.2f} |" in text
    assert f"| **Loa, a new process** | {1000 * 1.12 / pages:.2f} |" in text


def test_the_report_compares_the_best_runs_without_start_and_end() -> None:
    assert "| 1/20.0 |" in report(_figures(bakery=20.0, release=1.0))
    assert "| 2.00 |" in report(_figures(bakery=20.0, release=40.0))


def _figures(*, bakery: float, release: float) -> Figures:
    """Figures of two runs, the second one slower."""
    figures = Figures(guides=1000, runs=2)
    parts = {
        "bakery": {"whole": bakery + 2, "build": bakery},
        "bakery-pictures": {"whole": bakery + 3, "build": bakery + 1},
        "html": {"whole": release + 2, "assets": 1.0, "release": release},
        "again": {"release": release},
        "all": {
            "release": release,
            "pictures": 1.0,
            "picture files": 180,
            "unchanged": 0.1,
            "edited": 0.1,
        },
        "stages": dict.fromkeys(
            ("collect", "plan", "render", "links", "store", "check", "assemble", "other"), 0.1
        ),
    }
    for case, seconds in parts.items():
        for part, value in seconds.items():
            for slower in (0.0, 3.0 if part in {"whole", "build", "release"} else 0.0):
                figures.add(case, part, value + slower)
        figures.written[case] = Written(pages=1012, guide_kb=10.0)
        figures.peak_mb[case] = 100.0
    return figures

"""The part of docs/benchmarks.md about the print room; it may be measured alone."""

from collections.abc import Iterator

from bench.printing.cases import CASES, Printed
from bench.targets import share

__all__ = ["HEAD", "section"]

HEAD = "## The print room"
_LIMIT_MS = 30


def section(printed: Printed) -> Iterator[str]:
    """Yield the tables of the print room."""
    yield HEAD
    yield ""
    yield (
        "One leaflet of 600 × 205 mm: eight panels, four screenshots, a table of twenty rows, a QR"
        " code. Loa finds the sizes and the places itself and writes PDF/X-4; the others print the"
        " same words and pictures from HTML with sizes set by hand, as two pages with marks."
    )
    yield ""
    yield "| CPU ms of the whole process tree | a new process | one text edited | unchanged |"
    yield "|---|---:|---:|---:|"
    for case, name in CASES.items():
        if case in printed.missing:
            yield f"| {name} | not measured: {printed.missing[case]} | | |"
        else:
            cells = (_ms(printed.middle(case, part)) for part in ("cold", "edit", "unchanged"))
            yield f"| {name} | {' | '.join(cells)} |"
    yield ""
    yield "| target | at most | measured | |"
    yield "|---|---:|---:|---|"
    yield _share(printed, "a new process, as a share of WeasyPrint", "loa", "cold")
    edited = "one text edited, with preflight, as a share of WeasyPrint without"
    yield _share(printed, edited, "loa-preflight", "edit")
    unchanged = printed.middle("loa", "unchanged")
    is_met = None if unchanged is None else 1000 * unchanged <= _LIMIT_MS
    yield f"| unchanged | {_LIMIT_MS} ms | {_ms(unchanged)} ms | {_SAID[is_met]} |"
    yield ""
    yield (
        f"Measured on {printed.day}, {printed.runs} interleaved runs, medians; load at the end:"
        f" {printed.load:.1f}. Run alone by `make bench BENCH=--prints`."
    )
    yield ""


_SAID = {True: "met", False: "**missed**", None: "not measured"}


def _share(printed: Printed, target: str, case: str, part: str) -> str:
    spent, base = printed.middle(case, part), printed.middle("weasyprint", part)
    if spent is None or base is None:
        return f"| {target} | 1/4 | – | {_SAID[None]} |"
    return f"| {target} | 1/4 | {share(spent, base)} | {_SAID[4 * spent <= base]} |"


def _ms(seconds: float | None) -> str:
    return "–" if seconds is None else f"{1000 * seconds:,.0f}"

"""As the site grows: what a release and an edit cost from a thousand pages to a hundred thousand."""

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor, log10
from statistics import median

from bench.figures import Figures

__all__ = ["CASES", "HEAD", "chart", "section"]

HEAD = "## As the site grows"
CASES = {"loa-growth-html": "HTML only", "loa-growth": "everything"}
"""The cases, and what is released."""

Said = Callable[[Figures, str], float]


def _seconds(*parts: str) -> Said:
    return lambda figures, case: sum(median(figures.part(case, part)) for part in parts)


_ROWS: tuple[tuple[str, Said], ...] = (
    ("a full release, CPU s", _seconds("full")),
    ("the same on the wall, s", _seconds("full wall")),
    ("one edit in the warm worker, CPU s", _seconds("edited")),
    ("no change, CPU s", _seconds("unchanged")),
    ("the first edit after a restart, CPU s", _seconds("woken wake", "woken edited")),
    ("… when the last process was killed", _seconds("killed wake", "killed edited")),
    ("memory of the worker at the most, MB", _seconds("MB")),
)
_DRAWN = ("a full release", "the first edit after a restart", "one edit", "no change")


def section(sizes: Sequence[Figures], picture: str) -> Iterator[str]:
    """Yield the part of the report; ``picture`` is the file with the chart."""
    last = sizes[-1]
    yield HEAD
    yield ""
    yield (
        "One process that is told to use no other, with pictures, fonts, style sheet and script from"
        " before. CPU without the start of the process (0.9 s). After a restart a process reads what the"
        " last one kept when it ended; one that was killed leaves nothing."
    )
    yield ""
    yield f"![CPU of releases by the number of guides]({picture})"
    yield ""
    yield "[A nation on paper](nation.md) reckons with these figures. Beyond 10,000 guides are copies with words of their own."
    yield ""
    for case, name in CASES.items():
        yield f"| {name} | {' | '.join(f'{one.guides:,}' for one in sizes)} |"
        yield "|---|" + "---:|" * len(sizes)
        for words, said in _ROWS:
            cells = (_number(said(one, case)) if one.has(case) else "–" for one in sizes)
            yield f"| {words} | {' | '.join(cells)} |"
        yield ""
    yield f"Measured on {last.day}, one run; load at the end: {last.load:.1f}."
    yield ""


def _number(value: float) -> str:
    return f"{value:.3f}" if value < 0.1 else f"{value:.2f}" if value < 10 else f"{value:,.0f}"


# The chart: both axes by powers of ten, so that what grows with the pages is a straight line

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 720, 440, 64, 16, 188, 44
_COLOURS = {"loa-growth-html": "#1a5f7a", "loa-growth": "#a8201a"}


def chart(sizes: Sequence[Figures]) -> str:
    """Return the chart as SVG: HTML only and everything, one line for each kind of release."""
    rows = [(name, said) for name, said in _ROWS if name.startswith(_DRAWN)]
    lines = [
        (
            case,
            name.partition(",")[0],
            [(one.guides, said(one, case)) for one in sizes if one.has(case)],
        )
        for case in CASES
        for name, said in rows
    ]
    found = [value for *_, points in lines for _, value in points]
    bounds = (
        (log10(sizes[0].guides), log10(sizes[-1].guides)),
        (floor(log10(min(found))), ceil(log10(max(found)))),
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
            ' font-family="sans-serif" font-size="12">',
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            *_axes(sizes, bounds),
            *(part for line in lines for part in _line(*line, bounds)),
            *_legend(),
            "</svg>\n",
        )
    )


_Bounds = tuple[tuple[float, float], tuple[float, float]]


def _at(guides: float, seconds: float, bounds: _Bounds) -> tuple[float, float]:
    (first, last), (least, most) = bounds
    across = (log10(guides) - first) / ((last - first) or 1)
    up = (log10(seconds) - least) / ((most - least) or 1)
    width, height = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    return round(_LEFT + across * width, 1), round(_TOP + (1 - up) * height, 1)


def _axes(sizes: Sequence[Figures], bounds: _Bounds) -> Iterator[str]:
    least, most = map(int, bounds[1])
    for power in range(least, most + 1):
        x, y = _at(sizes[0].guides, 10.0**power, bounds)
        yield f'<path d="M{x} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{x - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>'
    for one in sizes:
        x, y = _at(one.guides, 10.0**least, bounds)
        yield f'<path d="M{x} {_TOP}V{y}" stroke="#eee"/>'
        yield f'<text x="{x}" y="{y + 18}" text-anchor="middle">{one.guides:,}</text>'
    yield f'<text x="{_LEFT}" y="{_HEIGHT - 8}">guides; CPU seconds of one process</text>'


def _line(
    case: str, name: str, points: Sequence[tuple[float, float]], bounds: _Bounds
) -> Iterator[str]:
    if not points:
        return
    places = [_at(*point, bounds) for point in points]
    drawn = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline points="{drawn}" fill="none" stroke="{_COLOURS[case]}" stroke-width="2"/>'
    for x, y in places:
        yield f'<circle cx="{x}" cy="{y}" r="3" fill="{_COLOURS[case]}"/>'
    x, y = places[-1]
    if case == "loa-growth":
        yield f'<text x="{x + 8}" y="{y + 4}">{name}</text>'


def _legend() -> Iterator[str]:
    for place, (case, name) in enumerate(CASES.items()):
        x = _LEFT + 12 + 110 * place
        yield f'<rect x="{x}" y="{_TOP + 4}" width="12" height="12" fill="{_COLOURS[case]}"/>'
        yield f'<text x="{x + 18}" y="{_TOP + 14}">{name}</text>'

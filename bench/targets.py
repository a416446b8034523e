"""The targets: what was promised, what was measured, met or missed; the report decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from bench.figures import Figures

__all__ = ["Judged", "judged", "of_previews", "share"]

SMALL, LARGE = 1_000, 10_000
MOST_QUERIES = 30
"""Guides: targets are set from the first number on, those of memory and search for the second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One target at one size; ``is_met`` is None when nothing was measured."""

    guides: int
    target: str
    limit: str
    measured: str = "–"
    is_met: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A target in CPU: the median of ``part`` is at most one ``divisor``th of that of ``base``."""

    target: str
    part: tuple[str, str]
    base: tuple[str, str]
    divisor: int
    guides: int | None = None

    def judge(self, figures: Figures) -> Judged:
        """Return how the target was met."""
        limit = f"1/{self.divisor}" if self.divisor > 1 else "1"
        if not (figures.has(*self.part) and figures.has(*self.base)):
            return Judged(guides=figures.guides, target=self.target, limit=limit)
        spent, base = (median(figures.part(*place)) for place in (self.part, self.base))
        return Judged(
            guides=figures.guides,
            target=self.target,
            limit=limit,
            measured=f"{share(spent, base)} ({_ms(spent)} of {_ms(base)})",
            is_met=spent * self.divisor <= base,
        )


_HTML = ("loa-html", "work")
_BAKERY = ("bakery", "work")

SHARES = (
    Share(
        target="a full release, HTML only, as a share of wagtail-bakery",
        part=_HTML,
        base=_BAKERY,
        divisor=20,
    ),
    Share(
        target="a full release, HTML only, as a share of Hugo",
        part=_HTML,
        base=("hugo", "work"),
        divisor=1,
    ),
    Share(
        target="a full release with everything, as a share of wagtail-bakery",
        part=("loa-worker", "work"),
        base=_BAKERY,
        divisor=5,
    ),
    *(
        Share(
            target=f"{change} in the warm worker, as a share of a full release, HTML only",
            part=("loa-worker", part),
            base=_HTML,
            divisor=divisor,
            guides=guides,
        )
        for guides, change, part, divisor in (
            (SMALL, "no change", "unchanged", 16),
            (SMALL, "one edit", "edited", 8),
            (LARGE, "no change", "unchanged", 100),
            (LARGE, "one edit", "edited", 40),
        )
    ),
)


def judged(sizes: list[Figures]) -> Iterator[Judged]:
    """Yield every target that is set for the measured sizes."""
    for figures in sizes:
        if figures.guides < SMALL:
            continue
        for target in SHARES:
            if target.guides in {None, figures.guides}:
                yield target.judge(figures)
        if figures.guides == LARGE:
            yield _memory(figures)
            yield _query(figures)
            yield from _asked(figures)
            yield from of_previews(figures)


def share(spent: float, base: float) -> str:
    """Return ``spent`` as a share of ``base``: "1/12.5", or "1.30" when it is no less."""
    return f"{spent / base:.2f}" if spent >= base else f"1/{base / spent:.1f}"


def _memory(figures: Figures) -> Judged:
    cases = [case for case in ("loa-html", "loa-worker") if case in figures.peak_mb]
    most = max((figures.peak_mb[case] for case in cases), default=None)
    return _at_most(figures, "peak memory: full release, then edits", "300 MB", most)


def _query(figures: Figures) -> Judged:
    queries = figures.search.queries if figures.search else ()
    most = max((query.gzip_kb for query in queries), default=None)
    return _at_most(figures, "the dearest query, compressed by gzip", "150 kB", most)


def _asked(figures: Figures) -> Iterator[Judged]:
    """Yield the targets of where-used: milliseconds, and queries that are counted."""
    for question, words in (("impact", "impact preview"), ("where", "where used")):
        parts = [f"{name} {question}" for name in ("portal", "step set")]
        known = [part for part in parts if figures.has("loa-usage", part)]
        times = [1000 * median(figures.part("loa-usage", part)) for part in known]
        counts = [median(figures.part("loa-usage", f"{part} queries")) for part in known]
        yield _at_most(figures, f"{words}, the dearer of two", "100 ms", max(times, default=None))
        limit = f"{MOST_QUERIES} queries"
        yield _at_most(figures, f"{words}, queries", limit, max(counts, default=None))


def of_previews(figures: Figures) -> Iterator[Judged]:
    """Yield the targets of previews; an office of this site lists a tenth of all its guides."""
    for words, names in (
        ("a preview: guide, contact or home page, the dearest", ("guide", "contact", "home")),
        ("a preview of an office that lists a tenth of all guides", ("office",)),
    ):
        known = [name for name in names if figures.has("loa-preview", name)]
        times = [1000 * median(figures.part("loa-preview", name)) for name in known]
        yield _at_most(figures, words, "150 ms", max(times, default=None))


def _at_most(figures: Figures, target: str, limit: str, value: float | None) -> Judged:
    if value is None:
        return Judged(guides=figures.guides, target=target, limit=limit)
    most, unit = limit.split()
    return Judged(
        guides=figures.guides,
        target=target,
        limit=limit,
        measured=f"{value:.0f} {unit}",
        is_met=value <= float(most),
    )


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"

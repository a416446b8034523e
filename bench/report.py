"""The report: measured seconds become the tables of docs/benchmarks.md."""

from collections.abc import Callable, Iterable, Iterator
from statistics import median

from bench.content import PICTURES
from bench.figures import Figures
from bench.reading import opening, reading
from bench.targets import Judged, judged, share

__all__ = ["ALONE", "counted", "previews", "report", "row"]

NAMES = {
    "bakery": "wagtail-bakery",
    "bakery-pictures": "wagtail-bakery, nine files offered for each picture",
    "distill": "django-distill",
    "wget": "`wget --mirror`, gunicorn with 2 workers",
    "hugo": "Hugo",
    "loa-html": "**Loa, a new process**",
    "loa-worker-html": "Loa, a worker that has released before",
}

_SAID = {True: "met", False: "**missed**", None: "not measured"}

_STAGES = {
    "collect": "collect: read the database, make documents, link them, lists",
    "plan": "plan: which files, and the key of each",
    "render": "render: documents to HTML",
    "pictures": "encode the pictures",
    "links": "read the links and anchors of each page",
    "store": "store: digest, write, index",
    "check": "check: every link and anchor of the whole",
    "assemble": "assemble: folders and hard links; prune",
    "other": "the rest: lock, manifest, switch",
}


def report(sizes: list[Figures], *, wget: str = "of the system") -> str:
    """Return docs/benchmarks.md; ``wget`` is its version."""
    lines = [*opening(sizes, wget=wget), *_targets(sizes)]
    for figures in sizes:
        lines += _size(figures)
    return "\n".join((*lines, *reading(sizes))) + "\n"


def _targets(sizes: list[Figures]) -> Iterator[str]:
    yield "## Targets"
    yield ""
    targets = list(judged(sizes))
    if not targets:
        yield "Targets are set for 1,000 guides and for 10,000; neither was measured."
        yield ""
        return
    yield counted([_SAID[one.is_met] for one in targets])
    yield ""
    yield "| guides | target | at most | measured | |"
    yield "|---:|---|---:|---:|---|"
    yield from map(row, targets)
    yield ""


def counted(verdicts: list[str]) -> str:
    """Return the line that counts the verdicts."""
    counts = ", ".join(f"{verdicts.count(words)} {words}" for words in _SAID.values())
    return (
        f"{counts}. CPU is that of the work alone, without start and end of the process; medians."
    )


def row(one: Judged) -> str:
    """Return the row of a target."""
    return f"| {one.guides:,} | {one.target} | {one.limit} | {one.measured} | {_SAID[one.is_met]} |"


def _size(figures: Figures) -> Iterator[str]:
    yield f"## {figures.guides:,} guides"
    yield ""
    yield (
        f"{figures.pages:,} pages in the database; "
        + ("one run of everything." if figures.runs == 1 else f"{figures.runs} interleaved runs.")
    )
    yield ""
    for part in _PARTS:
        yield from part(figures)


def _work(figures: Figures) -> Iterator[str]:
    yield "### A full release, HTML only: the work alone"
    yield ""
    yield (
        "| into an empty folder or store | runs | CPU ms/page | lowest to highest"
        " | of wagtail-bakery | of Hugo |"
    )
    yield "|---|---:|---:|---:|---:|---:|"
    for case, name in NAMES.items():
        if figures.has(case):
            spent = figures.part(case, "work")
            to_peers = " | ".join(_to(figures, spent, peer) for peer in ("bakery", "hugo"))
            runs, middle = len(spent), _middle(figures, spent)
            yield f"| {name} | {runs} | {middle} | {_span(figures, spent)} | {to_peers} |"
    yield ""


def _whole(figures: Figures) -> Iterator[str]:
    yield "### The same, whole processes"
    yield ""
    yield "| start, work and end | CPU ms/page | time on the wall, ms/page | of wagtail-bakery |"
    yield "|---|---:|---:|---:|"
    rows = [(NAMES[case], case, "") for case in ("bakery", "distill", "wget", "hugo")]
    rows.append(("Loa without fonts, style sheet and script", "loa-html", "assets"))
    rows.append(("Loa with them", "loa-html", ""))
    for name, case, less in rows:
        if figures.has(case):
            spent = figures.part(case, "whole", less=less)
            wall = "" if less else _middle(figures, figures.part(case, "wall"))
            to_bakery = _to(figures, spent, "bakery", part="whole")
            yield f"| {name} | {_middle(figures, spent)} | {wall} | {to_bakery} |"
    yield ""


def _hands(figures: Figures) -> Iterator[str]:
    """Yield what the wall says: whole processes, with one processor and with all."""
    rows = (
        ("Loa, HTML only, one process", "loa-once-html"),
        ("**Loa, HTML only, as it comes**", "loa-once-html-hands"),
        ("Loa, everything, one process", "loa-once"),
        ("**Loa, everything, as it comes**", "loa-once-hands"),
    )
    if not figures.has("loa-once-hands"):
        return
    yield "### On the wall, whole processes"
    yield ""
    yield "Pictures, fonts, style sheet and script are there from before, as Hugo has them; all else is made."
    yield ""
    yield "| | wall ms/page | of it the release | CPU ms/page | wall, of Hugo's |"
    yield "|---|---:|---:|---:|---:|"
    hugo = figures.part("hugo", "wall") if figures.has("hugo") else []
    for name, case, part in (("Hugo", "hugo", ""), *((*one, "release") for one in rows)):
        if figures.has(case):
            wall, spent = figures.part(case, "wall"), figures.part(case, "whole")
            released = _middle(figures, figures.part(case, part)) if part else ""
            ratio = f"{median(wall) / median(hugo):.2f}" if hugo else ""
            yield (
                f"| {name} | {_middle(figures, wall)} | {released} | {_middle(figures, spent)}"
                f" | {ratio} |"
            )
    yield ""
    yield f"Measured on {figures.day}, {figures.runs} runs in turn; load at the end: {figures.load:.1f}."
    yield ""


def _everything(figures: Figures) -> Iterator[str]:
    if not figures.has("loa-worker"):
        return
    pictures = figures.part("loa-worker", "pictures")
    files = round(figures.part("loa-worker", "picture files")[0])
    yield "### A full release with everything: the work alone"
    yield ""
    yield "| all that Loa writes, checked, hard-linked, switched | CPU ms/page | of wagtail-bakery |"
    yield "|---|---:|---:|"
    for name, spent in (
        ("**Loa, everything but the encoding of pictures**", figures.part("loa-worker", "work")),
        ("fonts, style sheet and script, once a process", figures.part("loa-worker", "assets")),
        (f"the pictures, once: {PICTURES} pictures, {files} files", pictures),
    ):
        yield f"| {name} | {_middle(figures, spent)} | {_to(figures, spent, 'bakery')} |"
    yield ""


def _later(figures: Figures) -> Iterator[str]:
    yield "### Nothing changed, and one edit"
    yield ""
    yield "| CPU ms for the whole mirror | no change | one guide edited | one guide renamed |"
    yield "|---|---:|---:|---:|"
    for case in ("bakery", "distill", "wget"):
        if figures.has(case):
            again = f"{_ms(figures.part(case, 'work'))} (all again)"
            yield f"| {NAMES[case]} | {again} | {again} | {again} |"
    if figures.has("hugo"):
        again = f"{_ms(figures.part('hugo', 'unchanged'))} (all again)"
        yield f"| Hugo, a new process | {again} | {again} | {again} |"
        yield f"| Hugo, watching its source | 0 | {_ms(figures.part('hugo', 'edited'))} | – |"
    for case, name in (
        ("loa-worker", "**Loa's worker, everything**"),
        ("loa-worker-html", "Loa's worker, HTML only"),
    ):
        if figures.has(case):
            steady = [_ms(figures.part(case, part)) for part in ("unchanged", "edited", "renamed")]
            first = [_ms(figures.part(case, f"first {part}")) for part in ("unchanged", "edited")]
            yield f"| {name} | {' | '.join(steady)} |"
            yield f"| the same, right after its first full release | {' | '.join(first)} | – |"
    yield ""


def _stages(figures: Figures) -> Iterator[str]:
    if not figures.has("loa-stages"):
        return
    yield "### Where the time goes"
    yield ""
    yield "| Loa, HTML only, a new process, a clock around every stage | CPU ms/page |"
    yield "|---|---:|"
    for stage, meaning in _STAGES.items():
        if figures.has("loa-stages", stage):
            yield f"| {meaning} | {_middle(figures, figures.part('loa-stages', stage))} |"
    yield ""


_ASKED = {
    "portal": "the portal of half of all guides",
    "step set": "a step set that half of all guides share",
}
_QUESTIONS = {
    "impact": "what a change would do, in numbers",
    "where": "where it is used: the first 50 pages and everything else",
}


def _usage(figures: Figures) -> Iterator[str]:
    if not figures.has("loa-usage"):
        return

    def said(part: str) -> str:
        return f"{median(figures.part('loa-usage', part)):,.0f}"

    yield "### Where used, and what a change would do"
    yield ""
    yield "| asked of | question | CPU ms | queries | pages concerned |"
    yield "|---|---|---:|---:|---:|"
    for name, whom in _ASKED.items():
        for question, words in _QUESTIONS.items():
            spent = f"{1000 * median(figures.part('loa-usage', f'{name} {question}')):,.1f}"
            queries = said(f"{name} {question} queries")
            yield f"| {whom} | {words} | {spent} | {queries} | {said(f'{name} pages')} |"
    yield ""
    yield (
        f"The index of {said('uses')} uses was read anew from all pages in"
        f" {median(figures.part('loa-usage', 'index')):,.1f} s of CPU; one saved guide keeps it up"
        f" in {1000 * median(figures.part('loa-usage', 'kept')):,.1f} ms."
    )
    yield ""


_PREVIEWED = {
    "guide": "a guide",
    "contact": "the contact page",
    "home": "the home page",
    "office": "an office that lists a tenth of all guides",
}


def previews(figures: Figures) -> Iterator[str]:
    """Yield the part about previews, with the day and the load, as it may be measured alone."""
    if not figures.has("loa-preview"):
        return

    def ms(part: str) -> str:
        return f"{1000 * median(figures.part('loa-preview', part)):,.0f}"

    yield "### The preview beside the form"
    yield ""
    yield "| draft of | CPU ms | what is amiss in it, CPU ms | queries of the preview |"
    yield "|---|---:|---:|---:|"
    for name, words in _PREVIEWED.items():
        queries = f"{median(figures.part('loa-preview', f'{name} queries')):.0f}"
        yield f"| {words} | {ms(name)} | {ms(f'{name} findings')} | {queries} |"
    yield ""
    yield f"Measured on {figures.day}, in one warm process; load at the end: {figures.load:.1f}."
    yield ""


def _languages(figures: Figures) -> Iterator[str]:
    """Yield the part about three languages, as it may be measured alone."""
    if not figures.has("loa-languages"):
        return

    def middle(part: str) -> float:
        return median(figures.part("loa-languages", part))

    yield "### Three languages"
    yield ""
    yield "| | CPU ms | queries |"
    yield "|---|---:|---:|"
    for part, words in (("screen", "one screen"), ("open", "one screen of what is behind")):
        queries = f"{middle(f'{part} queries'):.0f}"
        yield f"| the table of all translations: {words} | {1000 * middle(part):,.0f} | {queries} |"
    yield f"| the same as CSV, {middle('cells'):,.0f} rows | {1000 * middle('csv'):,.0f} | |"
    for part in ("one language", "three languages"):
        yield f"| a full release, HTML only, {part} | {1000 * middle(part):,.0f} | |"
    yield ""
    yield (
        f"Three languages are {middle('three languages') / middle('one language'):.2f} times one, with"
        " three times the pages; one translation in ten is behind its source, and marked."
        f" Measured on {figures.day}; load at the end: {figures.load:.1f}."
    )
    yield ""


def _programs(figures: Figures) -> Iterator[str]:
    if not figures.has("loa-programs"):
        return

    def middle(part: str) -> float:
        return median(figures.part("loa-programs", part))

    yield "### For programs"
    yield ""
    yield "| | bytes | files | CPU ms |"
    yield "|---|---:|---:|---:|"
    yield f"| the feed: one edited page (`latest.json` and its change) | {middle('one edit'):,.0f} | 2 | |"
    yield f"| the feed: the list of everything | {middle('all'):,.0f} | 1 | |"
    files, data = f"{middle('files'):,.0f}", f"{middle('bytes'):,.0f}"
    yield f"| export of the data (`--profile api`) | {data} | {files} | {1000 * middle('export'):,.0f} |"
    yield f"| the same again, nothing changed | 0 | 0 | {1000 * middle('export again'):,.0f} |"
    yield ""
    yield f"Measured on {figures.day}; load at the end: {figures.load:.1f}."
    yield ""


def _sizes(figures: Figures) -> Iterator[str]:
    yield "### What was written, and the memory it took"
    yield ""
    yield "| | HTML pages | kB of HTML per guide | words as on Loa's guides | peak memory, MB |"
    yield "|---|---:|---:|---:|---:|"
    names = {**NAMES, "loa-html": "Loa, HTML only", "loa-worker": "Loa, everything, then edits"}
    for case in (*NAMES, "loa-worker"):
        if figures.has(case) and case in figures.written and case != "loa-worker-html":
            made = figures.written[case]
            same = f"{100 * figures.agreement[case]:.0f} %" if case in figures.agreement else ""
            peak = f"{figures.peak_mb[case]:.0f}"
            yield f"| {names[case]} | {made.pages:,} | {made.guide_kb:.1f} | {same} | {peak} |"
    yield ""


def _search(figures: Figures) -> Iterator[str]:
    yield "### Search"
    yield ""
    if figures.search is None:
        yield "Not measured: the release has no index."
        yield ""
        return
    index = figures.search
    yield (
        f"The index: {index.files:,} files, {index.kb:,.0f} kB; each file compressed,"
        f" {index.gzip_kb:,.0f} kB by gzip, {index.brotli_kb:,.0f} kB by brotli."
    )
    yield ""
    if not index.queries:
        yield "What a query loads was not measured: there was no browser."
    else:
        yield "| one query in a browser that has nothing yet | files | kB, gzip | kB, brotli |"
        yield "|---|---:|---:|---:|"
    for one in index.queries:
        yield f"| {one.words} | {one.files} | {one.gzip_kb:.1f} | {one.brotli_kb:.1f} |"
    yield ""


def _to(figures: Figures, spent: Iterable[float], peer: str, part: str = "work") -> str:
    """Return the median as a share of a peer's, nothing when the peer was not run."""
    if not figures.has(peer):
        return ""
    return share(median(spent), median(figures.part(peer, part)))


def _middle(figures: Figures, seconds: Iterable[float]) -> str:
    return _per_page(figures, median(seconds))


def _span(figures: Figures, seconds: list[float]) -> str:
    if len(seconds) == 1:
        return "one run"
    return " to ".join(_per_page(figures, end(seconds)) for end in _ENDS)


_ENDS: tuple[Callable[[list[float]], float], ...] = (min, max)


def _per_page(figures: Figures, seconds: float) -> str:
    return f"{1000 * seconds / figures.pages:.2f}"


def _ms(seconds: Iterable[float]) -> str:
    return f"{1000 * median(seconds):,.0f}"


ALONE = (previews, _languages, _programs, _hands)
"""The parts that may be measured alone."""

_PARTS = (_work, _whole, _everything, _later, _stages, _usage, *ALONE, _sizes, _search)

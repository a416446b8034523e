"""Adding to the report: one part is measured again, the figures of all others stay as they are."""

from collections.abc import Iterator

from bench.figures import Figures
from bench.report import ALONE, counted, row
from bench.targets import Judged, of_previews

__all__ = ["with_alone", "with_part", "with_part_of"]


def with_part(text: str, part: list[str]) -> str:
    """Return the report ``text`` with a part that begins with its heading; all else stays as it is."""
    lines = text.splitlines()
    lines[_place(lines, part[0])] = part
    return "\n".join(lines) + "\n"


def with_part_of(text: str, before: str, head: str) -> str:
    """Return the report ``text`` with the part below ``head`` as the report ``before`` has it."""
    lines = before.splitlines()
    return with_part(text, lines[_place(lines, head)]) if head in lines else text


def _place(lines: list[str], head: str) -> slice:
    """Return where a part stands, or where it belongs when it is not there."""
    if head not in lines:
        place = lines.index("## How to read this")
        return slice(place, place)
    start = lines.index(head)
    rest = (at for at in range(start + 1, len(lines)) if lines[at].startswith("## "))
    return slice(start, next(rest, len(lines)))


def with_alone(text: str, figures: Figures) -> str:
    """Return the report ``text`` with the previews, or the languages, of ``figures`` in their place.

    Raises ValueError when the report has no part for this number of guides.
    """
    size = f"## {figures.guides:,} guides"
    lines = list(_without_old(text.splitlines(), figures, size))
    start = lines.index(size)
    place = lines.index("### What was written, and the memory it took", start)
    lines[place:place] = [line for part in ALONE for line in part(figures)]
    head = f"| {figures.guides:,} | "
    targets = lines.index("## Targets")
    end = next(n for n in range(targets + 1, start + 1) if lines[n].startswith("## "))
    last = max(n for n in range(targets, end) if lines[n].startswith(head))
    lines[last + 1 : last + 1] = [row(one) for one in _targets(figures)]
    rows = [line for line in lines[targets : end + 2] if line.startswith("| 1")]
    lines[targets + 2] = counted([line.rsplit("|", 2)[1].strip() for line in rows])
    return "\n".join(lines) + "\n"


def _without_old(lines: list[str], figures: Figures, size: str) -> Iterator[str]:
    heads = tuple(f"| {one.guides:,} | {one.target} |" for one in _targets(figures))
    parts = {next(part(figures), "") for part in ALONE}
    is_size = is_part = False
    for line in lines:
        if line.startswith("## "):
            is_size = line == size
        if line.startswith("#"):
            is_part = is_size and line in parts
        if not is_part and not line.startswith(heads):
            yield line


def _targets(figures: Figures) -> list[Judged]:
    return [one for one in of_previews(figures) if one.is_met is not None]

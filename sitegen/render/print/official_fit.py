"""Fit of an official text: its last page is not left nearly empty.

The decree gives ranges (NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.6: body 13 to 14 pt, at least 6 pt
between paragraphs, between single and 1.5 line spacing). A text is set at the first look; when
its last page would hold less than a quarter it is set again, tighter until that page is saved,
else wider until that page is worth its sheet.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from sitegen.documents.quick import dataclass
from sitegen.render.print.engine import Job, Printed

__all__ = ["LOOKS", "Look", "last_page_fill", "well_filled"]

PAGE_TOP_MM = 20
PAGE_TEXT_MM = 257
LEAST_FILL = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How tight a text is set; ``line_gap_em`` 0.042 is single spacing, 0.5 about 1.5 lines."""

    body_pt: float = 14
    line_gap_em: float = 0.1
    paragraph_gap_pt: float = 6


LOOKS = (
    Look(),
    Look(line_gap_em=0.042),
    Look(body_pt=13.5, line_gap_em=0.042),
    Look(body_pt=13, line_gap_em=0.042),
)
"""From the usual look to the tightest that the decree allows."""

_WIDER = (Look(line_gap_em=0.2, paragraph_gap_pt=8), Look(line_gap_em=0.3, paragraph_gap_pt=10))


def last_page_fill(reports: tuple[dict[str, Any], ...]) -> tuple[int, float]:
    """Return the number of pages and how much of the last one is used, from 0 to 1."""
    end = next(report["end"] for report in reports if "end" in report)
    return end["page"], (end["y_mm"] - PAGE_TOP_MM) / PAGE_TEXT_MM


def well_filled(job: Job, printed: Printed, print_again: Callable[[Job], Printed]) -> Printed:
    """Return ``printed``, or the same text in another look when its last page is nearly empty."""
    pages, fill = last_page_fill(printed.reports)
    if pages == 1 or fill >= LEAST_FILL:
        return printed
    for look in (*LOOKS[1:], *_WIDER):
        data = {**job.data, "look": msgspec.to_builtins(look)}
        other = print_again(replace(job, data=data))
        other_pages, other_fill = last_page_fill(other.reports)
        if other_pages < pages or (other_pages == pages and other_fill >= LEAST_FILL):
            return other
    return printed

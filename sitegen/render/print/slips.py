"""Slips: papers of the office itself – job ticket, errata, form for the licence, self-assessment."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from sitegen.errors import SitegenError
from sitegen.render.print import glyphs
from sitegen.render.print.engine import Job, print_pdf
from sitegen.render.print.wording import ready

__all__ = ["print_slip"]


def print_slip(
    layout: Literal["ticket", "erratum", "licence_form", "self_assessment"],
    data: Mapping[str, Any],
    *,
    title: str,
    day: date,
) -> bytes:
    """Return a slip as a tagged PDF; ``day`` dates the file.

    Raises SitegenError: "print-glyph" for a letter that no font has, "print-overflow" for words
    that have no room.
    """
    stack: Literal["official", "leaflet"] = "official" if layout == "licence_form" else "leaflet"
    glyphs.require([(title, text) for text in glyphs.texts_of(data)], stack, page=title)
    named = {"meta": {"title": title, "date": [day.year, day.month, day.day]}, **ready(dict(data))}
    job = Job(layout=layout, title=title, day=day, data=named)
    printed = print_pdf(job, standards=("ua-1", "a-2a"), is_tagged=True)
    over = max((report.get("over_mm", 0) for report in printed.reports), default=0)
    if over > 0:
        raise SitegenError(
            f"nội dung thừa {over:.0f} mm, không đủ chỗ.", page=title, code="print-overflow"
        )
    return printed.content

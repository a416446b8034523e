"""Sheets without panels drawn by lot, and what must not be on them, read from their PDF."""

import random
from collections.abc import Iterator
from dataclasses import replace

from sitegen.documents.leaflet import Cover, Leaflet, LeafletFormat, Panel
from sitegen.preflight.plan import SheetPlan
from tests.print_formats import FORMATS
from tests.unit.print_ink import Ink, overlaps
from tests.unit.print_samples import CONTACTS, PORTAL_LINE
from tests.unit.random_leaflets import a_random_leaflet

__all__ = ["SHEETS", "a_random_sheet", "sheet_faults"]

SHEETS = tuple(form for form in FORMATS if form.layout != "panels")
_WORDS = (
    "nộp",
    "hồ sơ",
    "Ở",
    "trực tuyến",
    "TIẾP NHẬN",
    "kết quả",
    "nghiêng",
    "tại nhà",
    "Ể",
    "một cửa",
)


def a_random_sheet(seed: int) -> Leaflet:
    """Return a leaflet for one of the formats without panels; the same for the same ``seed``."""
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    _, base = a_random_leaflet(seed)
    said = " ".join(lot.choice(_WORDS) for _ in range(lot.choice((1, 3, 5, 5, 8, 14))))
    if lot.random() < 0.1:
        said += " " + "nghieng" * 12
    office = " ".join(lot.choice(_WORDS) for _ in range(lot.randint(0, 16)))
    cover = Cover(
        statement=said,
        subtitle=office,
        agencies=(office,),
        foot=lot.choice(("", "Bắc Kạn, năm 2019")),
    )
    more = [part for part in (PORTAL_LINE, CONTACTS) if lot.random() < 0.7]
    panels = [Panel(name="Bìa", parts=(cover,))] if lot.random() < 0.8 else []
    kept = [panel for panel in base.panels if not any(isinstance(p, Cover) for p in panel.parts)]
    panels += [*(Panel(name="Thêm", parts=(part,)) for part in more), *kept]
    return replace(base, format=lot.choice(SHEETS), panels=tuple(panels))


def sheet_faults(document: Leaflet, ink: list[Ink]) -> Iterator[tuple[object, ...]]:
    """Yield what is wrong on the sheet, with its place in millimetres."""
    form = document.format
    yield from (("overlap", *found) for found in overlaps(ink))
    imprint = "".join(SheetPlan.of(document).imprint.split())
    for one in ink:
        if is_outside(one, form):
            yield "unsafe", one.kind, one.words, one.box
        said = "".join(one.words.replace("\u200b", "").split())
        least = (form.imprint_pt if said in imprint else form.reading_pt) - 0.05
        if one.kind == "text" and said and one.size < least:
            yield "small", one.words, one.size


def is_outside(one: Ink, form: LeafletFormat) -> bool:
    """Tell whether ink is nearer to the trim than the format allows, but 0.3 mm.

    Lines to cut along reach the trim, and arcs are clipped with their field.
    """
    if one.kind == "shape" and (one.pen_mm > 0 or _is_field(one, form)):
        return False
    safe, box = form.safe_mm - 0.3, one.box
    return (
        box.left < safe
        or box.top < safe
        or box.right > form.width_mm - safe
        or box.bottom > form.height_mm - form.foot_mm - safe
    )


def _is_field(one: Ink, form: LeafletFormat) -> bool:
    return one.box.right - one.box.left >= form.width_mm - 0.1

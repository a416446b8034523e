"""What officers are advised was done first: who follows it finds that it holds."""

import random
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from sitegen.documents.leaflet import Leaflet, LeafletFormat, Panel, PanelPart
from sitegen.documents.nodes import BulletList, Heading
from sitegen.errors import SitegenError
from sitegen.preflight import PressSheet, press_sheet
from sitegen.render.print import render_sheet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_samples import (
    BENEFITS,
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    paragraph,
    picture_bytes,
    steps_part,
    words,
)

PANELS = [form for form in FORMATS if form.layout == "panels"]
each_format = pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
SENTENCE = "Mỗi chiều thứ bảy cả buôn cùng quét đường, khơi cống và gom rác. "


def a_lot(form: LeafletFormat, seed: int) -> Leaflet:
    """Return a leaflet of a little up to much, some of it behind turns, with and without places."""
    lot = random.Random(f"{form.name} {seed}")  # noqa: S311  # a lot, not a secret
    parts: list[PanelPart] = [COVER]
    for _ in range(lot.randint(1, 9)):
        parts += lot.choice(list(some_parts(lot)))
    parts += [CONTACTS, IMPRINT]
    cuts = sorted(lot.sample(range(1, len(parts)), lot.choice((0, 0, 1, 2))))
    pieces = [tuple(parts[a:b]) for a, b in zip((0, *cuts), (*cuts, len(parts)), strict=True)]
    panels = [Panel(name="", parts=piece) for piece in pieces]
    count = len(form.order)
    if len(panels) > 1 and lot.random() < 0.5:
        panels[-1] = replace(panels[-1], at=lot.randint(min(len(panels), count) - 1, count - 1))
    return replace(a_leaflet(), format=form, panels=tuple(panels))


@cache
def checked_lot(form: LeafletFormat, seed: int) -> PressSheet | None:
    """Return the sheet of the same lot for every question that is asked of it."""
    return checked(a_lot(form, seed))


def some_parts(lot: random.Random) -> Iterator[list[PanelPart]]:
    lines = tuple(words(SENTENCE) for _ in range(lot.randint(2, 12)))
    yield [paragraph(SENTENCE * lot.randint(1, 8))]
    yield [Heading(level=2, text="Ngày quét đường", anchor="a"), BulletList(items=lines)]
    yield [BENEFITS]
    yield [steps_part(1, 2, "Làm gì")]


def checked(document: Leaflet) -> PressSheet | None:
    try:
        return press_sheet(document, load_picture=picture_bytes, formats=FORMATS)
    except SitegenError as refused:
        if refused.code not in {"print-overflow", "print-panels"}:
            raise
        return None


def advised_formats(sheet: PressSheet) -> set[str]:
    hints = (remark.hint for remark in sheet.remarks if "khổ nhỏ hơn" in remark.hint)
    return {one.name for hint in hints for one in FORMATS if f"“{one.name}”" in hint}


@each_format
def test_a_smaller_format_that_is_named_takes_less_paper_and_holds_the_leaflet(
    form: LeafletFormat,
) -> None:
    for seed in lots(4, 60):
        document, sheet = a_lot(form, seed), checked_lot(form, seed)
        for name in advised_formats(sheet) if sheet else ():
            (named,) = (one for one in PANELS if one.name == name)
            assert paper(named) < paper(form)
            assert checked(replace(document, format=named)) is not None, (seed, name)


def paper(form: LeafletFormat) -> float:
    return form.width_mm * form.height_mm


def test_of_some_leaflets_a_smaller_format_is_named() -> None:
    big = max(PANELS, key=paper)
    sheets = [checked_lot(big, seed) for seed in range(8)]
    assert any(advised_formats(sheet) for sheet in sheets if sheet)


@each_format
def test_where_a_turn_is_told_to_be_taken_out_more_stands_there_without_it(
    form: LeafletFormat,
) -> None:
    for seed in lots(4, 80):
        document, sheet = a_lot(form, seed), checked_lot(form, seed)
        for told in (fit for fit in sheet.fit if fit.is_left_empty) if sheet else ():
            assert len(document.panels) > 1, seed
            without = (_filled(one, told.place) for one in _with_one_turn_less(document))
            assert max(without) > len(told.pieces), (seed, told.panel)


def _with_one_turn_less(document: Leaflet) -> Iterator[Leaflet]:
    panels = document.panels
    for at in range(1, len(panels)):
        one = replace(panels[at - 1], parts=(*panels[at - 1].parts, *panels[at].parts))
        yield replace(document, panels=(*panels[: at - 1], one, *panels[at + 1 :]))


def _filled(document: Leaflet, place: tuple[int, int]) -> int:
    try:
        sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    except SitegenError:
        return 0
    return next(len(fit.pieces) for fit in sheet.fit if fit.place == place)


def test_an_imprint_or_contacts_that_go_to_the_back_are_no_turn() -> None:
    for form in (one for one in PANELS if one.is_handout):
        text = (COVER, paragraph(SENTENCE))
        for panels in (
            (Panel(name="", parts=text), Panel(name="", parts=(CONTACTS, IMPRINT))),
            (Panel(name="", parts=text, at=0), Panel(name="", parts=(IMPRINT,))),
            (Panel(name="", parts=(*text, CONTACTS, IMPRINT), at=0),),
        ):
            sheet = checked(replace(a_leaflet(), format=form, panels=panels))
            assert sheet is not None
            assert [one for one in sheet.remarks if one.code == "panel-turned"] == []

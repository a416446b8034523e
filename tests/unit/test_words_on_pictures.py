"""No layout sets words on a picture, whose light nobody knows: contrast is measured everywhere."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from sitegen.documents.leaflet import Leaflet, LeafletSteps
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from sitegen.render.print.painted import Picture, Shape, Words, read_sides
from tests.builder_callouts import a_marked_picture, portal_screen
from tests.lots import lots
from tests.unit.one_sheets import SHEETS, a_random_sheet
from tests.unit.print_samples import a_leaflet, a_panel, a_small_leaflet, steps_part
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

SEEDS = lots(8, 150)


def on_pictures(pdf: bytes) -> Iterator[str]:
    """Yield the words inside the trim that are painted over a picture with no ground between.

    A ground is a filled shape in which they lie; its light is known, that of a picture is not.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for side in read_sides(opened):
            below: list[Picture | Shape] = []
            for item in side.items:
                if isinstance(item, Picture) or (isinstance(item, Shape) and item.is_filled):
                    below.append(item)
                elif isinstance(item, Words) and item.text.strip():
                    under = [one for one in below if _is_under(one, item)]
                    yield from (item.text for one in under[-1:] if isinstance(one, Picture))


def _is_under(below: Picture | Shape, words: Words) -> bool:
    if isinstance(below, Picture):
        return below.box.meets(words.core)
    return below.box.holds(words.core)


def documents() -> Iterator[Leaflet]:
    for seed in SEEDS:
        yield a_random_leaflet(seed)[1]
        yield a_random_sheet(seed)
    for form in SHEETS:
        yield replace(a_leaflet(), format=form)


def test_no_layout_sets_words_on_a_picture() -> None:
    looked_at = 0
    for document in documents():
        try:
            sheet = render_sheet(document, mode="print", load_picture=plain_picture_of)
        except SitegenError:
            continue
        looked_at += 1
        assert not list(on_pictures(sheet.pdf)), document.format.name
    assert looked_at > len(SHEETS)


def plain_picture_of(digest: str) -> bytes:
    return plain_picture(digest if digest[0] in "lptw" else f"l{digest}")


def test_numerals_of_callouts_stand_on_discs_and_their_words_below_the_picture() -> None:
    part = steps_part(1, 1, "Một bước")
    step = replace(part.steps[0], pictures=(a_marked_picture(),))
    panel = a_panel("Các bước", LeafletSteps(title="", guide_key="page-7", steps=(step,)))
    sheet = render_sheet(
        a_small_leaflet(panel), mode="print", load_picture=lambda _: portal_screen()
    )
    assert not list(on_pictures(sheet.pdf))

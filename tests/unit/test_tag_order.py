"""A leaflet that is read aloud: panel after panel, as one unfolds it."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import page
import pikepdf
import pytest

from sitegen.documents.leaflet import Leaflet, LeafletFormat, Panel
from sitegen.documents.nodes import Heading
from sitegen.render.print import render_sheet
from sitegen.render.print.painted import Words, read_sides
from sitegen.render.print.streams import save_archival
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_samples import BENEFITS, a_leaflet, a_panel, paragraph, picture_bytes


def screen(document: Leaflet) -> bytes:
    return render_sheet(document, mode="screen", load_picture=picture_bytes).pdf


def spoken(pdf: bytes) -> str:
    """Return the words in the order of the tags, which is that of a screen reader."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {one.obj.objgen: number for number, one in enumerate(opened.pages)}
        said: dict[tuple[int, int], str] = {}
        for side in read_sides(opened):
            for item in side.items:
                if isinstance(item, Words) and item.tag >= 0:
                    place = (side.number - 1, item.tag)
                    said[place] = said.get(place, "") + item.text
        return " ".join(said.get(mark, "") for mark in marks(opened.Root.StructTreeRoot, pages, 0))


def marks(tag: Any, pages: dict[Any, int], outer: int) -> Iterator[tuple[int, int]]:
    here = pages[tag.Pg.objgen] if "/Pg" in tag else outer
    inside = tag.get("/K", [])
    for kid in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(kid, int):
            yield here, kid
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen] if "/Pg" in kid else here, int(kid.MCID)
        elif kid.get("/Type") != "/OBJR":
            yield from marks(kid, pages, here)


def bookmarks(pdf: bytes) -> list[str]:
    def flat(items: Any) -> Iterator[str]:
        for item in items:
            yield " ".join(item.title.split())
            yield from flat(item.children)

    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return list(flat(outline.root))


def numbered(sheet: LeafletFormat) -> Leaflet:
    """Return a leaflet each of whose panels says its place: "Mặt 1-3"."""

    def panel(side: int, at: int) -> Panel:
        words = f"Mặt {side}-{at}"
        return a_panel(words, Heading(text=words, level=2, anchor=""), paragraph("Chữ."), BENEFITS)

    panels = tuple(replace(panel(*place), at=at) for at, place in enumerate(sheet.order))
    return replace(a_leaflet(), format=sheet, panels=panels)


FOLDED = [form for form in FORMATS if form.layout == "panels"]


@pytest.mark.parametrize("sheet", FOLDED, ids=lambda sheet: sheet.name)
def test_listeners_hear_the_panels_in_the_order_in_which_one_unfolds(
    sheet: LeafletFormat,
) -> None:
    pdf = screen(numbered(sheet))
    expected = [f"Mặt {side}-{at}" for side, at in sheet.order]
    assert re.findall(r"Mặt \d-\d", spoken(pdf)) == expected
    assert [name for name in bookmarks(pdf) if name.startswith("Mặt")] == expected
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(pdf, profile=profile)
        assert report.is_compliant, [str(failure) for failure in report.failures]


def test_the_whole_leaflet_is_heard_as_the_fold_is_read_and_loses_no_word() -> None:
    document = a_leaflet()
    pdf = screen(document)
    said = " ".join(spoken(pdf).split())
    starts = (
        "Những điều",
        "Nộp trực",
        "Bốn mức",
        "Cổng dịch",
        "Kết quả giải",
        "Bốn bước",
        "Những lợi",
    )
    places = [re.search(start.replace(" ", r"\s"), said) for start in starts]
    assert None not in places
    assert [place.start() for place in places if place] == sorted(
        place.start() for place in places if place
    )
    assert bookmarks(pdf)[0].startswith("Những điều")
    for words in ("0209.3810.777", "13.761", "Nhận kết quả", "lưu chiểu"):
        assert words in said
    assert screen(document) == pdf


def test_a_stream_that_ends_in_a_carriage_return_is_written_otherwise() -> None:
    def with_stream(content: bytes) -> bytes:
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.Root.Extra = pdf.make_stream(b"")
            pdf.Root.Extra.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
            out = io.BytesIO()
            pdf.save(out)
            return out.getvalue()

    tried = (f"{number} {chr(33 + number % 90)}".encode() for number in range(5000))
    faulty = with_stream(next(text for text in tried if zlib.compress(text).endswith(b"\r")))
    assert b"\r\nendstream" in faulty
    mended = save_archival(pikepdf.open(io.BytesIO(faulty)))
    assert b"\r\nendstream" not in mended
    with pikepdf.open(io.BytesIO(faulty)) as old, pikepdf.open(io.BytesIO(mended)) as new:
        assert old.Root.Extra.read_bytes() == new.Root.Extra.read_bytes()


@pytest.mark.parametrize("seed", lots(8, 200))
def test_titles_of_any_panels_skip_no_level_in_either_order(seed: int) -> None:
    """Typst judges the sheet side by side, a reader hears it as it is unfolded."""
    lot = Random(seed)  # noqa: S311  # no secret
    form = LeafletFormat()
    places = sorted(lot.sample(range(len(form.order)), lot.randint(2, 5)))
    heads = [Heading(text=f"Tên {at}", level=lot.choice((2, 3)), anchor="a") for at in places]
    panels = tuple(
        Panel(name="", parts=(head, paragraph("Đọc.")), at=at)
        for head, at in zip(heads, places, strict=True)
    )
    pdf = screen(replace(a_leaflet(), format=form, panels=panels))
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant

"""Addresses on paper: who types one off a panel must see where it goes on."""

import random
import re
from dataclasses import replace
from itertools import pairwise

import pytest

from sitegen.documents.base import ContactCard, Portal
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import LeafletFormat, PanelPart, PortalLine
from sitegen.documents.nodes import Benefits, Contacts, Paragraph
from sitegen.render.print import render_sheet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_samples import a_panel, a_small_leaflet, picture_bytes
from tests.unit.print_text import Run, runs_of

WIDTHS = sorted({width for form in FORMATS for width in form.panel_widths_mm if width < 300})
LETTERS = "bcdfghklmnpqrstvxz"  # of these no word of a leaflet is made
MM = 72 / 25.4
LINE, READING_PT = 1.45, 9.5
PLACES = ("paragraph", "card", "list", "portal")


def an_address(lot: random.Random) -> str:
    """Return an e-mail or web address; each part of it has room in the narrowest column."""
    names = ["".join(lot.choices(LETTERS, k=lot.randint(4, 18))) for _ in range(9)]
    host = ".".join([*names[: lot.randint(1, 2)], "gov", "vn"])
    if lot.random() < 0.5:
        return f"{lot.choice('._-').join(names[2 : lot.randint(3, 4)])}@{host}"
    return "/".join([f"https://{host}", *("-".join(names[4:6]), *names[6:8])[: lot.randint(0, 3)]])


def part_with(place: str, address: str) -> PanelPart:
    said = f"Hỏi ở {address} để được giải đáp."
    match place:
        case "paragraph":
            return Paragraph(children=(Text(value=said),))
        case "card":
            card = ContactCard(name="Tổ hỗ trợ", phone="0209.3810.777", email=address)
            return Contacts(title="Liên hệ", cards=(card,))
        case "list":
            return Benefits(title="Ích lợi", items=(said, "Ở đâu cũng nộp được."))
        case _:
            portal = Portal(name="Cổng", short_name="Cổng", address=address)
            return PortalLine(title="Địa chỉ", portal=portal, features=("Tra cứu",))


def lines_of(pdf: bytes, page: int) -> list[Run]:
    """Return what stands side by side as one, however many pieces it is set in."""
    lines: list[Run] = []
    for run in runs_of(pdf, page):
        last = lines[-1] if lines else None
        is_next = (
            last and abs(run.baseline - last.baseline) < 0.1 and -1 < run.left - last.right < 1
        )
        if last and is_next:
            lines[-1] = replace(last, words=last.words + run.words, right=run.right)
        else:
            lines.append(run)
    return lines


def pieces_of(pdf: bytes, address: str) -> list[Run]:
    """Return the words on each line that belong to ``address``."""
    return [
        replace(line, words=word)
        for page in range(2)
        for line in lines_of(pdf, page)
        for word in line.words.split()
        if len(word) > 1 and word in address and any(letter in LETTERS + "v" for letter in word)
    ]


@pytest.mark.parametrize("seed", lots(12, 300))
def test_an_address_is_parted_at_its_signs_alone_on_lines_of_the_grid(seed: int) -> None:
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    address, place, width = an_address(lot), PLACES[seed % len(PLACES)], lot.choice(WIDTHS)
    form = LeafletFormat(width_mm=2 * width, panel_widths_mm=(width,) * 2, fold="half")
    document = replace(a_small_leaflet(a_panel("Trong", part_with(place, address))), format=form)
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    said = re.sub("^https?://", "", address) if place == "portal" else address
    pieces = pieces_of(sheet.pdf, said)
    assert "".join(piece.words for piece in pieces) == said
    assert all(piece.words[-1] in "@./_-:" for piece in pieces[:-1]), pieces
    assert min(piece.size for piece in pieces) >= READING_PT - 0.01
    body = sheet.fit[0].body_pt
    for piece in pieces:  # also beside the mark of a list; the text's space may hang out
        fold = (piece.left // (width * MM) + 1) * width * MM
        assert piece.right <= fold - (8 if width < 130 else 11) * MM + body * 0.3, pieces
    for above, below in pairwise(pieces):
        assert above.baseline - below.baseline == pytest.approx(body * LINE, abs=0.05), pieces


@pytest.mark.parametrize("width", [WIDTHS[0], WIDTHS[-1]])
def test_an_address_that_a_line_holds_stands_on_one_line(width: float) -> None:
    """Letters of 9.5 pt are as wide as in the line that is found, by their size."""
    for letters in (20, 30, 40, 60):
        address = f"{'n' * letters}@{'n' * 6}.gov.vn"
        form = LeafletFormat(width_mm=2 * width, panel_widths_mm=(width,) * 2, fold="half")
        document = a_small_leaflet(a_panel("Trong", part_with("paragraph", address)))
        document = replace(document, format=form)
        sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
        pieces = pieces_of(sheet.pdf, address)
        natural = sum((piece.right - piece.left) / piece.size for piece in pieces) * READING_PT
        room = (width - 2 * (11 if width >= 130 else 8)) * MM
        assert len(pieces) == 1 or natural > room, pieces

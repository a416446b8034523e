"""The identity of an office on the mirror, on paper and on share pictures, beside our own."""

import io
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from PIL import Image

from sitegen.documents.base import HelpLine
from sitegen.documents.colours import in_the_dark, inks
from sitegen.documents.site import Identity, Keeper
from sitegen.documents.view import View
from sitegen.preflight import press_sheet
from sitegen.render import html
from sitegen.render.identity import help_line, identity_file, identity_paths
from sitegen.render.print import render_sheet
from sitegen.render.share import render_share, share_card
from sitegen.render.site_files import not_found, offline_page
from tests.builder_pieces import a_contact_card, a_picture, a_site, drawn_picture
from tests.builders import every_document
from tests.unit.one_sheets import SHEETS
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import COVER, a_leaflet, a_panel, a_small_leaflet, picture_bytes

ACCENT = "#1d5c8f"
EMBLEM = a_picture("bieu-trung")
OWN = Identity(accent=ACCENT, emblem=EMBLEM)
KEEPER = Keeper(agency="Văn phòng UBND tỉnh", card=a_contact_card(), responsible="Chánh Văn phòng")
SITE = a_site(base_address="https://tinh.example.vn/", identity=OWN, keeper=KEEPER)


def _page(document: Any, site: Any) -> str:
    return html.render(document, View(site=site)).decode()


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.kind)
def test_every_page_has_the_colour_the_emblem_and_the_keeper(document: Any) -> None:
    said = _page(document, SITE)
    for path in (*identity_paths(OWN)[:1], f"pictures/{EMBLEM.digest[:16]}-"):
        assert path in said
    for words in ("Văn phòng UBND tỉnh", "Chánh Văn phòng", KEEPER.card.email):
        assert words in said.replace("\u00a0", " ")
    assert '<svg class="mark"' not in said
    own = _page(document, a_site(base_address="https://tinh.example.vn/"))
    assert "colour-" not in own
    assert 'class="mark emblem"' not in own
    assert '<svg class="mark"' in own


@pytest.mark.parametrize(
    ("name", "is_long"), [("Loa", False), ("Dịch vụ công tỉnh Non Xanh", True)]
)
def test_a_full_name_has_a_line_of_its_own_on_a_phone(name: str, is_long: bool) -> None:
    said = _page(every_document()[0], replace(SITE, name=name))
    assert ('<header class="top long">' in said) == is_long


def test_files_of_a_colour_are_made_again_from_their_names_alone() -> None:
    for path in identity_paths(OWN):
        content = identity_file(path)
        assert content is not None
        assert ACCENT.encode() in content
        assert in_the_dark(ACCENT).encode() in content
        assert b"a61c1c" not in content
        other = re.sub(r"\.[0-9a-f]{12}\.", ".0123456789ab.", path)
        assert identity_file(other) is None
    assert identity_paths(None) == identity_paths(Identity(emblem=EMBLEM)) == ()


@pytest.mark.parametrize("write", [not_found, offline_page])
def test_pages_where_no_page_is_have_it_too(write: Any) -> None:
    said = write(View(site=SITE)).decode()
    root = SITE.base_address if write is not_found else ""
    assert f'href="{root}{identity_paths(OWN)[0]}"' in said
    assert f'src="{root}pictures/' in said
    nowhere = write(View(site=replace(SITE, base_address=""))).decode()
    assert ("assets/colour" in nowhere) == (write is offline_page)


def test_readers_of_an_office_call_its_own_number() -> None:
    for document in every_document():
        agency = document.head.agency
        if agency is None or help_line(document, a_site(help_phone="1")).phone != "1":
            continue  # a page that names somebody itself names nobody else
        line = HelpLine(phone="0209.3999.888", phone_link="+842093999888")
        head = replace(document.head, agency=replace(agency, help=line))
        said = _page(replace(document, head=head), a_site(help_phone="1900 1000"))
        assert "0209.3999.888" in said
        assert "1900 1000" not in said
        assert "1900 1000" in _page(document, a_site(help_phone="1900 1000"))


def test_a_share_picture_has_the_colour_and_the_emblem() -> None:
    document = next(one for one in every_document() if one.kind == "guide")
    plain = share_card(document, View(site=a_site(base_address="https://tinh.example.vn/")))
    own = share_card(document, View(site=SITE))
    assert plain is not None
    assert own is not None
    made_of = replace(own, picture=None)
    with Image.open(io.BytesIO(render_share(made_of, lambda _digest: drawn_picture()))) as made:
        assert made.size == (1200, 630)
        colours = {colour for _, colour in made.convert("RGB").getcolors(1 << 16) or ()}
    assert tuple(bytes.fromhex(ACCENT[1:])) in colours
    assert tuple(bytes.fromhex("a61c1c")) not in colours


def test_an_emblem_that_cannot_be_read_costs_a_share_picture_nothing_else() -> None:
    card = share_card(next(iter(every_document())), View(site=SITE))
    assert card is not None
    assert render_share(replace(card, picture=None), lambda _digest: b"none")


@pytest.mark.parametrize("mode", ["screen", "print", "proof"])
def test_a_leaflet_is_printed_in_the_colour_with_the_emblem_on_its_cover(mode: Any) -> None:
    plain = a_small_leaflet(a_panel("Bìa", COVER))
    files = [
        render_sheet(one, mode=mode, load_picture=lambda _digest: drawn_picture()).pdf
        for one in (plain, replace(plain, identity=OWN))
    ]
    ours, theirs = (_paints(file) for file in files)
    light = tuple(round(part / 2.55) for part in bytes.fromhex(ACCENT[1:]))
    for paint, red in (
        (light, (65, 11, 11)) if mode == "screen" else (inks(ACCENT), (0, 100, 90, 25)),
    ):
        assert red in ours - theirs
        assert paint in theirs - ours
    assert [_pictures(file) for file in files] == [0, 1]


def _paints(pdf: bytes) -> set[tuple[int, ...]]:
    """Return the colours of all that is painted, in percent of each part."""
    return {tuple(round(100 * part) for part in one.paint) for side in ink_of(pdf) for one in side}


def _pictures(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(
            isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
            for one in opened.objects
        )


@pytest.mark.parametrize("size", [(600, 600), (600, 300), (300, 600), (900, 601)])
def test_an_emblem_keeps_its_shape_in_the_file_for_the_press(size: tuple[int, int]) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", size, ACCENT).save(drawn, "PNG")
    emblem = replace(EMBLEM, width=size[0], height=size[1])
    own = Identity(accent=ACCENT, emblem=emblem)
    poster = replace(a_leaflet(), format=SHEETS[0])

    def load(digest: str) -> bytes:
        return drawn.getvalue() if digest == EMBLEM.digest else picture_bytes(digest)

    for document in (a_small_leaflet(a_panel("Bìa", COVER)), poster):
        made = press_sheet(replace(document, identity=own), load_picture=load)
        said = {remark.code for remark in made.remarks}
        assert not said & {"picture-distorted", "picture-words"}

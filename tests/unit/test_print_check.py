"""The code on the leaflet that asks whether it is still right."""

import io
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image

from sitegen.render.print import render_sheet, side_pictures
from tests.unit.print_samples import IMPRINT, a_leaflet, picture_bytes
from tests.unit.print_text import text_of

ADDRESS = "https://loa.example.vn/bac-kan/H/728435/"
CHECKED = a_leaflet(imprint=replace(IMPRINT, check_address=ADDRESS))


def test_the_code_of_the_edition_decodes_to_its_address() -> None:
    sides = side_pictures(CHECKED, load_picture=picture_bytes, width_px=2800)
    read = [
        one.text for side in sides for one in zxingcpp.read_barcodes(Image.open(io.BytesIO(side)))
    ]
    assert ADDRESS in read


@pytest.mark.parametrize("mode", ["print", "screen"])
def test_the_address_stands_beside_it_in_few_letters(mode: str) -> None:
    said = text_of(render_sheet(CHECKED, mode=mode, load_picture=picture_bytes).pdf)  # type: ignore[arg-type]  # one of the two
    said = said.replace("\u200b", "")  # where a long word may break
    assert "loa.example.vn/bac-kan/H/728435" in said
    assert "còn đúng không" in said


def test_a_sheet_without_an_edition_asks_nothing() -> None:
    assert "còn đúng" not in text_of(
        render_sheet(a_leaflet(), mode="screen", load_picture=picture_bytes).pdf
    )

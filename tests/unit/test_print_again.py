"""What was printed or looked at once is not reckoned again, and nothing old is taken for new."""

import re
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from PIL import Image

from sitegen.preflight import preflight
from sitegen.preflight.looking import Look, seen
from sitegen.render.print import render_sheet, sheet
from sitegen.render.print.engine import LAYOUTS
from tests.unit.print_samples import a_leaflet, picture_bytes


def never(*_: object, **__: object) -> Any:
    raise AssertionError("reckoned again")


@pytest.mark.parametrize("mode", ["print", "screen"])
def test_an_unchanged_leaflet_is_not_measured_again(
    mode: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render_sheet(a_leaflet(), mode=mode, load_picture=picture_bytes)
    monkeypatch.setattr(sheet, "answers_of", never)
    assert render_sheet(a_leaflet(), mode=mode, load_picture=picture_bytes) == first
    changed = replace(a_leaflet(), edition="Bản in lần 2")
    with pytest.raises(AssertionError, match="reckoned again"):
        render_sheet(changed, mode=mode, load_picture=picture_bytes)


MEASURED = ("theme", "inline", "cover", "callouts", "check", "qr_code", "leaflet_*")


def test_no_function_by_which_a_panel_is_measured_holds_the_data_of_all_panels() -> None:
    """Typst takes a function that holds other data for another one, and lays out all anew."""
    files = [file for name in MEASURED for file in sorted(LAYOUTS.glob(f"{name}.typ"))]
    assert len(files) > len(MEASURED)
    held = [
        f"{file.name}: {line}"
        for file in files
        for line in file.read_text("utf-8").splitlines()
        if re.search(r"\bdata\b", line.partition("//")[0]) and not re.match(r"#let [\w-]+ = ", line)
    ]
    assert held == []


def test_a_picture_that_was_exchanged_is_printed_though_the_words_are_the_same() -> None:
    first = render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes)
    turned = {"a1": "a2", "a2": "a1"}
    other = render_sheet(
        a_leaflet(), mode="print", load_picture=lambda one: picture_bytes(turned.get(one, one))
    )
    assert other.pdf != first.pdf
    assert render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes).pdf == first.pdf


def test_the_same_picture_is_looked_at_once_however_often_the_words_are_edited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes)
    assert made.laid_out is not None
    found = preflight(made.pdf, made.laid_out)
    monkeypatch.setattr(Image, "frombytes", never)
    assert preflight(made.pdf, made.laid_out) == found


def test_a_picture_of_other_colours_is_another_though_its_numbers_are_the_same() -> None:
    def red(shown: Image.Image) -> Look:
        return Look(over=shown.convert("RGB").getpixel((0, 0))[0])

    def in_palette(red_part: int) -> float:
        with pikepdf.new() as pdf:
            palette = pdf.make_stream(bytes([red_part, 0, 0, 0, 0, 0]))
            space = pikepdf.Array(
                [pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, pdf.make_indirect(palette)]
            )
            source = pdf.make_stream(bytes(64))
            source.Width, source.Height, source.BitsPerComponent = 8, 8, 8
            source.ColorSpace, source.Type = space, pikepdf.Name.XObject
            source.Subtype = pikepdf.Name.Image
            return seen(source, "red", red).over

    assert [in_palette(200), in_palette(30), in_palette(200)] == [200, 30, 200]


def test_what_cannot_be_read_as_a_picture_is_no_error() -> None:
    with pikepdf.new() as pdf:
        broken = pdf.make_stream(b"nothing")
        broken.Width, broken.Height, broken.BitsPerComponent = 8, 8, 8
        broken.Subtype = pikepdf.Name.Image
        for filtered, space in (
            (pikepdf.Name.DCTDecode, pikepdf.Name.DeviceRGB),
            (pikepdf.Name.FlateDecode, _light(pdf)),
        ):
            broken.write(b"nothing", filter=filtered)
            broken.ColorSpace = space
            assert seen(broken, "any", never) == Look()


def _light(pdf: pikepdf.Pdf) -> pikepdf.Array:
    profile = pdf.make_stream(b"any")
    profile.N = 3
    return pikepdf.Array([pikepdf.Name.ICCBased, profile])

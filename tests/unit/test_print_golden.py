"""Golden prints: what the sheets say and how they look, kept beside the tests for review.

``LOA_GOLDEN=write`` rewrites them; the difference is then read like code.
"""

import io
import os
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from sitegen.render.print import render_sheet, side_pictures
from tests.unit.print_samples import a_leaflet, an_announcement, picture_bytes
from tests.unit.print_text import text_of

GOLDEN = Path(__file__).parent.parent / "golden" / "print"
IS_WRITING = os.environ.get("LOA_GOLDEN") == "write"


def leaflet_text() -> str:
    return text_of(render_sheet(a_leaflet(), mode="screen", load_picture=picture_bytes).pdf)


def announcement_text() -> str:
    return text_of(render_sheet(an_announcement(), mode="print", load_picture=picture_bytes).pdf)


@pytest.mark.parametrize(
    ("name", "say"), [("leaflet", leaflet_text), ("announcement", announcement_text)]
)
def test_sheet_says_what_it_said(name: str, say: Callable[[], str]) -> None:
    file = GOLDEN / f"{name}.txt"
    said = "\n".join(textwrap.wrap(say(), 96, break_long_words=False, break_on_hyphens=False))
    if IS_WRITING:
        file.write_text(said + "\n", encoding="utf-8")
    assert said + "\n" == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("side", [0, 1])
def test_side_of_the_leaflet_looks_as_it_did(side: int) -> None:
    file = GOLDEN / f"leaflet-side-{side + 1}.png"
    made = side_pictures(a_leaflet(), load_picture=picture_bytes, width_px=800)[side]
    if IS_WRITING:
        file.write_bytes(made)
    with Image.open(io.BytesIO(made)) as now, Image.open(file) as before:
        assert now.size == before.size
        difference = ImageChops.difference(now.convert("L"), before.convert("L"))
    assert ImageStat.Stat(difference).mean[0] < 0.5

"""What a font draws is read as a library for fonts reads it."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from sitegen.render.print.fonts import font_files
from sitegen.render.print.letters import letters_of

FILES = sorted({file for stack in ("leaflet", "official") for _, file in font_files(stack)})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_letters_of_a_font_are_those_that_the_library_finds(file: Path) -> None:
    with TTFont(file) as font:
        drawn = {code for code, name in font.getBestCmap().items() if font.getGlyphID(name)}
    assert letters_of(file) == drawn
    assert len(drawn) > 100


def test_what_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "none.ttf"
    file.write_bytes(bytes(64))
    with pytest.raises(ValueError, match="has no letters"):
        letters_of(file)

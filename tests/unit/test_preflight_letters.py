"""Letters that a font draws of two shapes are neither words over words nor letters without a shape."""

from dataclasses import replace

import pytest

from sitegen.documents.inline import Text
from sitegen.documents.nodes import Heading, Paragraph
from sitegen.preflight import press_sheet
from tests.press_samples import load_sample_picture, sound_leaflet

LETTERS = {
    "Ê Đê": "ă ĕ ê̆ ĭ ŏ ô̆ ơ̆ ŭ ư̆ ƀ č ñ Ă Ĕ Ê̆ Ĭ Ŏ Ô̆ Ơ̆ Ŭ Ư̆ Ƀ Č Ñ",
    "words": "hŏng găp čih hlăm ñu ƀuôn kơyua mâo klei hriăm",
    "Tày": "slưởn cắp pỉ noọng",
    "H'Mông": "tsoob ntawv xyoo",
}


@pytest.mark.parametrize("words", LETTERS.values(), ids=LETTERS)
@pytest.mark.parametrize("kind", ["paragraph", "heading"])
def test_letters_of_every_language_pass_the_check(words: str, kind: str) -> None:
    text = (Text(value=words),)
    part = (
        Paragraph(children=text)
        if kind == "paragraph"
        else Heading(text=words, level=2, anchor="h")
    )
    leaflet = sound_leaflet(1)
    first, *others = leaflet.panels[1:]
    panels = (leaflet.panels[0], replace(first, parts=(part, *first.parts)), *others)
    sheet = press_sheet(replace(leaflet, panels=panels), load_picture=load_sample_picture)
    assert [one for one in sheet.remarks if one.code in {"overlap", "glyph"}] == []

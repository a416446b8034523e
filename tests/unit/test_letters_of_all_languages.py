"""The letters of all thirteen languages: each is drawn on paper, page and picture, each mark on its letter."""

import io
import unicodedata
from dataclasses import replace
from math import radians, tan
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from sitegen.documents.inline import Emphasis, Strong, Text
from sitegen.documents.nodes import Heading, Paragraph
from sitegen.documents.site import Translation
from sitegen.languages import LANGUAGES, Language
from sitegen.render import html
from sitegen.render.assets import SCRIPT_SHEETS, asset_path, stylesheet
from sitegen.render.fonts import FACES, SCRIPT_FACES
from sitegen.render.print import render_sheet
from sitegen.render.print.glyphs import missing
from sitegen.render.share import ShareCard, render_share
from sitegen.render.share_shaped import needs_shaping, shaped_line, shaped_title
from tests.builders import a_head, a_site, a_view, an_article
from tests.unit.print_samples import (
    a_leaflet,
    a_panel,
    an_announcement,
    paragraph,
    picture_bytes,
)
from tests.unit.print_text import text_of

OWN = Path(__file__).parents[2] / "sitegen" / "render" / "assets" / "fonts"
NOTO = next(face.source for face in FACES if face.family == "Noto Sans Highland")
MARKED = [*sorted(OWN.glob("TinosMarks-*.ttf")), NOTO]
BASES = {"ê": "e", "ô": "o", "ơ": "o", "ư": "u", "Ê": "E", "Ô": "O", "Ơ": "O", "Ư": "U"}
ROWS = [row for row in LANGUAGES.values() if row.letters]


def sample(row: Language) -> str:
    """Return every letter that a language needs, small and large, apart by spaces."""
    return unicodedata.normalize("NFC", f"{row.name_own} {row.letters} {row.letters.upper()}")


def _official(row: Language, text: str) -> Any:
    said = (Text(value=text),)
    body = (
        Heading(text=text[:80], level=2, anchor="mau"),
        paragraph(text),
        Paragraph(children=(Strong(children=said),)),
        Paragraph(children=(Emphasis(children=said),)),
    )
    page = an_announcement(body=body)
    return replace(page, head=replace(page.head, language=row.code, title=text[:60]))


def _leaflet(row: Language, text: str) -> Any:
    panel = a_panel("Bước 1–2", Heading(text=text[:40], level=2, anchor="mau"), paragraph(text))
    made = a_leaflet(replace={(0, 0): panel})
    return replace(made, head=replace(made.head, language=row.code, title=text[:60]))


def _printed(document: Any) -> bytes:
    return render_sheet(document, mode="screen", load_picture=picture_bytes).pdf


def _families(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        names = [
            str(one.BaseFont)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
    return {name.partition("+")[2].partition("-")[0] for name in names}


@pytest.mark.parametrize("made", [_official, _leaflet])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_every_letter_of_every_language_is_on_paper(row: Language, made: Any) -> None:
    text = sample(row)
    pdf = _printed(made(row, text))
    said = "".join(text_of(pdf).split())
    assert "\ufffd" not in said
    wanted, there = (unicodedata.normalize("NFD", one) for one in ("".join(text.split()), said))
    lost = {one for one in {*wanted} - {*there} if unicodedata.category(one)[0] != "M"}
    assert lost == set()  # vowels that lean on a letter of Khmer are read with it
    has_marks = "\u0306" in text
    assert ("TinosMarks" in _families(pdf)) == (has_marks and made is _official)
    if made is _leaflet and has_marks:
        assert "NotoSans" in _families(pdf)


@pytest.mark.parametrize("file", MARKED, ids=lambda file: file.stem)
@pytest.mark.parametrize("base", BASES)
def test_breve_stands_on_its_letter(file: Path, base: str) -> None:
    font = TTFont(file)
    whole = (
        font if file == NOTO else TTFont(file.with_name(file.name.replace("TinosMarks", "Tinos")))
    )
    names, outlines = font.getBestCmap(), font["glyf"]
    letter, breve = outlines[names[ord(base)]], outlines[names[0x306]]
    plain = whole["glyf"][whole.getBestCmap()[ord(BASES[base])]]
    x, y = _offset(font, names[ord(base)], names[0x306])
    em = font["head"].unitsPerEm
    bottom, centre = y + breve.yMin, x + (breve.xMin + breve.xMax) / 2
    leans = tan(radians(-font["post"].italicAngle))
    rise = bottom + (breve.yMax - breve.yMin) / 2 - (plain.yMin + plain.yMax) / 2
    top = letter.yMax if base in "êôÊÔ" else plain.yMax  # a horn stands beside
    assert bottom >= top - 0.02 * em
    assert abs(centre - (plain.xMin + plain.xMax) / 2 - leans * rise) < 0.09 * em


def _offset(font: TTFont, base: str, mark: str) -> tuple[int, int]:
    """Return by how much the font moves ``mark`` after ``base`` was drawn at its own place."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            one = getattr(table, "ExtSubTable", table)
            if one.LookupType != 4 or mark not in one.MarkCoverage.glyphs:
                continue
            if base in one.BaseCoverage.glyphs:
                marked = one.MarkArray.MarkRecord[one.MarkCoverage.glyphs.index(mark)]
                record = one.BaseArray.BaseRecord[one.BaseCoverage.glyphs.index(base)]
                there, here = record.BaseAnchor[marked.Class], marked.MarkAnchor
                if there is not None:
                    return (
                        there.XCoordinate - here.XCoordinate,
                        there.YCoordinate - here.YCoordinate,
                    )
    raise AssertionError(f"{base} has no place for {mark}")


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.code)
def test_page_has_the_faces_of_its_language_and_of_no_other_script(row: Language) -> None:
    page = an_article(head=a_head(row.name_own, language=row.code, path=f"{row.code}/bai/"))
    made = html.render(page, a_view(site=a_site(language=row.code))).decode()
    for script, sheet in SCRIPT_SHEETS.items():
        assert (asset_path(sheet) in made) == (row.script == script)
    assert "Khmer" not in stylesheet()
    faces = (*FACES, *SCRIPT_FACES) if row.script in SCRIPT_SHEETS else FACES
    if row.script != "Hant":  # those are drawn by the device
        letters = {*sample(row)} - {" "}
        assert letters <= {letter for face in faces for letter in face.characters}


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.code)
@pytest.mark.parametrize("code", ["vi", "en", "km"])
def test_page_that_quotes_another_script_has_its_faces_and_one_that_names_it_has_not(
    row: Language, code: str
) -> None:
    page = an_article(head=a_head(f"Tin: {sample(row)}", language=code, path="tin/"))
    named = an_article(head=a_head("Tin", language=code, path="tin/"))
    others = (
        Translation(language=code, path="tin/", title="Tin"),
        Translation(language=row.code, path=f"{row.code}/tin/", title="Tin"),
    )
    view = a_view(site=a_site(language=code), translations=others)
    for script, sheet in SCRIPT_SHEETS.items():
        is_own = LANGUAGES[code].script == script
        made = html.render(page, view).decode()
        assert (asset_path(sheet) in made) == (row.script == script or is_own)
        assert (asset_path(sheet) in html.render(named, view).decode()) == is_own


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_share_picture_has_every_letter(row: Language) -> None:
    said = sample(row)
    assert missing(said, "leaflet") == []
    card = ShareCard(
        title=said, kind=said[:12], agency=said[:40], site_name=said[:20], language=row.code
    )
    with Image.open(io.BytesIO(render_share(card))) as made:
        assert made.size == (1200, 630)
        shown = made.convert("L").point(lambda value: 255 * (value < 128))
    assert shown.crop((88, 226, 1048, 530)).getbbox() is not None


@pytest.mark.parametrize("base", "êôÊÔ")  # the ink of a horn reaches as high as the breve
@pytest.mark.parametrize("weight", ["400", "600", "800"])
def test_breve_stands_above_its_letter_on_a_share_picture(base: str, weight: str) -> None:
    size = 200
    line, baseline = shaped_line(f"{base}\u0306", size, weight)
    plain, _ = shaped_line(f"{BASES[base]}\u0306", size, weight)
    top, _ = _parts(line)
    _, letter = _parts(plain)
    assert top[3] < baseline - 0.5 * size  # all of the breve is above the letter
    centre, wanted = (top[0] + top[2]) / 2, (letter[0] + letter[2]) / 2
    assert abs(centre - wanted) < 0.06 * size


def _parts(line: Image.Image) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    """Return the box of the highest piece of ink, down to the first empty row, and of what is below."""
    ink = line.point(lambda value: 255 * (value > 127))
    left, top, right, bottom = ink.getbbox() or (0, 0, 0, 0)
    rows = (
        row for row in range(top, bottom) if ink.crop((left, row, right, row + 1)).getbbox() is None
    )
    gap = next(rows)
    above, below = (
        ink.crop((0, 0, right, gap)).getbbox(),
        ink.crop((0, gap, right, bottom)).getbbox(),
    )
    assert above is not None
    assert below is not None
    return above, (below[0], below[1] + gap, below[2], below[3] + gap)


def test_vietnamese_and_english_never_wait_for_the_layout() -> None:
    for text in ("Nộp hồ sơ trực tuyến – ê ô ơ ư Ự", "File online", "Nạp hồ sơ", "Ƀuôn č ĕ ŏ ŭ"):
        assert not needs_shaping(unicodedata.normalize("NFC", text))


def test_title_too_long_for_a_picture_ends_in_an_ellipsis() -> None:
    sizes = ((84, 3, 102), (52, 5, 63))
    covered, size = shaped_title("線上公共服務申請指引" * 30, sizes, 960)
    assert size == 52
    assert covered.width == 960
    assert covered.height <= 5 * 63 + 2 * 0.6 * 52 + 2

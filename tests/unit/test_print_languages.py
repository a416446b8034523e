"""A sheet that is translated in part says so, and which of its words are in which language."""

import io
import re
from dataclasses import replace
from typing import Any, Literal

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from sitegen.documents.inline import ButtonName, Text
from sitegen.documents.kinds import Announcement, Document
from sitegen.documents.nodes import Paragraph
from sitegen.render.labels import print_words
from sitegen.render.print import render_sheet
from sitegen.render.print.glyphs import texts_of
from sitegen.render.print.leaflet_data import leaflet_data
from sitegen.render.print.official_data import official_data
from sitegen.render.word import official_docx
from tests.builders import every_node
from tests.unit.print_places import pages_of
from tests.unit.print_samples import a_leaflet, an_announcement, picture_bytes

NATIONAL = "CỘNG HÒA XÃ HỘI"
RUN = (Text(value="Bấm "), ButtonName(value="Gửi đi"), Text(value=" ở cuối trang (bước 3)."))


def _translated(**head: Any) -> Announcement:
    page = an_announcement(
        body=(
            Paragraph(children=(Text(value="Everything is free."),)),
            Paragraph(children=(Text(value="Nộp hồ sơ tại nhà."),)),
            Paragraph(children=RUN),
        )
    )
    return replace(page, head=replace(page.head, language="en", **head))


def _set(document: Document, mode: Literal["screen", "print"] = "screen") -> bytes:
    return render_sheet(document, mode=mode, load_picture=picture_bytes).pdf


def _spans(pdf: bytes) -> list[bytes]:
    """Return the marks of all pieces of text, and of structure, that are said to be Vietnamese."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        content = b"".join(page.Contents.read_bytes() for page in opened.pages)
        tags = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        inside = [b"tag" for one in tags if "/S" in one and one.get("/Lang") == "vi"]
    return re.findall(rb"/Lang ?\(vi[^)]*\)", content) + inside


def _said(pdf: bytes) -> str:
    return " ".join(" ".join(run.words for run in page) for page in pages_of(pdf))


@pytest.mark.parametrize("mode", ["screen", "print"])
def test_a_partial_translation_says_so_and_does_not_look_official(
    mode: Literal["screen", "print"],
) -> None:
    page = _translated(untranslated=("Nộp hồ sơ tại nhà.", "Bấm Gửi đi ở cuối trang (bước 3)."))
    pdf = _set(page, mode)
    said = _said(pdf)
    assert "Partial translation" in said
    assert NATIONAL not in said
    assert "Số:" not in said
    assert "Everything is free." in said
    assert mode == "print" or len(_spans(pdf)) >= 2  # a file for the press has no tags


def test_a_whole_translation_says_that_another_text_is_official() -> None:
    said = _said(_set(_translated()))
    assert "Translation for information" in said
    assert NATIONAL in said
    assert _spans(_set(_translated())) == [b"tag"]  # "THÔNG BÁO", which nobody translates


def test_a_sentence_that_was_true_once_is_underlined_with_dots_on_paper() -> None:
    """Dots are drawn, not set: of two sheets that say the same only the old one has dashed lines."""
    for stale in (("Everything is free.",), ("Bấm Gửi đi ở cuối trang (bước 3).",)):
        drawn = []
        for page in (_translated(lacks=1), _translated(lacks=1, stale=stale)):
            with pikepdf.open(io.BytesIO(_set(page))) as opened:
                content = b"".join(one.Contents.read_bytes() for one in opened.pages)
            drawn.append(len(re.findall(rb"\[[\d. ]+\] ?[\d.]+ d\b", content)))
        assert drawn[0] < drawn[1]


def test_no_other_sentence_is_underlined_for_a_word_of_an_old_one() -> None:
    page = _translated(lacks=1, stale=("Bấm Gửi đi ở cuối trang (bước 3).", "Nộp hồ sơ"))
    body = (*page.body, Paragraph(children=(Text(value="Bấm vào đây."),)))
    page = replace(page, body=body)
    found = re.compile(official_data(page, page.official)["meta"]["stale"])
    texts = [text for text in texts_of(official_data(page, page.official)) if found.search(text)]
    assert {text.replace("\u00a0", " ").strip() for text in texts} == {
        "Gửi đi",
        "ở cuối trang (bước 3).",
    }


def test_the_text_itself_has_no_such_line() -> None:
    pdf = _set(an_announcement())
    assert "Bản dịch" not in _said(pdf)


def _printed(page: Announcement) -> dict[str, str]:
    """Return what stands on paper and in Word, without the signs that keep words together."""
    made = docx.Document(io.BytesIO(official_docx(page, load_picture=picture_bytes)))
    inside = "".join(one.text or "" for one in made.element.body.iter(qn("w:t")))
    on_paper = re.sub(r"[\s\u200b\u2060]+", " ", _said(_set(page)))
    return {"paper": on_paper, "word": re.sub(r"[\s\u200b\u2060]+", " ", inside)}


def test_what_the_layout_says_by_itself_is_said_in_the_language_of_the_text() -> None:
    page = an_announcement(body=tuple(one for one in every_node() if one.kind != "figure"))
    english = replace(page, head=replace(page.head, language="en"))
    data = official_data(english, english.official)
    own = re.sub(r"\s+", " ", " ".join(texts_of(data["sections"])))
    labels = {
        said
        for key, said in print_words("vi").items()
        if said != print_words("en")[key] and "{" not in said and len(said) > 2
    }
    there, here = _printed(page), _printed(english)
    for sort in ("paper", "word"):
        ours = {one for one in labels if there[sort].count(one) > own.count(one)}
        assert {"Bước", "STT", "Điện thoại", "Nguồn"} <= ours
        assert {one for one in labels if here[sort].count(one) > own.count(one)} == set()
        assert "Step 1" in here[sort]


def test_a_leaflet_tells_which_words_are_vietnamese() -> None:
    leaflet = a_leaflet()
    head = replace(leaflet.head, language="en")
    assert _spans(_set(replace(leaflet, head=head))) == []
    data = leaflet_data(leaflet)
    texts = tuple(dict.fromkeys(texts_of(data["sides"])))
    head = replace(head, untranslated=texts)
    assert len(_spans(_set(replace(leaflet, head=head)))) > 30


def test_every_title_of_a_leaflet_tells_its_language() -> None:
    leaflet = a_leaflet()
    parts = [
        part for side in leaflet_data(leaflet)["sides"] for panel in side for part in panel["parts"]
    ]
    titles = [part["title"] for part in parts if part.get("title")]
    assert len(titles) > 5
    for count in (1, 3, len(titles)):
        head = replace(leaflet.head, language="en", untranslated=tuple(titles[:count]))
        assert len(_spans(_set(replace(leaflet, head=head)))) == count


def test_a_partial_translation_for_word_does_not_look_official_either() -> None:
    page = _translated(untranslated=("Nộp hồ sơ tại nhà.",))
    for document, is_official in ((page, False), (_translated(), True)):
        made = docx.Document(io.BytesIO(official_docx(document, load_picture=picture_bytes)))
        said = "".join(piece.text or "" for piece in made.element.body.iter(qn("w:t")))
        assert ("CỘNG HÒA" in said) == is_official
        assert "ranslation for information" in said

"""Random documents of every kind go through every renderer: no fault, and valid data."""

import io
import json
from dataclasses import replace
from functools import cache

import docx
import page
import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Announcement, Document, Outreach
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.view import View
from sitegen.errors import SitegenError
from sitegen.render import html, json_api, search
from sitegen.render.api_schema import json_schema
from sitegen.render.markdown import render_markdown
from sitegen.render.print import Mode, Sheet, printable, render_sheet
from sitegen.render.schema_org import structured_data
from sitegen.render.share import render_share, share_card
from sitegen.render.word import official_docx
from tests.builders import a_site, a_view
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.random_documents import a_random_document
from tests.unit.random_leaflets import plain_picture

LANGUAGES = ("vi", "en", "tyz")
CUT = 10
"""The seeds are cut into this many tests, so that they run beside each other."""
REFUSALS = {"print-overflow", "print-panels", "print-too-large"}
"""What an officer is told who puts more on a leaflet than it holds, or two parts on one place."""


@cache
def _view(language: str) -> View:
    site = a_site(language=language, languages=LANGUAGES, base_address="https://loa.example.vn/")
    return a_view(site=site, pdf_path="to.pdf", has_json=True, has_markdown=True)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema())


@pytest.mark.parametrize("first", range(CUT))
def test_every_renderer_makes_something_valid_of_any_document(first: int) -> None:
    for seed in lots(300, 10_000)[first::CUT]:
        document = a_random_document(seed)
        view = _view(document.head.language)
        _is_page(html.render(document, view), seed)
        _is_data(document, view, seed)
        assert render_markdown(document, view).endswith(b"\n"), seed
        tokens = search.tokens(document)
        assert tokens is None or search.decode(search.encode(tokens)) == tokens, seed
        structured = structured_data(document, view)
        assert not structured or json.loads(structured)["@graph"], seed
        card = share_card(document, view)
        is_drawn = card is not None and card.picture is None and seed % 20 == first
        assert not is_drawn or render_share(card).startswith(b"\x89PNG"), seed


def _is_page(content: bytes, seed: int) -> None:
    """Judge a page: one main, no word that became markup, nothing empty that leads somewhere."""
    page = LexborHTMLParser(content)
    assert len(page.css("main")) == 1, seed
    assert "undefined" not in content.decode().lower(), seed
    assert all(link.attributes.get("href") for link in page.css("a")), seed
    scripts = [node.attributes.get("src") for node in page.css("main script")]
    assert all(source and "assets/" in source for source in scripts), seed


def _is_data(document: Document, view: View, seed: int) -> None:
    content = json_api.render(document, view)
    assert json_api.read(content) == document, seed
    if seed % 5 == 0:  # the slowest of all judges
        wrong = [one.message[:200] for one in _validator().iter_errors(json.loads(content))]
        assert wrong == [], seed


@pytest.mark.parametrize("first", range(CUT))
def test_paper_and_word_take_any_document_or_say_why_not(first: int) -> None:
    for seed in lots(160, 10_000)[first::CUT]:
        document = a_random_document(seed)
        if isinstance(document, Leaflet):
            document = replace(document, format=FORMATS[seed // CUT % len(FORMATS)])
        if printable(document):
            _is_sound(_sheet(document, "screen"), seed)
            assert (pressed := _sheet(document, "print")) is None or pressed.pdf[:5] == b"%PDF-"
            _is_word(document, seed)


def _sheet(document: Document, mode: Mode) -> Sheet | None:
    try:
        return render_sheet(document, mode=mode, load_picture=_picture)
    except SitegenError as error:
        if isinstance(document, Leaflet) and error.code in REFUSALS:
            return None
        raise


def _picture(digest: str) -> bytes:
    return plain_picture("wt"[int(digest, 16) % 2])


def _is_sound(sheet: Sheet | None, seed: int) -> None:
    """Judge a screen file by the validator: it can be read aloud, and kept for ever."""
    for standard in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        if sheet is not None:
            report = page.validate_pdf_bytes(sheet.pdf, profile=standard)
            assert report.is_compliant, (seed, [str(failure) for failure in report.failures])


def _is_word(document: Document, seed: int) -> None:
    if isinstance(document, Announcement | Outreach) and document.official:
        made = official_docx(document, load_picture=_picture)
        assert docx.Document(io.BytesIO(made)).paragraphs, seed

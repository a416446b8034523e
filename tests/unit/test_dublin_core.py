"""Dublin Core: the six items are never blank, and the page and its data say the same."""

import dataclasses
import json
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document, IndexPage, Listing, Search
from sitegen.render import html, json_api
from sitegen.render.dublin_core import dublin_core
from tests.builders import a_guide, a_head, a_view, every_document

SIX = {"title", "creator", "date", "description", "publisher", "identifier"}
OF_NO_DAY = (Listing, IndexPage, Search)
"""Lists that no officer wrote."""


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_every_page_and_its_data_carry_the_same_six_items(document: Document) -> None:
    view = a_view()
    is_written = not isinstance(document, OF_NO_DAY)
    if is_written:
        head = dataclasses.replace(document.head, published=date(2026, 11, 2))
        document = dataclasses.replace(document, head=head)
    said = dublin_core(document, view.site.name)
    assert set(said) == (SIX if is_written else SIX - {"date"})
    assert all(value.strip() for value in said.values())
    web = LexborHTMLParser(html.render(document, view))
    head = web.css("meta[name^='dcterms.']")
    shown = {one.attributes["name"]: one.attributes["content"] for one in head}
    assert shown == {f"dcterms.{name}": value for name, value in said.items()}
    assert json.loads(json_api.render(document, view))["metadata"] == said


def test_page_without_office_or_summary_is_described_all_the_same() -> None:
    bare = dataclasses.replace(a_head(), agency=None, summary="")
    said = dublin_core(a_guide(head=bare), "Loa Bắc Kạn")
    assert (said["creator"], said["publisher"]) == ("Loa Bắc Kạn", "Loa Bắc Kạn")
    assert said["description"] == bare.title

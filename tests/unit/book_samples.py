"""Releases of generated pages, as they would be rendered, for books, large print and braille."""

from collections.abc import Iterable
from dataclasses import replace

from sitegen.documents.inline import Text
from sitegen.documents.kinds import Document
from sitegen.documents.nodes import BulletList, Heading, Paragraph
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from tests.builders import a_head, a_view, an_article, every_document, every_node, every_panel_part
from tests.unit.export_samples import Sample
from tests.unit.test_markdown import HOSTILE

__all__ = ["EVERYTHING", "released"]

STRANGE = (
    "\x00\x07\x1b",
    "\ufffe\uffff",
    "]]>",
    "<?xml?>",
    "&nbsp;",
    "👍🏽 ê̆ ƀ",
    "\u202eđảo\u202c",
)


def released(documents: Iterable[Document]) -> Sample:
    """Return the pages and the twins of ``documents``, each in a folder of its own."""
    files: dict[str, tuple[bytes, str, str]] = {}
    titles: dict[str, str] = {}
    for number, document in enumerate(documents):
        folder = f"{number}/" if number else ""
        key = f"page-{number}"
        head = replace(document.head, path=folder, key=key)
        page = replace(document, head=head)
        files[f"{folder}index.html"] = (render(page, a_view()), "page", key)
        files[f"{folder}index.md"] = (render_markdown(page, a_view()), "data", key)
        titles[key] = document.head.title
    return Sample(files, titles)


def _article(said: str) -> Document:
    body = (
        Heading(text=said, level=2, anchor="x"),
        Paragraph(children=(Text(value=said),)),
        BulletList(items=((Text(value=said),),)),
    )
    return an_article(head=a_head(said or "x"), body=body)


EVERYTHING = released(
    (
        *every_document(),
        *(an_article(body=(node,)) for node in (*every_node(), *every_panel_part())),
        *map(_article, (*HOSTILE, *STRANGE)),
    )
)
"""A page of every kind, with every block, and with words that are markup elsewhere."""

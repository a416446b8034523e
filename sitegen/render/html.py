"""HTML: one document and its surroundings in, one page out."""

from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.render.macros import document_macro, page_macro
from sitegen.render.page import Page

__all__ = ["render"]

_KHMER = "ក".encode()[:2]
"""How every consonant of Khmer begins in UTF-8. The names of languages are left to the device."""


def render(document: Document, view: View) -> bytes:
    """Return the page of ``document`` as UTF-8; one that quotes Khmer has the sheet of that script."""
    page, content, made = _made(document, view)
    if _KHMER[1] in made and not page.script_sheet and _KHMER in content.encode():
        made = _made(document, view, quotes="Khmr")[2]
    return made


def _made(document: Document, view: View, quotes: str = "") -> tuple[Page, str, bytes]:
    page = Page(document, view, quotes)
    content = document_macro(document.kind)(document, page)
    return page, content, page_macro()(page, content).encode()

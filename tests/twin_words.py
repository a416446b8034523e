"""The words of a page and of its twin, so that tests can compare them."""

import re

from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.render.html import render
from sitegen.render.labels import labels
from sitegen.render.markdown import render_markdown

__all__ = ["differing_words", "html_of_markdown"]

# What only helps on a screen: the bar of steps, the list of ways, drawings, larger pictures,
# ticks, the telephone at the foot, signs at links and folds.
_ONLY_ON_SCREEN = (
    ".part.end, .part.send, .part.rate, p.notice a, .case, .chart > .quiet, [hidden], svg, .way, nav.ways ul, .shot a, .hint, .step .vh, .small-steps .vh, summary small, "
    ".find, noscript, #more, [aria-hidden], .done, .at-hand, template, main > div.part, "
    "small[lang]"
)
_LABELS_OF_A_SCREEN = (
    "larger",
    "whole_screen",
    "scroll",
    "table",
    "sheet_sides",
    "back_to_top",
    "old_way",
    "stale_notice",
)


def html_of_markdown(markdown: bytes) -> str:
    """Return what a reader of markdown makes of it; raw HTML would come through."""
    return str(
        MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown.decode())
    )


def differing_words(document: Document, view: View) -> tuple[set[str], set[str]]:
    """Return the words that only the page has, and those that only the twin has."""
    page = LexborHTMLParser(render(document, view))
    for node in page.css(_ONLY_ON_SCREEN):
        node.decompose()
    twin = LexborHTMLParser(html_of_markdown(render_markdown(document, view)))
    main, foot = page.css_first("main"), page.css_first("footer")
    assert main is not None
    assert foot is not None
    assert twin.body is not None
    on_page = _words(f"{main.text(separator=' ')} {foot.text(separator=' ')}")
    in_twin = _words(twin.body.text(separator=" "))
    language = document.head.language
    spared = {word for key in _LABELS_OF_A_SCREEN for word in _words(labels(language)[key])}
    heading = labels(language)["stale_word"].capitalize()  # the twin lists what the page underlines
    return on_page - in_twin - spared, in_twin - on_page - _words(heading)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))

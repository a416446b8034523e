"""Parts of pages that are made once: they come out right wherever they are shown again."""

import re
from dataclasses import replace

import pytest

from sitegen.documents.base import Picture
from sitegen.documents.kinds import Document
from sitegen.documents.nodes import Figure
from sitegen.render import page as page_module
from sitegen.render.html import render
from sitegen.render.macros import template_sources
from tests.builder_pieces import a_view
from tests.builders import a_guide, every_document

_CALLED = re.compile(r"page\.once\((\w+)")
_MACRO = re.compile(r"\{% macro (\w+)\(.*?\{% endmacro %\}", re.DOTALL)
_ASKED = re.compile(r"\bpage\.(\w+)|\|(\w+)\(page\)")
_WORDS_AND_ADDRESSES = {
    *("t", "w", "chrome", "chrome_plain", "said", "titled", "lang"),
    *("href", "file", "asset", "emblem", "offered", "in_focus", "drawn", "labelled"),
}


def _macros() -> dict[str, str]:
    return {
        found[1]: found[0]
        for text in template_sources().values()
        for found in _MACRO.finditer(text)
    }


def _asked(name: str, macros: dict[str, str]) -> set[str]:
    """Return what a macro, and those that it calls with the page, ask of the page."""
    body = macros[name]
    asked = {one or other for one, other in _ASKED.findall(body)}
    called = {
        inner for inner in macros if inner != name and re.search(rf"\b{inner}\([^()]*page\)", body)
    }
    return asked.union(*(_asked(inner, macros) for inner in called))


def test_what_is_made_once_asks_the_page_for_words_and_addresses_alone() -> None:
    macros = _macros()
    made_once = {name for text in template_sources().values() for name in _CALLED.findall(text)}
    assert {"cards", "picture", "top"} <= made_once
    for name in made_once:
        assert _asked(name, macros) <= _WORDS_AND_ADDRESSES, name


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.head.path or one.kind)
def test_page_is_the_same_whatever_was_made_before(document: Document) -> None:
    page_module._made_once.clear()
    alone = render(document, a_view())
    for other in every_document():
        deeper = replace(other, head=replace(other.head, path=f"a/b/{other.head.path}"))
        for one in (other, deeper):
            render(one, a_view())
    assert render(document, a_view()) == alone


def test_only_the_first_picture_of_a_page_loads_at_once() -> None:
    picture = Picture(digest="ab" * 32, width=720, height=450, alt="Màn hình")
    guide = replace(a_guide(), groups=(), body=(Figure(picture=picture), Figure(picture=picture)))
    html = render(guide, a_view()).decode()
    assert [' loading="lazy"' in one for one in html.split("<img ")[1:]] == [False, True]


def test_what_is_kept_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    page_module._made_once.clear()
    monkeypatch.setattr(page_module, "_MOST_MADE_ONCE", 2)
    for document in every_document():
        render(document, a_view())
        assert len(page_module._made_once) <= 2

"""Our templates say the same, compiled in our way and in Jinja's own."""

import itertools

import pytest
from jinja2.compiler import CodeGenerator
from markupsafe import escape

from sitegen.documents.kinds import Document
from sitegen.render import macros
from sitegen.render.compiling import DirectEnvironment, printed
from sitegen.render.html import render
from tests.builder_pieces import a_view
from tests.builders import every_document

_CACHES = (macros._environment, macros.node_macro, macros.document_macro, macros.page_macro)


@pytest.fixture(scope="module")
def by_jinja() -> dict[Document, bytes]:
    """Each document as a page, by the code that Jinja's own class generates."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DirectEnvironment, "code_generator_class", CodeGenerator)
        patch.setattr(macros, "CompiledTemplates", lambda *_: None)
        _forget()
        pages = {document: render(document, a_view()) for document in every_document()}
    _forget()
    return pages


def _forget() -> None:
    for one in _CACHES:
        one.cache_clear()


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.head.path or one.kind)
def test_page_is_the_one_that_jinja_would_make(
    document: Document, by_jinja: dict[Document, bytes]
) -> None:
    assert render(document, a_view()) == by_jinja[document]


@pytest.mark.parametrize("length", [0, 1, 2])
def test_every_sign_of_markup_in_a_value_is_escaped(length: int) -> None:
    for letters in itertools.product("a&<>\"'", repeat=length):
        value = "".join(letters)
        assert str(printed(value)) == str(escape(value))

"""Documents as JSON: the same bytes for the same document, and the way back."""

import typing
from dataclasses import MISSING, fields, is_dataclass

import pytest

from sitegen.documents import base, inline, kinds, leaflet, nodes, official
from sitegen.documents.codec import decode, digest, encode
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import LeafletFormat
from sitegen.documents.nodes import Node
from tests.builders import a_guide, every_document, every_node


@pytest.mark.parametrize("document", every_document(), ids=lambda document: document.kind)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert decode(encode(document)) == document


def test_builders_know_every_kind_of_document_and_node() -> None:
    kinds = {type(document) for document in every_document()}
    assert kinds == set(typing.get_args(Document))
    assert {type(node) for node in every_node()} == set(typing.get_args(Node))


def test_the_digest_follows_the_content() -> None:
    assert digest(a_guide(steps=3)) == digest(a_guide(steps=3))
    assert digest(a_guide(steps=3)) != digest(a_guide(steps=4))


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        decode(b'{"kind": "poster", "head": {}}')


@pytest.mark.parametrize(
    "kind",
    [
        one
        for module in (base, inline, kinds, leaflet, nodes, official)
        for one in vars(module).values()
        if is_dataclass(one) and one.__module__ == module.__name__ and one is not LeafletFormat
    ],
    ids=lambda kind: kind.__name__,
)
def test_words_that_nobody_said_are_empty(kind: type) -> None:
    hints = typing.get_type_hints(kind)
    defaults = {one.name: one.default for one in fields(kind) if hints[one.name] is str}
    assert defaults.pop("source_language", "vi") == "vi"
    assert set(defaults.values()) <= {"", MISSING}

"""Linking after edits gives what linking everything gives, and looks at what differs alone."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from sitegen.collect.linking import linked
from sitegen.collect.shelf import ORDER, put_on_shelf
from sitegen.derived import Graph
from sitegen.documents.kinds import Document, Guide
from sitegen.documents.nodes import EmbeddedGuide, SeeAlso, StepGroup
from sitegen.errors import Finding
from tests.builder_pieces import a_head


def _guides(*names: str) -> list[Guide]:
    return [
        Guide(
            head=replace(a_head(), key=f"page-{number}", translation=f"t-{number}", title=name),
            groups=(),
        )
        for number, name in enumerate(names, 1)
    ]


def _link(
    documents: Iterable[Document], graph: Graph
) -> list[tuple[Document, tuple[Finding, ...]]]:
    put_on_shelf(graph, documents)
    return [graph.get(linked, key) for key in graph.get(ORDER, None)]


@pytest.mark.parametrize("seed", range(30))
def test_links_after_edits_are_the_links_of_everything(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test that can be run again
    graph = Graph()
    guides = _guides("a", "b", "c", "d")
    for step in range(10):
        place = chance.randrange(len(guides))
        keys = tuple(f"page-{chance.randint(1, 5)}" for _ in range(2))
        body = (SeeAlso(keys=keys), EmbeddedGuide(guide_key=keys[0]))
        way = StepGroup(anchor="cach-1", title=f"Cách {step}", steps=())
        changed = replace(guides[place], groups=(way,), body=body)
        if chance.random() < 0.3:
            changed = replace(changed, head=replace(changed.head, title=f"Tên {step}"))
        if chance.random() < 0.3:  # says the same in another language
            other = chance.choice(guides).head.translation
            changed = replace(
                changed, head=replace(changed.head, translation=other, language=f"l{place}")
            )
        guides[place] = changed
        again = chance.randrange(len(guides))
        guides[again] = replace(guides[again])  # collected again, and come out the same
        if chance.random() < 0.1 and len(guides) > 2:
            guides.pop()
        assert _link(guides, graph) == _link(guides, Graph())


def test_page_that_is_named_is_in_the_language_of_whoever_names_it() -> None:
    one, two = _guides("Một", "Hai")
    english = replace(
        one, head=replace(one.head, key="page-3", language="en", title="One", path="en/")
    )
    naming = replace(two, head=replace(two.head, language="en"), body=(SeeAlso(keys=("page-1",)),))
    graph = Graph()
    assert _see_also(_link([one, naming], graph)[1][0]).links == ((one.head.path, "Một"),)
    assert _see_also(_link([one, naming, english], graph)[1][0]).links == (("en/", "One"),)
    assert _see_also(_link([one, naming], graph)[1][0]).links == ((one.head.path, "Một"),)


def test_edit_of_a_body_leaves_those_that_name_the_page_the_very_same() -> None:
    one, two = _guides("Một", "Hai")
    two, graph = replace(two, body=(SeeAlso(keys=("page-1",)),)), Graph()
    before = _link([one, two], graph)
    after = _link([replace(one, audience="Mọi người"), two], graph)
    assert after[0] != before[0]
    assert after[1] is before[1]


def _see_also(page: Document) -> SeeAlso:
    assert isinstance(page, Guide)
    (node,) = page.body
    assert isinstance(node, SeeAlso)
    return node

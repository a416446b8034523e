"""Replaced: what is kept after an edit must be what a look at everything would give."""

import random
from dataclasses import replace

import pytest

from sitegen.collect.linking import FEW, LinkMemory, link
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import EmbeddedGuide, SeeAlso, StepGroup
from sitegen.documents.replaced import replaced
from tests.builder_pieces import a_head


def _guides(*names: str) -> tuple[Guide, ...]:
    return tuple(
        Guide(
            head=replace(a_head(), key=f"page-{number}", translation=f"t-{number}", title=name),
            groups=(),
        )
        for number, name in enumerate(names, 1)
    )


def test_replaced_documents_are_told_by_their_place() -> None:
    one, two, three = before = _guides("a", "b", "c")
    other = replace(two, audience="Mọi người")
    assert replaced(before, before) == []
    assert replaced(before, (one, other, three)) == [(1, two, other)]
    assert replaced((), ()) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": "khác"},
        {"path": "khac/"},
        {"parent": "page-9"},
        {"key": "page-9"},
        {"translation": "t-9"},
        {"language": "en"},
        {"source_language": "en"},
        {"is_alias": True},
    ],
)
def test_page_that_stands_elsewhere_or_is_called_otherwise_is_not_replaced(
    change: dict[str, object],
) -> None:
    one, two = before = _guides("a", "b")
    other = replace(two, head=replace(two.head, **change))  # type: ignore[arg-type]  # as given
    assert replaced(before, (one, other)) is None
    assert replaced(before, (one,)) is None
    assert replaced(before, (*before, other)) is None


@pytest.mark.parametrize("seed", range(30))
def test_links_after_edits_are_the_links_of_everything(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # a test that can be run again
    memory = LinkMemory()
    guides = list(_guides("a", "b", "c", "d"))
    for step in range(10):
        place = chance.randrange(len(guides))
        keys = tuple(f"page-{chance.randint(1, 5)}" for _ in range(2))
        body = (SeeAlso(keys=keys), EmbeddedGuide(guide_key=keys[0]))
        way = StepGroup(anchor="cach-1", title=f"Cách {step}", steps=())
        changed = replace(guides[place], groups=(way,), body=body)
        if chance.random() < 0.3:
            changed = replace(changed, head=replace(changed.head, title=f"Tên {step}"))
        guides[place] = changed
        again = chance.randrange(len(guides))
        guides[again] = replace(guides[again])  # collected again, and come out the same
        if chance.random() < 0.1 and len(guides) > 2:
            guides.pop()
        assert link(guides, memory) == link(guides)


def test_many_documents_at_once_are_linked_as_all_are() -> None:
    memory = LinkMemory()
    guides = _guides(*(f"Trang {number}" for number in range(FEW + 20)))
    seen = (SeeAlso(keys=("page-3", "page-200")),)
    link([replace(one, body=seen) for one in guides], memory)
    others = [replace(one, body=seen, audience="Mọi người") for one in guides]
    assert link(others, memory) == link(others)
    others[7] = replace(others[7], body=())
    assert link(others, memory) == link(others)

"""Replaced: what is kept after an edit must be what a look at everything would give."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from sitegen.collect.linking import FEW, LinkMemory, link
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document, Guide
from sitegen.documents.nodes import EmbeddedGuide, SeeAlso, StepGroup
from sitegen.documents.replaced import replaced
from sitegen.plan import Memory, Plan
from tests.builder_pieces import a_head
from tests.unit.mirror_samples import PlainWorkshop, Province

RECIPES = PlainWorkshop(lambda _: b"", lambda _: b"").recipes()


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


def _files(plan: Plan) -> dict[str, str]:
    return {one.path: one.key for one in (*plan.sheets(), *plan.files(refused=()))}


def _kept(documents: Iterable[Document], known: dict[str, Document]) -> tuple[Document, ...]:
    """Return the documents as a worker has them: what is equal is the same object."""
    found = (one if known.get(one.head.key) != one else known[one.head.key] for one in documents)
    return tuple(found)


@pytest.mark.parametrize("seed", range(12))
def test_plan_after_edits_is_the_plan_of_everything(seed: int) -> None:
    """Some plans are given up half way, as those of builds that fail."""
    chance = random.Random(seed)  # noqa: S311  # a test that can be run again
    province = Province.of(6)
    collection = province.collection()
    sites = collection.sites
    plan = Plan(collection, RECIPES)
    files = _files(plan)
    memory: Memory = plan.memory()
    for step in range(8):
        province.edit(chance.choice((10, 12, 14)), body=f"Khác {seed} {step}.")
        if chance.random() < 0.2:
            province.edit(11, title=f"Tên {step}")
        known = {key: piece.document for key, piece in memory.pieces.items()}
        now = Collection(documents=_kept(province.collection().documents, known), sites=sites)
        plan = Plan(now, RECIPES, memory)
        named = _files(plan)
        removed = plan.removed()
        whole = _files(Plan(now, RECIPES))
        after = {path: key for path, key in {**files, **named}.items() if path not in removed}
        assert after == whole
        if chance.random() < 0.7:  # else the build failed, and nothing is remembered
            unsettled = ("page-13",) if chance.random() < 0.3 else ()
            files, memory = after, plan.memory(unsettled=unsettled)


def test_only_replaced_and_unsettled_documents_are_planned_again() -> None:
    province = Province.of(6)
    first = Plan(province.collection(), RECIPES)
    _files(first)
    known = {key: piece.document for key, piece in first.pieces.items()}
    province.edit(12, body="Khác.")
    now = _kept(province.collection().documents, known)
    sites = {"vi": first.pieces["page-1"].site}
    again = Plan(
        Collection(documents=now, sites=sites), RECIPES, first.memory(unsettled=("page-14",))
    )
    named = {path for path in _files(again) if path.endswith(".json") and "huong-dan" in path}
    assert named == {f"so-noi-vu/huong-dan-{number}/index.json" for number in (12, 14)}
    assert [now.digest for _, now in again.changes if now] == [
        again.pieces[key].digest for key in ("page-12", "page-14")
    ]
    assert again.pieces["page-14"].is_settled
    assert not any("huong-dan" in path for path in again.removed())


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

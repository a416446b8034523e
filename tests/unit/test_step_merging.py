"""Shared steps and what an office changed in them: order, digests, numbers, verbs."""

from typing import Any

import pytest

from guides.merging import applies, merged
from guides.numbering import numbered, ways
from guides.origin import GONE, Origin, read_origin
from guides.questions import questions_of
from guides.shared import SharedSet, digest, shared_steps
from guides.tokens import names_in
from guides.verbs import begins_with_verb
from sitegen.documents.nodes import StepGroup

Raw = dict[str, Any]


def _set(*titles: str) -> SharedSet:
    stored = [
        {"type": "step", "id": title.lower(), "value": {"title": f"<p>{title}.</p>"}}
        for title in titles
    ]
    return SharedSet(key="k", language="vi", name="Bộ", steps=shared_steps(stored))


ABC = _set("A", "B", "C")


def _change(kind: str, step: int, title: str = "", of: SharedSet = ABC) -> Raw:
    shared = of.steps[step - 1]
    origin = Origin(step=shared.id, digest=shared.digest, version=1, place=step)
    value = {"step": step, "title": title, "origin": str(origin)}
    return {"type": kind, "id": f"{kind}-{step}", "value": value}


def _titles(shared: SharedSet, *changes: Raw, **group: Any) -> list[str]:
    found = merged(shared.steps, {"title": "Cách", "changes": list(changes), **group})
    return [one.value["title"].removeprefix("<p>").removesuffix(".</p>") for one in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], ["A", "B", "C"]),
        ([("replace", 2, "b")], ["A", "b", "C"]),
        ([("leave_out", 2)], ["A", "C"]),
        ([("add_before", 1, "x"), ("add_after", 3, "y")], ["x", "A", "B", "C", "y"]),
        ([("add_after", 2, "y"), ("replace", 2, "b"), ("add_before", 2, "x")], list("AxbyC")),
        ([("leave_out", 1), ("add_before", 1, "x")], ["x", "B", "C"]),
        ([("replace", 2, "")], ["A", "B", "C"]),  # an empty one changes nothing
        ([("replace", 2, "<p> </p>")], ["A", "B", "C"]),
        ([("replace", 2, "b"), ("leave_out", 2)], ["A", "b", "C"]),  # text is never lost
        ([("replace", 2, "b"), ("replace", 2, "c")], ["A", "b", "C"]),
    ],
)
def test_changes_stand_where_their_step_stands(
    changes: list[tuple[Any, ...]], expected: list[str]
) -> None:
    assert _titles(ABC, *(_change(*one) for one in changes)) == expected


def test_change_follows_its_step_when_the_set_is_put_in_another_order() -> None:
    assert _titles(_set("C", "B", "A"), _change("replace", 1, "a")) == ["C", "B", "a"]


@pytest.mark.parametrize(("kind", "expected"), [("replace", "AbC"), ("add_after", "AbC")])
def test_text_of_a_step_that_left_the_set_stays_where_the_step_was(
    kind: str, expected: str
) -> None:
    assert _titles(_set("A", "C"), _change(kind, 2, "b")) == list(expected)
    assert _titles(_set("A"), _change(kind, 2, "b")) == ["A", "b"]
    assert _titles(_set("A", "C"), _change("leave_out", 2)) == ["A", "C"]


def test_number_that_nobody_has_looked_up_counts_today() -> None:
    change: Raw = {"type": "replace", "id": "x", "value": {"step": 2, "title": "b"}}
    assert _titles(ABC, change) == ["A", "b", "C"]
    change["value"]["step"] = 9
    assert _titles(ABC, change) == ["A", "B", "C", "b"]


def test_own_steps_follow_the_shared_ones() -> None:
    assert _titles(ABC, steps=[{"title": "d"}]) == ["A", "B", "C", "d"]


def test_two_hundred_steps_keep_their_order() -> None:
    many = _set(*(f"S{number}" for number in range(200)))
    changes = [_change("replace", number, f"o{number}", many) for number in (1, 100, 200)]
    found = _titles(many, *changes)
    assert len(found) == 200
    assert (found[0], found[99], found[199]) == ("o1", "o100", "o200")


@pytest.mark.parametrize(
    ("condition", "switches", "expected"),
    [
        ("", {}, True),
        ("payment", {}, False),
        ("payment", {"has_payment": True}, True),
        ("post", {"has_post": True}, True),
        ("unheard-of", {"has_payment": True}, False),
    ],
)
def test_step_stands_when_its_condition_holds(
    condition: str, switches: Raw, expected: bool
) -> None:
    assert applies({"only_if": condition}, switches) is expected


# Questions


def _asked(shared: SharedSet, *changes: Raw) -> list[tuple[str, int]]:
    found = questions_of({"title": "Cách", "changes": list(changes)}, "g", shared, {})
    return [(one.reason, one.place) for one in found]


def test_nothing_is_asked_while_the_shared_step_says_the_same() -> None:
    assert _asked(ABC, _change("replace", 2, "b"), _change("leave_out", 3)) == []
    assert _asked(_set("B", "A", "C"), _change("replace", 2, "b")) == []


def test_a_changed_step_and_a_removed_one_are_asked_about() -> None:
    other = SharedSet(
        key="k",
        language="vi",
        name="Bộ",
        steps=shared_steps(
            [
                {"type": "step", "id": "a", "value": {"title": "<p>A.</p>"}},
                {"type": "step", "id": "b", "value": {"title": "<p>B2.</p>"}},
            ]
        ),
    )
    changes = [_change("replace", 1, "a"), _change("replace", 2, "b"), _change("leave_out", 3)]
    assert _asked(other, *changes) == [("changed", 2), ("gone", 3)]


def test_step_that_never_was_is_asked_about_and_a_known_loss_is_not() -> None:
    never = {"type": "replace", "id": "x", "value": {"step": 9, "title": "b", "origin": ""}}
    assert _asked(ABC, never) == [("never", 9)]
    lost = Origin(step="z", digest=GONE, version=1, place=2)
    known = {"type": "replace", "id": "x", "value": {"step": 2, "title": "b", "origin": str(lost)}}
    assert _asked(ABC, known) == []


@pytest.mark.parametrize("text", [None, "", "a/b", "a/b/c/d", "/b/1/2", "a/b/1/2/3"])
def test_what_is_no_origin_is_none(text: str | None) -> None:
    assert read_origin(text) is None


def test_digest_ignores_ids_and_empty_fields_and_sees_every_word() -> None:
    bare = {"title": "<p>A</p>", "fields": [{"type": "item", "id": "1", "value": {"label": "Ô"}}]}
    full = {
        "title": "<p>A</p>",
        "example": "",
        "is_optional": False,
        "prepare": [],
        "fields": [{"type": "item", "id": "2", "value": {"label": "Ô", "example": None}}],
    }
    assert digest(bare) == digest(full)
    assert digest(full | {"is_optional": True}) != digest(full)
    assert digest({"x": 0}) != digest({})


# Numbers


def test_what_belongs_to_a_step_shares_its_number_and_has_an_anchor_of_its_own() -> None:
    found = list(numbered(["or", "", "and", "or", "or", ""], "cach-1", 4))
    assert [one["number"] for one in found] == [5, 6, 6, 6, 6, 7]
    assert [one["logic"] for one in found] == ["number", "number", "and", "or", "or", "number"]
    assert len({one["anchor"] for one in found}) == 6


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        (["or"], [0]),
        (["or", "or"], [1, 2]),
        (["or", "then"], [0, 0]),
        (["or", "then", "or"], [0, 1, 2]),
        (["or", "or", "then"], [1, 2, 0]),
    ],
)
def test_ways_are_numbered_where_readers_choose(relations: list[Any], expected: list[int]) -> None:
    groups = [StepGroup(anchor="a", title="", steps=(), relation=one) for one in relations]
    assert [group.way for group in ways(groups)] == expected


# Words


@pytest.mark.parametrize(
    "title",
    [
        "Bấm nút.",
        "Đăng nhập.",
        "Hãy chọn thẻ.",
        "“Chọn” tỉnh.",
        "Truy cập cổng.",
        "BẤM GỬI",
        "Bam nut",
    ],
)
def test_title_that_says_what_to_do_passes(title: str) -> None:
    assert begins_with_verb(title)


@pytest.mark.parametrize("title", ["Trang chủ", "Thông tin hồ sơ", "Bước 1", "", "…", "Cổng tỉnh"])
def test_title_that_names_a_thing_is_remarked_on(title: str) -> None:
    assert not begins_with_verb(title)


def test_tokens_are_found_wherever_they_stand() -> None:
    value = {"a": "x {{ co_quan }}", "b": [{"value": "{{nhan.gui_di}}"}], "c": 3, "d": "{{}}"}
    assert list(names_in(value)) == ["co_quan", "nhan.gui_di", ""]

"""Items of list blocks come out alike in both forms in which Wagtail stored them."""

import pytest

from sitegen.collect.stored import items, stream, unwrapped, unwrapped_all

VALUES = [1, "", "chữ", {"name": "x", "value": "y"}, {"type": "warning"}, [1, 2]]


@pytest.mark.parametrize("value", VALUES)
def test_an_item_and_a_bare_value_say_the_same(value: object) -> None:
    assert unwrapped(items([value])[0]) == unwrapped(value) == value


def test_a_field_that_was_never_filled_has_none() -> None:
    assert unwrapped_all(None) == unwrapped_all([]) == []
    assert unwrapped_all(items(VALUES)) == unwrapped_all(VALUES) == VALUES


def test_every_block_has_an_id_of_its_own() -> None:
    stored = stream([("paragraph", "a"), ("paragraph", "a")])
    assert len({one["id"] for one in stored}) == 2
    assert {(one["type"], one["value"]) for one in stored} == {("paragraph", "a")}

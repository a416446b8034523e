"""Quick values: what they must not lose of the frozen dataclasses that they are."""

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import get_args

import pytest

from sitegen.documents.kinds import Document
from sitegen.documents.nodes import FormField
from sitegen.documents.quick import dataclass
from tests.random_documents import a_random_document


@dataclass(frozen=True, slots=True)
class Place:
    """Two by place, one by name."""

    row: int
    column: int = 7
    name: str = field(default="", kw_only=True)
    words: list[str] = field(default_factory=list, kw_only=True)


@dataclass(frozen=True, slots=True)
class Marked(Place):
    """One more by name, beyond those of what it is."""

    mark: str = field(kw_only=True)


def test_quick_value_is_equal_hashed_and_shown_as_before() -> None:
    one = FormField(label="Nơi nộp", value="Sở Nội vụ")
    same = FormField(value="Sở Nội vụ", label="Nơi nộp", example="", condition="")
    assert one == same
    assert hash(one) == hash(same)
    assert one != replace(one, example="x")
    assert repr(one) == "FormField(label='Nơi nộp', value='Sở Nội vụ', example='', condition='')"
    assert type(one) is FormField


def test_quick_value_stays_frozen() -> None:
    one = FormField(label="a", value="b")
    with pytest.raises(FrozenInstanceError):
        one.label = "c"  # type: ignore[misc]  # that is what is tried
    with pytest.raises((FrozenInstanceError, TypeError, AttributeError)):
        one.other = "c"  # type: ignore[attr-defined]  # that is what is tried


def test_quick_value_is_copied_and_pickled() -> None:
    one = FormField(label="a", value="b")
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301  # our own bytes


def test_documents_of_every_kind_come_back_from_pickle_as_they_were() -> None:
    left = {kind.__name__ for kind in get_args(Document)}
    for seed in range(2000):
        document = a_random_document(seed)
        if type(document).__name__ not in left:
            continue
        left.remove(type(document).__name__)
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(document, protocol))  # noqa: S301  # our own bytes
            assert again == document
            assert repr(again) == repr(document)
            assert hash(again) == hash(document)
        if not left:
            return
    pytest.fail(f"no random document is {left}")


def test_unpickled_value_is_frozen_and_needs_all_its_fields() -> None:
    one = pickle.loads(pickle.dumps(Marked(1, mark="x")))  # noqa: S301  # our own bytes
    assert one == Marked(1, mark="x")
    with pytest.raises(FrozenInstanceError):
        one.row = 2
    with pytest.raises(ValueError, match="unpack"):
        Place.__new__(Place).__setstate__((1, 2))  # type: ignore[attr-defined]  # of other code


def test_places_names_and_defaults_are_as_declared() -> None:
    assert Place(1) == Place(row=1, column=7, name="", words=[])
    assert Place(1, 2, name="x").column == 2
    with pytest.raises(TypeError, match="row"):
        Place()  # type: ignore[call-arg]  # that is what is tried
    with pytest.raises(TypeError, match="positional"):
        Place(1, 2, "x")  # type: ignore[misc]  # that is what is tried
    with pytest.raises(TypeError, match="other"):
        Place(1, other=2)  # type: ignore[call-arg]  # that is what is tried


def test_value_of_a_narrower_class_has_the_fields_of_the_wider_one() -> None:
    one = Marked(1, mark="x")
    assert isinstance(one, Place)
    assert [each.name for each in fields(one)] == ["row", "column", "name", "words", "mark"]
    assert repr(one) == "Marked(row=1, column=7, name='', words=[], mark='x')"
    assert replace(one, row=2) == Marked(2, mark="x")
    assert one != Place(1)
    with pytest.raises(FrozenInstanceError):
        one.row = 2  # type: ignore[misc]  # that is what is tried
    with pytest.raises(FrozenInstanceError):
        del one.mark


def test_each_value_has_its_own_list() -> None:
    assert Place(1).words is not Place(1).words


def test_class_that_needs_more_is_refused() -> None:
    class Checked:
        row: int

        def __post_init__(self) -> None:
            raise ValueError

    with pytest.raises(TypeError, match="Checked"):
        dataclass(frozen=True, slots=True)(Checked)
    with pytest.raises(TypeError, match="frozen"):
        dataclass(frozen=False, slots=True)(Checked)

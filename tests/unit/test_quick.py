"""Quick values: what they must not lose of the frozen dataclasses that they are."""

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from sitegen.documents.base import Region
from sitegen.documents.nodes import FormField
from sitegen.documents.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Two by place, one by name."""

    row: int
    column: int = 7
    name: str = field(default="", kw_only=True)


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


def test_places_names_and_defaults_are_as_declared() -> None:
    assert Place(1) == Place(row=1, column=7, name="")
    assert Place(1, 2, name="x").column == 2
    with pytest.raises(TypeError, match="row"):
        Place()  # type: ignore[call-arg]  # that is what is tried
    with pytest.raises(TypeError, match="positional"):
        Place(1, 2, "x")  # type: ignore[misc]  # that is what is tried
    with pytest.raises(TypeError, match="other"):
        Place(1, other=2)  # type: ignore[call-arg]  # that is what is tried


def test_class_that_needs_more_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class WithList:
        rows: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class WithoutSlots:
        row: int

    @dataclass(frozen=True, slots=True)
    class Checked:
        row: int

        def __post_init__(self) -> None:
            raise ValueError

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Longer(Region):
        z: float

    for kind in (WithList, WithoutSlots, Checked, Longer):
        with pytest.raises(TypeError, match=kind.__name__):
            quick(kind)

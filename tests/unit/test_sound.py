"""Sound: every document that is built is, and none of which a value is of another type."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from sitegen.documents.kinds import Document
from sitegen.documents.sound import is_sound
from tests.builders import every_document

_STRANGER = {"what": "can be written and stands in no document"}


def _spoilt(value: Any) -> Iterator[Any]:
    """Yield ``value`` with a stranger in the place of each of its values, items of rows too."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for other in _spoilt(getattr(value, field.name)):
                yield _with(value, field.name, other)
    elif isinstance(value, tuple):
        for at, one in enumerate(value[:2]):
            yield from ((*value[:at], other, *value[at + 1 :]) for other in _spoilt(one))
        yield _STRANGER
    else:
        yield _STRANGER


def _with(value: Any, name: str, other: Any) -> Any:
    spoilt = replace(value)
    object.__setattr__(spoilt, name, other)
    return spoilt


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.head.path or one.kind)
def test_a_document_is_sound_until_one_of_its_values_is_of_another_type(document: Document) -> None:
    assert is_sound(document)
    assert not any(map(is_sound, _spoilt(document)))

"""Sound: does a document hold what its type says? Asked only after something went wrong.

A row of an older version may leave a number where words belong; nothing notices before a
renderer trips over it, perhaps in a file that belongs to all pages.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from sitegen.documents.codec import encode
from sitegen.documents.kinds import Document

__all__ = ["is_sound"]

_Check = Callable[[Any], bool]


def is_sound(document: Document) -> bool:
    """Tell whether every value of ``document`` is of its type and can be written as text."""
    try:
        encode(document)
        return _of_class(type(document))(document)  # type: ignore[arg-type]  # a class is hashable
    except (TypeError, ValueError, RecursionError):
        return False


@cache
def _of_class(made: type) -> _Check:
    hints = get_type_hints(made)
    checks = [(one.name, _of(hints[one.name])) for one in fields(made)]
    return lambda value: all(check(getattr(value, name)) for name, check in checks)


def _of(hint: Any) -> _Check:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _any_of(get_args(hint))
    if origin is Literal:
        known = get_args(hint)
        return lambda value: value in known
    if origin is tuple:
        return _tuple_of(get_args(hint))
    if hint is Any or not isinstance(hint, type):
        return lambda _: True
    if is_dataclass(hint):
        return lambda value: isinstance(value, hint) and _of_class(hint)(value)
    kinds = (int, float) if hint is float else hint
    return lambda value: isinstance(value, kinds)


def _any_of(hints: tuple[Any, ...]) -> _Check:
    classes = {hint for hint in hints if is_dataclass(hint)}
    others = [_of(hint) for hint in hints if not is_dataclass(hint) and hint is not NoneType]
    may_be_none = NoneType in hints

    def check(value: Any) -> bool:
        if value is None:
            return may_be_none
        if type(value) in classes:
            return _of_class(type(value))(value)  # type: ignore[arg-type]  # as above
        return any(one(value) for one in others)

    return check


def _tuple_of(hints: tuple[Any, ...]) -> _Check:
    if len(hints) == 2 and hints[1] is Ellipsis:
        each = _of(hints[0])
        return lambda value: isinstance(value, tuple) and all(map(each, value))
    parts = [_of(hint) for hint in hints]
    return lambda value: (
        isinstance(value, tuple)
        and len(value) == len(parts)
        and all(check(one) for check, one in zip(parts, value, strict=True))
    )

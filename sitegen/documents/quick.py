"""Quick values: frozen dataclasses that cost little to declare and little to make.

``@dataclass(frozen=True, slots=True, kw_only=True)`` of the standard library compiles seven
functions for each class, which is half a process's start before it has done anything; and each
value of it writes its fields by ``object.__setattr__``, which looks the field up by its name. Here
only ``__init__`` is compiled, with the first value of a class: most processes make none of most
classes. A new value is of an open class of the same layout while its fields are written, and
frozen from then on.
"""

import dataclasses
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_set_class = object.__dict__["__class__"].__set__
"""Assigns the class of a frozen value, past its own refusal."""

if TYPE_CHECKING:
    from dataclasses import dataclass  # for what reads the types it is the same
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False):
        """Return the decorator for a class of frozen values; fields, replace and match as ever.

        Raises TypeError for a class that needs more than its arguments written down.
        """
        if not (frozen and slots):
            raise TypeError("values are frozen, with slots")
        declare = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=True, kw_only=kw_only
        )
        return lambda plain: _frozen(declare(plain))


def _frozen(made: Any) -> Any:
    fields = dataclasses.fields(made)
    if hasattr(made, "__post_init__") or not all(one.init for one in fields):
        raise TypeError(f"{made.__name__} cannot be made in the quick way")
    # With the class it gives a tuple, however few the fields are.
    parts = attrgetter(*(one.name for one in fields), "__class__")
    made.__init__ = _at_first(made, fields)
    made.__eq__ = lambda self, other: (
        parts(self) == parts(other) if other.__class__ is self.__class__ else NotImplemented
    )
    made.__hash__ = lambda self: hash(parts(self))
    made.__repr__ = _shown
    made.__setattr__ = made.__delattr__ = _refused
    made.__getstate__, made.__setstate__ = _state, _set_state
    return made


def _shown(value: Any) -> str:
    said = ", ".join(
        f"{one.name}={getattr(value, one.name)!r}" for one in dataclasses.fields(value)
    )
    return f"{type(value).__qualname__}({said})"


def _refused(_: Any, name: str, *__: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(value: Any) -> list[Any]:
    return [getattr(value, one.name) for one in dataclasses.fields(value)]


def _set_state(value: Any, state: list[Any]) -> None:
    for one, part in zip(dataclasses.fields(value), state, strict=True):
        object.__setattr__(value, one.name, part)


def _at_first(made: Any, fields: "tuple[Field[Any], ...]") -> Any:
    """Return what makes the first value, and gives way to a compiled function for all others."""

    def init(self: Any, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made, fields)
        made.__init__(self, *given, **named)

    return init


def _init(made: Any, fields: "tuple[Field[Any], ...]") -> Any:
    slots = {"__slots__": made.__slots__, "__setattr__": object.__setattr__}
    known: dict[str, Any] = {"set_class": _set_class, "frozen": made, "MISSING": MISSING}
    known["opened"] = type(made.__name__, made.__bases__, slots)
    for one in fields:
        known |= {f"default_{one.name}": one.default, f"make_{one.name}": one.default_factory}
    source = (
        f"def __init__(self{_arguments(fields)}):\n"
        f"    set_class(self, opened){''.join(map(_stored, fields))}\n"
        "    self.__class__ = frozen\n"
    )
    exec(source, known)  # noqa: S102  # as dataclasses themselves do; the names are of our classes
    return known["__init__"]


def _stored(one: "Field[Any]") -> str:
    name = one.name
    if one.default_factory is MISSING:
        return f"\n    self.{name} = {name}"
    return f"\n    self.{name} = make_{name}() if {name} is MISSING else {name}"


def _arguments(fields: "tuple[Field[Any], ...]") -> str:
    """Return the arguments with their defaults: those by place first, then those by name."""
    by_place = "".join(f", {_argument(one)}" for one in fields if not one.kw_only)
    by_name = "".join(f", {_argument(one)}" for one in fields if one.kw_only)
    return by_place + (f", *{by_name}" if by_name else "")


def _argument(one: "Field[Any]") -> str:
    is_needed = one.default is MISSING and one.default_factory is MISSING
    return one.name if is_needed else f"{one.name}=default_{one.name}"

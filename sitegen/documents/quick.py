"""Quick values: frozen dataclasses whose construction costs as little as that of open ones.

A frozen dataclass writes each field by ``object.__setattr__``, which looks the field up by its
name: a third of what making a document costs. Here a new value is of an open class of the same
layout while its fields are written, and frozen from then on.
"""

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

__all__ = ["quick"]

_Value = TypeVar("_Value")

_set_class = object.__dict__["__class__"].__set__
"""Assigns the class of a frozen value, past its own refusal."""


def quick(frozen: type[_Value]) -> type[_Value]:
    """Give a frozen dataclass with slots a quicker ``__init__``; all else stays as it is.

    Raises TypeError for a class that needs more than its arguments written down.
    """
    all_fields = fields(frozen)  # type: ignore[arg-type]  # it is a dataclass
    is_simple = all(one.init and one.default_factory is MISSING for one in all_fields)
    slots = frozen.__dict__.get("__slots__", ())
    names = [one.name for one in all_fields]
    if not is_simple or [*slots] != names or hasattr(frozen, "__post_init__"):
        raise TypeError(f"{frozen.__name__} cannot be made in the quick way")
    opened = type(frozen.__name__, (), {"__slots__": tuple(names)})
    known: dict[str, Any] = {f"default_{one.name}": one.default for one in all_fields}
    known |= {"set_class": _set_class, "opened": opened, "frozen": frozen}
    stores = "".join(f"\n    self.{name} = {name}" for name in names)
    source = (
        f"def __init__(self{_arguments(all_fields)}):\n"
        f"    set_class(self, opened){stores}\n"
        "    self.__class__ = frozen\n"
    )
    exec(source, known)  # noqa: S102  # as dataclasses themselves do; the names are of our classes
    init: Any = known["__init__"]
    init.__qualname__, init.__module__ = f"{frozen.__qualname__}.__init__", frozen.__module__
    setattr(frozen, "__init__", init)  # noqa: B010  # a plain assignment is refused by type checkers
    return frozen


def _arguments(all_fields: "tuple[Field[Any], ...]") -> str:
    """Return the arguments with their defaults: those by place first, then those by name."""
    written = [
        (one.kw_only, one.name + ("" if one.default is MISSING else f"=default_{one.name}"))
        for one in all_fields
    ]
    by_place = "".join(f", {text}" for is_by_name, text in written if not is_by_name)
    by_name = "".join(f", {text}" for is_by_name, text in written if is_by_name)
    return by_place + (f", *{by_name}" if by_name else "")

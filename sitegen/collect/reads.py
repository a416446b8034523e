"""Reads: which rows a page's document was made from, noted while it is made.

When one of them changes, that page is collected again, and no other.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.db import models

__all__ = ["ALL", "Noted", "Read", "Reads", "changed_reads", "note_facts"]

Read = tuple[str, Hashable]
"""What was looked up: the name of the collection of rows, and the key."""

ALL = "*"
"""The key of a page that went through all rows."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Note = Callable[[Read], None]


class Reads:
    """Gathers the reads of one page at a time; equal reads are one object, for the memory."""

    def __init__(self) -> None:
        self._current: set[Read] | None = None
        self._known: dict[Read, Read] = {}

    def note(self, read: Read) -> None:
        """Note that the page in the making depends on ``read``."""
        if self._current is not None:
            self._current.add(self._known.setdefault(read, read))

    def begin(self) -> None:
        """Begin a page."""
        self._current = set()

    def end(self) -> tuple[Read, ...]:
        """Return what the page has read, each once; a tuple takes a fifth of a set's memory."""
        found, self._current = self._current or set(), None
        return tuple(found)


class Noted(dict[Key, Value]):
    """A dictionary that notes every look into it, hit or miss."""

    def __init__(self, rows: Mapping[Key, Value], name: str, note: Note) -> None:
        super().__init__(rows)
        self._name, self._note = name, note

    def __getitem__(self, key: Key) -> Value:
        self._note((self._name, key))
        return super().__getitem__(key)

    def get(self, key: Key, default: Any = None) -> Any:
        """Return the value of ``key``; that there is none is a read too."""
        self._note((self._name, key))
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note((self._name, key))
        return super().__contains__(key)

    def __iter__(self) -> Iterator[Key]:
        self._note((self._name, ALL))
        return super().__iter__()

    def keys(self) -> Any:
        """Return the keys: whoever goes through them depends on all."""
        self._note((self._name, ALL))
        return super().keys()

    def among(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return what there is of ``keys``, in their order."""
        return {key: self[key] for key in keys if key in self}

    def values(self) -> Any:
        """Return the values: whoever goes through them depends on all."""
        self._note((self._name, ALL))
        return super().values()

    def items(self) -> Any:
        """Return the items: whoever goes through them depends on all."""
        self._note((self._name, ALL))
        return super().items()


def note_facts(name: str, facts: Any, note: Note) -> Any:
    """Return facts whose dictionaries note who looks into them."""
    if isinstance(facts, dict):
        return Noted(facts, name, note)
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    noted = {
        field.name: Noted(value, f"{name}.{field.name}", note)
        for field in fields(facts)
        if isinstance(value := getattr(facts, field.name), dict)
    }
    return replace(facts, **noted)


def changed_reads(
    name: str, old: Any, new: Any, rows: Callable[[str], Iterable[str]]
) -> set[Read] | None:
    """Return the reads that give something else now; None when anything may.

    ``rows`` gives the changed rows of a table, as text: rows of a registry are compared by
    that, all other values by themselves.
    """
    if isinstance(new, dict):
        return set(_changed_keys(name, old, new, rows))
    if not is_dataclass(new) or isinstance(new, type):
        return set() if callable(new) else None
    found: set[Read] = set()
    for field in fields(new):
        before, now = getattr(old, field.name), getattr(new, field.name)
        if isinstance(now, dict):
            found.update(_changed_keys(f"{name}.{field.name}", before, now, rows))
        elif before != now:
            return None
    return found


def _changed_keys(
    name: str, old: dict[Any, Any], new: dict[Any, Any], rows: Callable[[str], Iterable[str]]
) -> Iterator[Read]:
    before, now = dict.copy(old), dict.copy(new)  # plain copies: looking here is no read
    keys = [
        key for key in before.keys() | now.keys() if _differs(before.get(key), now.get(key), rows)
    ]
    yield from ((name, key) for key in keys)
    if keys:
        yield (name, ALL)


def _differs(old: Any, new: Any, rows: Callable[[str], Iterable[str]]) -> bool:
    if not isinstance(new, models.Model) or not isinstance(old, models.Model):
        return bool(old != new)
    return old.pk != new.pk or str(new.pk) in rows(new._meta.db_table)

"""Reads: which rows a page's document was made from, noted in the graph while it is made.

When one of them changes, that page is collected again, and no other.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import partial
from operator import ne
from typing import Any, TypeVar

from django.db import models

from sitegen.derived import Graph, Input

__all__ = ["READ", "Noted", "OnceAsked", "Read", "note_facts", "renewed"]

Read = tuple[str, Hashable]
"""What was looked up: the name of the collection of rows, and the key."""

READ: Input[Read, None] = Input(f"{__name__}:READ", None)
ALL = "*"
"""The key of a page that went through all rows."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
Rows = Callable[[str], Iterable[str]]
"""Gives the changed rows of a table, as text."""


class Noted(Mapping[Key, Value]):
    """Rows as pages see them: each look, hit or miss, is a read; look into ``rows`` for none."""

    def __init__(self, name: str, rows: dict[Key, Value], graph: Graph) -> None:
        self.rows = rows
        self._name, self._graph = name, graph

    def note(self, key: object) -> None:
        """Note that the value in the making depends on the row ``key``."""
        self._graph.note(READ, (self._name, key))

    def touch(self, keys: Iterable[Key | str]) -> None:
        """Cast doubt on all that read one of ``keys``."""
        for key in keys:
            self._graph.touch(READ, (self._name, key))

    def renew(self, rows: dict[Key, Value], differs: Callable[[Any, Any], bool] = ne) -> bool:
        """Let these rows stand; tell whether one differs, and cast doubt on all that read it."""
        old, self.rows = self.rows, rows
        keys = [key for key in old.keys() | rows.keys() if differs(old.get(key), rows.get(key))]
        self.touch([*keys, ALL] if keys else ())
        return bool(keys)

    def __getitem__(self, key: Key) -> Value:
        self.note(key)
        return self.rows[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """Return the value of ``key``; that there is none is a read too."""
        self.note(key)
        return self.rows.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.note(key)
        return key in self.rows

    def __iter__(self) -> Iterator[Key]:
        self.note(ALL)
        return iter(self.rows)

    def __len__(self) -> int:
        self.note(ALL)
        return len(self.rows)

    def values(self) -> Any:
        """Return the values: whoever goes through them depends on all."""
        self.note(ALL)
        return self.rows.values()

    def items(self) -> Any:
        """Return the items: whoever goes through them depends on all."""
        self.note(ALL)
        return self.rows.items()

    def among(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return what there is of ``keys``, in their order."""
        return {key: self[key] for key in keys if key in self}


class OnceAsked(dict[str, Any]):
    """Facts by name, each read when somebody first looks into it: one page shows few of them."""

    def __init__(self, names: Iterable[str], read: Callable[[str], Any]) -> None:
        super().__init__()
        self._names, self._read = frozenset(names), read

    def __missing__(self, name: str) -> Any:
        if name not in self._names:
            raise KeyError(name)
        self[name] = self._read(name)
        return self[name]

    def get(self, name: str, default: Any = None) -> Any:
        """Return the facts ``name``, ``default`` where there are none of that name."""
        return self[name] if name in self._names else default


def note_facts(name: str, facts: Any, graph: Graph) -> Any:
    """Return facts whose dictionaries note who looks into them."""
    if isinstance(facts, dict):
        return Noted(name, facts, graph)
    if not is_dataclass(facts) or isinstance(facts, type):
        return facts
    noted = {
        field.name: Noted(f"{name}.{field.name}", value, graph)
        for field in fields(facts)
        if isinstance(value := getattr(facts, field.name), dict)
    }
    return replace(facts, **noted)


def renewed(noted: Any, new: Any, rows: Rows) -> Any:
    """Return facts that were read again; None when all pages may depend on what differs.

    A callable is for what is asked when the pages are made: no page hears that it is another.
    Rows of a registry are compared by whether they are among the changed ``rows``, all other
    values by themselves.
    """
    differs = partial(_differs, rows)
    if isinstance(noted, Noted):
        noted.renew(new, differs)
        return noted
    if not is_dataclass(new) or isinstance(new, type):
        return new if callable(new) or noted == new else None
    for field in fields(new):
        before, now = getattr(noted, field.name), getattr(new, field.name)
        if isinstance(before, Noted):
            before.renew(now, differs)
        elif before != now:
            return None
    return noted


def _differs(rows: Rows, old: Any, new: Any) -> bool:
    if not isinstance(new, models.Model) or not isinstance(old, models.Model):
        return bool(old != new)
    return old.pk != new.pk or str(new.pk) in rows(new._meta.db_table)

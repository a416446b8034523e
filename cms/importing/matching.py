"""Which row of a registry a line means: by its code, or by its name within the office."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cms.importing.registries import Registry

__all__ = ["AmbiguousError", "Matching", "fresh"]


class AmbiguousError(Exception):
    """Several rows could be meant."""


class Matching:
    """Knows the codes, names and offices of a registry; rows themselves are read when asked for."""

    def __init__(self, registry: Registry) -> None:
        names = ("pk", "name", "agency_id", *(("code",) if registry.has_code else ()))
        self._by_code: dict[str, list[Any]] = defaultdict(list)
        self._by_name: dict[str, list[Any]] = defaultdict(list)
        for pk, name, agency, *codes in registry.model.objects.values_list(*names):
            code = _plain(codes[0]) if codes else ""
            self._by_name[_plain(name)].append((pk, agency, code))
            if code:
                self._by_code[code].append((pk, agency, code))

    def find(self, code: str, name: str, agency: int | None) -> int | None:
        """Return the key of the row that is meant; raises AmbiguousError.

        A row of another office is never meant: offices have procedures with the same code.
        """
        plain = _plain(code)
        found = _of(self._by_code.get(plain, ()), agency) if plain else []
        if not found:
            named = _of(self._by_name.get(_plain(name), ()), agency)
            found = [one for one in named if not (plain and one[2])]
        if len(found) > 1:
            raise AmbiguousError
        return found[0][0] if found else None

    def elsewhere(self, code: str) -> int:
        """Return how many rows have a code."""
        return len(self._by_code.get(_plain(code), ())) if code else 0


def fresh(row: Any) -> Any:
    """Return a row as its newest draft has it."""
    if row.has_unpublished_changes and row.latest_revision:
        return row.with_content_json(row.latest_revision.content)
    return row


def _of(found: Iterable[Any], agency: int | None) -> list[Any]:
    """Return those of an office; failing them, those of none. Without an office, all."""
    rows = list(found)
    if agency is None:
        return rows
    return [one for one in rows if one[1] == agency] or [one for one in rows if one[1] is None]


def _plain(said: str) -> str:
    return " ".join(said.split()).casefold()

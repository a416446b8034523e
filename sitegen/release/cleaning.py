"""Cleaning: a value of a document without what is gone, found by the names of its fields.

``key``, ``…_key`` and ``…_keys`` name pages and facts, ``path`` places, ``digest`` pictures and
attachments: a value that names what is gone goes, and so does whatever cannot be without it.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import is_
from types import NoneType
from typing import Any, get_args, get_type_hints

from sitegen.documents.base import AgencyName, Summary
from sitegen.documents.inline import FactValue, Inline, Link
from sitegen.documents.kinds import Document, IndexSection, MapGroup, ServiceKindRegime
from sitegen.documents.nodes import (
    Catalogue,
    CatalogueGroup,
    Contacts,
    Downloads,
    Payment,
    SeeAlso,
)
from sitegen.documents.official import LegalBasis, Official

__all__ = ["NOTHING", "Gone", "clean", "is_named", "words"]

_LOSES: dict[type, tuple[str, tuple[str, ...]]] = {
    CatalogueGroup: ("field_key", ("numeral", "title")),
    FactValue: ("remark_key", ("remark", "now", "now_address")),
    LegalBasis: ("note_key", ("repealed_note",)),
    Official: ("agency_key", ("issuing_agency", "parent_agency")),
    Payment: ("account_key", ("account_holder", "account_number", "bank", "bank_code")),
    ServiceKindRegime: ("legal_key", ("legal_basis",)),
}
"""Values that stay when one of their facts goes, and the texts that they lose with it."""

_NEEDS: dict[type, str] = {
    Catalogue: "groups",
    CatalogueGroup: "rows",
    Contacts: "cards",
    Downloads: "attachments",
}
"""Values that go when there is nothing left in them."""

NOTHING: Any = object()
"""Stands for a value that is gone, until somebody above can leave it out."""


class Gone:
    """What is gone: keys of pages and facts, paths, digests.

    ``nameless`` are the pages that stay without the name of their office, ``bases`` the
    addresses of our own host.
    """

    def __init__(
        self,
        *,
        keys: Iterable[str],
        paths: Iterable[str],
        digests: frozenset[str],
        bases: frozenset[str],
    ) -> None:
        self.keys = set(keys)
        self.paths = set(paths)
        self.digests = digests
        self.nameless: frozenset[str] = frozenset()
        self._bases = bases

    def forget(self, document: Document) -> None:
        """Count ``document`` among what is gone."""
        self.keys.add(document.head.key)
        self.paths.add(document.head.path)

    def has_path(self, path: str) -> bool:
        """Tell whether ``path``, or a folder that it lies in, is gone ("" is only itself)."""
        if path in self.paths:
            return True
        parts = path.split("/")
        return any("/".join(parts[:end]) + "/" in self.paths for end in range(1, len(parts)))

    def has_link(self, link: Link) -> bool:
        """Tell whether a link leads to what is gone, also when it names our own host."""
        address = link.address.partition("#")[0]
        if link.target != "web":
            return self.has_path(address)
        bases = (base for base in self._bases if address.startswith(base))
        return any(
            self.has_path(address.removeprefix(base).removesuffix("index.html")) for base in bases
        )


def clean(value: Any, gone: Gone) -> Any:
    """Return ``value`` without what is gone, itself when nothing is, NOTHING when all is."""
    if isinstance(value, tuple):
        return _clean_items(value, gone)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, AgencyName) and value.path and gone.has_path(value.path):
        value = replace(value, path="")
    if isinstance(value, SeeAlso):
        return _clean_see_also(value, gone)
    value = _less(value, gone)
    return NOTHING if is_named(value, gone) else _clean_fields(value, gone)


def _less(value: Any, gone: Gone) -> Any:
    """Return ``value`` without the texts of a fact that is gone, where it can do without."""
    if isinstance(value, Summary) and value.agency and value.key in gone.nameless:
        return replace(value, agency="")
    name, texts = _LOSES.get(value.__class__, ("", ()))
    if name and getattr(value, name) in gone.keys:
        return replace(value, **dict.fromkeys((name, *texts), ""))
    return value


def _clean_items(items: tuple[Any, ...], gone: Gone) -> tuple[Any, ...]:
    found: list[Any] = []
    for item in items:
        cleaned = clean(item, gone)
        if cleaned is NOTHING:
            continue
        if isinstance(cleaned, Link) and gone.has_link(cleaned):
            found.extend(cleaned.children)  # the words stay, as with a link to a draft
        else:
            found.append(cleaned)
    is_same = len(found) == len(items) and all(map(is_, found, items))
    return items if is_same else tuple(found)


def _clean_fields(value: Any, gone: Gone) -> Any:
    changes: dict[str, Any] = {}
    for name, may_be_none in _inner_fields(value.__class__):
        old = getattr(value, name)
        new = clean(old, gone)
        if new is NOTHING:
            if not may_be_none:
                return NOTHING
            new = None
        if new is not old:
            changes[name] = new
    if not changes:
        return value
    if changes.get(_NEEDS.get(value.__class__, "")) == ():
        return NOTHING
    if isinstance(value, IndexSection | MapGroup):
        lost = len(value.items) - len(changes["items"])
        return replace(value, **changes, count=value.count - lost) if changes["items"] else NOTHING
    if isinstance(value, Catalogue):
        return _recounted(replace(value, **changes))
    return replace(value, **changes)


def _recounted(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue with running numbers and totals for the rows that are left."""
    numbers, groups = itertools.count(1), []
    for group in catalogue.groups:
        numbers = itertools.count(1) if catalogue.is_restarting else numbers
        rows = tuple(replace(row, number=next(numbers)) for row in group.rows)
        groups.append(replace(group, rows=rows))
    every = [row for group in groups for row in group.rows]
    columns = tuple(
        replace(column, total=sum(row.marks[place] for row in every))
        for place, column in enumerate(catalogue.columns)
    )
    return replace(catalogue, groups=tuple(groups), columns=columns)


def _clean_see_also(value: SeeAlso, gone: Gone) -> Any:
    keys = tuple(key for key in value.keys if key not in gone.keys)
    links = tuple(link for link in value.links if not gone.has_path(link[0]))
    if (keys, links) == (value.keys, value.links):
        return value
    if not links:
        return NOTHING
    left = {path for path, _ in links}
    return replace(
        value,
        keys=keys,
        links=links,
        changed=tuple(path for path in value.changed if path in left),
        foreign=tuple(one for one in value.foreign if one[0] in left),
    )


def is_named(value: Any, gone: Gone) -> bool:
    """Tell whether a value says by one of its fields that it belongs to what is gone."""
    keys, many, paths, digests = _telling_fields(value.__class__)
    return (
        any(getattr(value, name) in gone.keys for name in keys)
        or any(not gone.keys.isdisjoint(getattr(value, name)) for name in many)
        or any(gone.has_path(getattr(value, name) or "-") for name in paths)
        or any(getattr(value, name) in gone.digests for name in digests)
    )


@cache
def _telling_fields(kind: Any) -> tuple[tuple[str, ...], ...]:
    names = [field.name for field in fields(kind)]
    return (
        tuple(name for name in names if name == "key" or name.endswith("_key")),
        tuple(name for name in names if name.endswith("_keys")),
        tuple(name for name in names if name == "path"),
        tuple(name for name in names if name == "digest"),
    )


@cache
def _inner_fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields that hold more than one plain value, and whether each may be None."""
    hints = get_type_hints(kind)
    return tuple(
        (field.name, NoneType in get_args(hints[field.name]))
        for field in fields(kind)
        if is_dataclass(hints[field.name]) or get_args(hints[field.name])
    )


def words(value: Any) -> Iterator[str]:
    """Yield every text of a value, running text also as the one line that readers see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        if value and isinstance(value[0], get_args(Inline)):
            yield "".join(_run(value))
        for item in value:
            yield from words(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in ("untranslated", "stale"):
                yield from words(getattr(value, field.name))


def _run(children: tuple[Any, ...]) -> Iterator[str]:
    for child in children:
        if hasattr(child, "children"):
            yield from _run(child.children)
        else:
            yield getattr(child, "value", " ")

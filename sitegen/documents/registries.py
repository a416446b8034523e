"""Registries: the facts that published pages show, as tables, each row once.

A table is one line of ``REGISTRIES``: which values of a document it is made of, and what they say.
Only what pages show is in a document, so nothing else can come into a table.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sitegen.documents.base import AgencyName, ContactCard, Portal
from sitegen.documents.kinds import ServiceKindRegime, Statistics
from sitegen.documents.nodes import CatalogueGroup
from sitegen.documents.official import LegalBasis
from sitegen.documents.quick import dataclass
from sitegen.languages import SOURCE

__all__ = ["REGISTRIES", "Fact", "Registry", "RegistryTable", "registry_tables"]

Fact = (
    AgencyName | Portal | CatalogueGroup | LegalBasis | ContactCard | ServiceKindRegime | Statistics
)
"""What rows are made of; documents share these values, so that keeping them costs nothing."""

Row = tuple[str, ...]
Said = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """One table: its name in addresses, its title, the kind of value, and the rows of a value.

    A row says ``columns`` by name, and "key", by which two rows are the same fact.
    """

    name: str
    title: str
    kind: type
    columns: tuple[str, ...]
    rows: Callable[[Any], Iterable[Said]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryTable:
    """Sổ dữ kiện: the rows of one registry that published pages show, in the order of their keys.

    Each row has a text for each column; "page" is the folder of a page that shows it.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def _procedures(group: CatalogueGroup) -> Iterator[Said]:
    for row in group.rows:
        said = {"code": row.code, "name": row.name, "field": group.title, "partly": row.partly}
        yield {"key": row.fact_key, **said}


def _service_kinds(regime: ServiceKindRegime) -> Iterator[Said]:
    days = {"from": regime.valid_from, "until": regime.valid_until}
    said = {f"valid_{name}": day.isoformat() if day else "" for name, day in days.items()}
    for kind, key in zip(regime.kinds, regime.fact_keys[1:], strict=False):
        yield {
            "key": key,
            "name": kind.name,
            "definition": " ".join(kind.definition),
            "regime": regime.name,
            "legal_basis": regime.legal_basis,
            **said,
        }


def _figures(page: Statistics) -> Iterator[Said]:
    columns = [
        (f"{group.label}: {column.label}" if group.label else column.label, column.unit)
        for group in page.column_groups
        for column in group.columns
    ]
    taken = Counter[str]()
    for row in page.rows:
        for (label, unit), value in zip(columns, row.values, strict=False):
            key = f"{page.head.key}/{row.unit}/{label}"
            taken[key] += 1
            yield {
                "key": key if taken[key] == 1 else f"{key}/{taken[key]}",
                "statistics": page.head.title,
                "period_from": page.period_from.isoformat(),
                "period_until": page.period_until.isoformat(),
                "office": row.unit,
                "figure": label,
                "value": value,
                "unit": unit,
                "source": page.source,
            }


def _portals(portal: Portal) -> Iterator[Said]:
    """Yield a portal, and the one that it has taken the place of: that one's address is no link."""
    yield _fields("name", "short_name", "address")(portal)[0]
    if portal.closed:
        closed = _fields("name", "short_name", "address")(portal.closed)[0]
        address = str(closed["address"]).rpartition("://")[2]
        yield {**closed, "address": address, "closed_on": portal.closed.closed_on.isoformat()}


def _fields(*names: str) -> Callable[[Any], tuple[Said, ...]]:
    """Return what gives the one row of a value of which all columns are fields."""
    return lambda one: ({"key": one.fact_key, **{name: getattr(one, name) for name in names}},)


def _registry(name: str, title: str, kind: type, columns: str, rows: Any = None) -> Registry:
    names = tuple(columns.split())
    return Registry(name=name, title=title, kind=kind, columns=names, rows=rows or _fields(*names))


REGISTRIES = (
    _registry("offices", "Cơ quan", AgencyName, "name short_name parent path"),
    _registry("portals", "Cổng dịch vụ", Portal, "name short_name address closed_on", _portals),
    _registry("procedures", "Thủ tục", CatalogueGroup, "code name field partly", _procedures),
    _registry("legal-bases", "Căn cứ pháp lý", LegalBasis, "citation repealed_note"),
    _registry(
        "contacts",
        "Đầu mối liên hệ",
        ContactCard,
        "name address phone phone_link fax email hours note",
    ),
    _registry(
        "service-kinds",
        "Loại hình cung cấp dịch vụ",
        ServiceKindRegime,
        "name definition regime legal_basis valid_from valid_until",
        _service_kinds,
    ),
    _registry(
        "statistics",
        "Số liệu",
        Statistics,
        "statistics period_from period_until office figure value unit source",
        _figures,
    ),
)


def registry_tables(
    shown: Iterable[tuple[str, str, tuple[Fact, ...]]],
) -> tuple[RegistryTable, ...]:
    """Return all tables from what pages show: (language, path, facts) of each.

    Of a fact that several pages show, the first page in Vietnamese by its path is believed.
    """
    in_order = sorted(shown, key=lambda page: (page[0] != SOURCE, page[0], page[1]))
    found: dict[type, dict[str, tuple[Said, str, str]]] = {one.kind: {} for one in REGISTRIES}
    seen = set[int]()
    rows_of = {one.kind: one.rows for one in REGISTRIES}
    for language, path, facts in in_order:
        for fact in facts:
            if id(fact) in seen:  # pages share it
                continue
            seen.add(id(fact))
            for said in rows_of[type(fact)](fact):
                if said["key"]:
                    found[type(fact)].setdefault(said["key"], (said, language, path))
    return tuple(_table(one, found[one.kind]) for one in REGISTRIES)


def _table(registry: Registry, found: Mapping[str, tuple[Said, str, str]]) -> RegistryTable:
    rows = [
        (key, *(said.get(name, "") for name in registry.columns), language, path)
        for key, (said, language, path) in sorted(found.items())
    ]
    return RegistryTable(
        name=registry.name,
        title=registry.title,
        columns=("key", *registry.columns, "language", "page"),
        rows=tuple(rows),
    )

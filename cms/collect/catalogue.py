"""The catalogue block: procedures by reference, running numbers, computed totals."""

from dataclasses import replace
from typing import Any, get_args

from cms.collect.closed import still_open
from cms.collect.facts import facts_of
from cms.models import Procedure
from sitegen.collect.collecting import PageCollecting, fact_key
from sitegen.collect.stored import unwrapped_all
from sitegen.documents.nodes import (
    Catalogue,
    CatalogueColumn,
    CatalogueFact,
    CatalogueGroup,
    CatalogueRow,
)

__all__ = ["collect_catalogue"]

Value = dict[str, Any]

FACTS: tuple[CatalogueFact, ...] = get_args(CatalogueFact)


def collect_catalogue(value: Value, asking: PageCollecting) -> Catalogue:
    """Return the table; a row whose procedure is gone is left out and noted."""
    columns = unwrapped_all(value["columns"])
    facts = tuple(fact for fact in FACTS if fact in (value.get("facts") or ()))
    is_restarting = bool(value.get("restarts"))
    groups: list[CatalogueGroup] = []
    number = 0
    for group in unwrapped_all(value["groups"]):
        rows = []
        number = 0 if is_restarting else number
        for row in unwrapped_all(group["rows"]):
            made = _row(row, columns, number + 1, asking)
            if made is not None:
                rows.append(replace(made, facts=_facts(row, facts, asking)))
                number += 1
        groups.append(_group(group, tuple(rows), asking))
    return Catalogue(
        title=value.get("title") or "",
        columns=tuple(
            CatalogueColumn(
                label=column["label"],
                total=sum(row.marks[index] for group in groups for row in group.rows),
            )
            for index, column in enumerate(columns)
        ),
        groups=tuple(groups),
        facts=facts,
        is_restarting=is_restarting,
        has_counts=bool(value.get("counts")),
        source=value.get("source") or "",
    )


def _group(value: Value, rows: tuple[CatalogueRow, ...], asking: PageCollecting) -> CatalogueGroup:
    field = facts_of(asking).procedure_fields.get(value.get("field") or 0)
    if field is None:
        if value.get("field") and rows:
            asking.finds(
                "group-without-field",
                "Một nhóm của danh mục không có tên: lĩnh vực chưa xuất bản hoặc đã gỡ khỏi sổ.",
                hint="Xuất bản lĩnh vực đó, hoặc mở danh mục chọn lĩnh vực khác cho nhóm này.",
                block="Danh mục thủ tục",
                about=f"procedurefield-{value.get('field')}",
            )
        return CatalogueGroup(rows=rows)
    return CatalogueGroup(
        rows=rows, numeral=field.numeral, title=asking.label(field), field_key=fact_key(field)
    )


def _row(
    value: Value, columns: list[Value], number: int, asking: PageCollecting
) -> CatalogueRow | None:
    procedure = facts_of(asking).procedures.get(value.get("procedure") or 0)
    if procedure is None:
        asking.finds(
            "row-without-procedure",
            "Một dòng không hiện trong trang: thủ tục của dòng chưa chọn, chưa xuất bản "
            "hoặc đã gỡ khỏi sổ.",
            hint="Xuất bản thủ tục đó, hoặc mở danh mục chọn thủ tục khác cho dòng này.",
            block="Danh mục thủ tục",
            about=f"procedure-{value.get('procedure')}",
        )
        return None
    kind = value.get("service_kind") or procedure.service_kind_id
    asking.still_source(procedure.partly)
    return CatalogueRow(
        number=number,
        name=asking.label(procedure),
        code=procedure.code,
        partly=procedure.partly,
        marks=tuple(_mark(column, procedure, kind) for column in columns),
        fact_key=fact_key(procedure),
    )


def _facts(
    value: Value, facts: tuple[CatalogueFact, ...], asking: PageCollecting
) -> tuple[str, ...]:
    procedure = facts_of(asking).procedures[value["procedure"]]
    said = {"address": still_open(asking, procedure.address)} if "address" in facts else {}
    return tuple(said.get(fact, getattr(procedure, fact)) for fact in facts)


def _mark(column: Value, procedure: Procedure, kind: int | None) -> bool:
    wanted = column.get("service_kind")
    return kind == wanted if wanted else procedure.is_online_only

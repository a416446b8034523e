"""Loading: step sets as plain data, all of them for a build or a few for the editor."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from guides.shared import SharedSet, shared_steps
from sitegen.collect.collecting import Collecting, fact_key
from sitegen.collect.guard import each, readable
from sitegen.errors import Finding
from sitegen.languages import SOURCE

__all__ = ["StepSets", "chosen_sets", "load_step_sets", "shared_set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSets:
    """The translation keys of all step sets by id; the live ones by that key and language."""

    keys: Mapping[int, str]
    by_language: Mapping[tuple[str, str], SharedSet]


def load_step_sets(collecting: Collecting | None = None) -> StepSets:
    """Read every step set, in one query: one that is no longer live still names its source."""
    findings: list[Finding] = []
    finds = collecting.findings.append if collecting else findings.append
    return _read(_model()._default_manager.all(), finds)


def chosen_sets(groups: Iterable[dict[str, Any]]) -> dict[int, SharedSet]:
    """Return the live sets in the source language that ``groups`` use, by the chosen id."""
    chosen = {group["step_set"] for group in groups if group.get("step_set")}
    if not chosen:
        return {}
    sets = load_step_sets()
    found = {pk: sets.by_language.get((sets.keys.get(pk, ""), SOURCE)) for pk in chosen}
    return {pk: one for pk, one in found.items() if one is not None}


def shared_set(row: Any, keys: dict[int, str]) -> SharedSet:
    """Return one row as plain data; ``keys`` are those of all rows."""
    return SharedSet(
        key=str(row.translation_key),
        language=row.locale.language_code,
        name=row.name,
        lead=row.lead,
        portal=row.portal_id,
        steps=shared_steps(row.steps.get_prep_value()),
        closing=tuple(row.closing.get_prep_value()),
        sources=tuple(
            (block["value"]["name"], block["value"].get("source") or "")
            for block in row.parameters.get_prep_value()
        ),
        version=row.version,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        successor=keys.get(row.replaced_by_id or 0, ""),
        fact_key=fact_key(row),
    )


def _read(rows: Any, finds: Callable[[Finding], Any]) -> StepSets:
    found = readable(rows.select_related("locale"), finds)
    live = (row for row in found if row.live)
    keys = {row.pk: str(row.translation_key) for row in found}
    return StepSets(
        keys=keys,
        by_language={
            (keys[row.pk], made.language): made
            for row, made in each(live, lambda row: shared_set(row, keys), finds)
        },
    )


def _model() -> Any:
    """Return the model of step sets; it uses checks that need this module."""
    return apps.get_model("guides.StepSet")

"""Steps on paper: one sentence each, with what qualifies it in brackets before the full stop."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from sitegen.documents.nodes import Step
from sitegen.render.print.pictures import picture_data

__all__ = ["step_data"]


def step_data(
    step: Step, said: Mapping[str, str], *, with_example: bool, least_px: int = 0
) -> dict[str, Any]:
    """Return a step whose title also says that it is optional, when it applies, an example."""
    plain: dict[str, Any] = msgspec.to_builtins(replace(step, pictures=()))
    # A panel is as narrow as a telephone: it shows the part in focus.
    plain["pictures"] = [
        picture_data(one, is_close=True, least_px=least_px) for one in step.pictures
    ]
    remarks = [said["optional"]] if step.is_optional else []
    remarks += [step.condition.rstrip(".")] if step.condition else []
    remarks += [step.duration.rstrip(".")] if step.duration else []
    if with_example and step.example:
        remarks.append(f"{said['example'].lower()}: {step.example.rstrip('.')}")
    if remarks:
        plain["title"] = _with_remarks(plain["title"], "; ".join(remarks))
    if step.logic != "number":
        plain["title"] = [{"kind": "text", "value": f"{said[step.logic]}: "}, *plain["title"]]
    if step.prepare:
        plain["body"] = [_prepare(step.prepare, said), *plain["body"]]
    return plain


def _prepare(things: Sequence[str], said: Mapping[str, str]) -> dict[str, Any]:
    """Return what a step needs as one sentence, the first after that of the step."""
    words = f"{said['prepare']}: {'; '.join(things)}."
    return {"kind": "paragraph", "children": [{"kind": "text", "value": words}]}


def _with_remarks(title: Sequence[dict[str, Any]], remarks: str) -> list[dict[str, Any]]:
    pieces, ending = list(title), ""
    if pieces and pieces[-1]["kind"] == "text" and pieces[-1]["value"].endswith("."):
        pieces[-1] = pieces[-1] | {"value": pieces[-1]["value"].rstrip(".")}
        ending = "."
    return [*pieces, {"kind": "text", "value": f" ({remarks}){ending}"}]

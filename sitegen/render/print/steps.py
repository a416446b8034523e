"""Steps on paper: one sentence each, with what qualifies it in brackets before the full stop."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sitegen.documents.nodes import Step

__all__ = ["step_data"]


def step_data(step: Step, said: Mapping[str, str], *, with_example: bool) -> dict[str, Any]:
    """Return a step whose title also says that it is optional, when it applies, an example."""
    plain: dict[str, Any] = msgspec.to_builtins(step)
    remarks = [said["optional"]] if step.is_optional else []
    remarks += [step.condition.rstrip(".")] if step.condition else []
    if with_example and step.example:
        remarks.append(f"{said['example'].lower()}: {step.example.rstrip('.')}")
    if remarks:
        plain["title"] = _with_remarks(plain["title"], "; ".join(remarks))
    return plain


def _with_remarks(title: Sequence[dict[str, Any]], remarks: str) -> list[dict[str, Any]]:
    pieces, ending = list(title), ""
    if pieces and pieces[-1]["kind"] == "text" and pieces[-1]["value"].endswith("."):
        pieces[-1] = pieces[-1] | {"value": pieces[-1]["value"].rstrip(".")}
        ending = "."
    return [*pieces, {"kind": "text", "value": f" ({remarks}){ending}"}]

"""What a leaflet says by itself, from no other page: pictures, lists, steps."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cms.collect.nodes import BLOCKS
from sitegen.collect.collecting import PageCollecting
from sitegen.collect.stored import unwrapped_all
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import LeafletSteps, PanelPart
from sitegen.documents.nodes import BulletList, Figure, NumberedList, Step

__all__ = ["OWN_PARTS"]

Value = dict[str, Any]


def _figure(value: Value, asking: PageCollecting) -> Iterator[Figure]:
    for node in BLOCKS["figure"](value, asking):
        if isinstance(node, Figure):
            yield node


def _list(value: Value, asking: PageCollecting) -> Iterator[PanelPart]:
    lines = tuple((Text(value=line),) for line in unwrapped_all(value["items"]))
    if lines:
        yield NumberedList(items=lines) if value["form"] == "numbers" else BulletList(items=lines)


def _steps(value: Value, asking: PageCollecting) -> Iterator[PanelPart]:
    steps: list[Step] = []
    for place, step in enumerate(unwrapped_all(value["steps"]), 1):
        with asking.at(f"bước {place}"):
            made = _step(step, place, asking)
            figures = [
                one for raw in unwrapped_all(step.get("pictures")) for one in _figure(raw, asking)
            ]
        steps.append(replace(made, pictures=tuple(one.picture for one in figures)))
    if steps:
        yield LeafletSteps(title=value.get("title") or "", guide_key="", steps=tuple(steps))


def _step(value: Value, place: int, asking: PageCollecting) -> Step:
    return Step(
        number=place,
        anchor=f"buoc-{place}",
        title=asking.inline(value["title"]),
        body=asking.blocks(value.get("body") or ""),
    )


OWN_PARTS = {"figure": _figure, "own_list": _list, "own_steps": _steps}

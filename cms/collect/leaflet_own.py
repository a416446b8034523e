"""What a leaflet says by itself, from no other page: pictures, lists, steps."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cms.collect.nodes import BLOCKS, items
from sitegen.collect.collecting import PageCollecting
from sitegen.documents.callouts import numbered
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import LeafletSteps, PanelPart
from sitegen.documents.nodes import BulletList, Figure, NumberedList, Step

__all__ = ["OWN_PARTS"]

Value = dict[str, Any]


def _figure(value: Value, asking: PageCollecting) -> Iterator[PanelPart]:
    for figure in _figures(value, asking):
        (picture,) = numbered([figure.picture])
        yield Figure(picture=picture)


def _figures(value: Value, asking: PageCollecting) -> Iterator[Figure]:
    for node in BLOCKS["figure"](value, asking):
        if isinstance(node, Figure):
            yield node


def _list(value: Value, asking: PageCollecting) -> Iterator[PanelPart]:
    lines = tuple((Text(value=line),) for line in items(value["items"]))
    if lines:
        yield NumberedList(items=lines) if value["form"] == "numbers" else BulletList(items=lines)


def _steps(value: Value, asking: PageCollecting) -> Iterator[PanelPart]:
    steps: list[Step] = []
    number = 1  # of the next callout: they run on over all pictures of the list
    for place, step in enumerate(items(value["steps"]), 1):
        with asking.at(f"bước {place}"):
            made = _step(step, place, asking)
            figures = [one for raw in items(step.get("pictures")) for one in _figures(raw, asking)]
        pictures = numbered((one.picture for one in figures), start=number)
        number += sum(one.number > 0 for picture in pictures for one in picture.callouts)
        steps.append(replace(made, pictures=pictures))
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

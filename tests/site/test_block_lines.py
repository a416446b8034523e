"""Lists of short lines: one click a line, and what was left empty is gone and no fault."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.apps import apps
from wagtail import blocks
from wagtail.fields import StreamField

from cms.blocks.leaflet import LeafletBlock
from cms.blocks.lines import LinesBlock
from cms.blocks.official import RecipientsBlock
from cms.models import AnnouncementPage, OutreachPage

OFFICIAL = (AnnouncementPage, OutreachPage)


def streams() -> Iterator[tuple[str, Any]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                yield f"{model.__name__}.{field.name}", field.stream_block


def inside(block: Any) -> Iterator[Any]:
    yield block
    for child in getattr(block, "child_blocks", {}).values():
        yield from inside(child)
    if isinstance(block, blocks.ListBlock):
        yield from inside(block.child_block)


def test_every_list_of_short_texts_forgives_lines_left_empty() -> None:
    strict = {
        f"{place}: {one.label}"
        for place, stream in streams()
        for one in inside(stream)
        if isinstance(one, blocks.ListBlock)
        and isinstance(one.child_block, blocks.CharBlock | blocks.TextBlock)
        and not isinstance(one, LinesBlock)
    }
    assert strict == set()


def sent(lines: list[str], prefix: str) -> dict[str, str]:
    made = {f"{prefix}-count": str(len(lines))}
    for number, line in enumerate(lines):
        place = f"{prefix}-{number}"
        made |= {f"{place}-deleted": "", f"{place}-order": str(number), f"{place}-value": line}
    return made


@pytest.mark.parametrize("seed", range(20))
def test_thirty_clicks_leave_the_lines_that_say_something_in_their_order(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # the same lines each time
    block = RecipientsBlock(required=False)
    groups = [
        [chance.choice(["", " ", f"Như Điều {at}"]) for at in range(chance.randrange(1, 30))]
        for _ in range(chance.randrange(1, 5))
    ]
    data = {"r-count": str(len(groups))}
    for number, lines in enumerate(groups):
        place = f"r-{number}"
        data |= {f"{place}-deleted": "", f"{place}-order": str(number), f"{place}-type": "group"}
        data |= {f"{place}-value-title": "", **sent(lines, f"{place}-value-lines")}
    value = block.clean(block.value_from_datadict(data, {}, "r"))
    said = [[line for line in lines if line.strip()] for lines in groups]
    assert [[*one.value["lines"]] for one in value] == [lines for lines in said if lines]


@pytest.mark.parametrize("model", OFFICIAL)
def test_a_text_without_recipients_stands_open_with_one_line(model: Any) -> None:
    block = model._meta.get_field("recipients").stream_block
    (group,) = block.get_form_state(block.get_default())
    assert lines_of(group) == [""]
    stored = {"title": "", "lines": ["Như Điều 3", "Lưu: VT"]}
    (group,) = block.get_form_state(block.to_python([{"type": "group", "value": stored}]))
    assert lines_of(group) == stored["lines"]


def lines_of(group: Any) -> list[str]:
    return [one["value"] or "" for one in group["value"]["lines"]]


def helps(block: Any) -> str:
    said = (getattr(getattr(one, "field", one.meta), "help_text", "") for one in inside(block))
    return " ".join(str(one or "") for one in said)


def test_only_official_texts_speak_of_appendices_and_of_the_signature() -> None:
    speak = {
        place
        for place, stream in streams()
        if any(w in helps(stream) for w in ("Phụ lục", "chữ ký"))
    }
    assert speak == {f"{model.__name__}.body" for model in OFFICIAL}
    assert "Như 1, 2.1" in helps(LeafletBlock())

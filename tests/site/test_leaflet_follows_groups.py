"""Groups of a guide are moved, removed and added; a leaflet keeps those that it was made of."""

import random

import pytest
from django.test import Client

from cms.models import LeafletPage
from guides.models import GuidePage
from sitegen.documents.leaflet import LeafletSteps
from tests.factories import Province, a_group, a_guide_page, a_step, publish, stream
from tests.lots import lots
from tests.site.collected import collected, document_of
from tests.site.test_leaflet_of_a_guide import begin


def a_numbered_group(number: int, *, goes_on: bool = False) -> tuple[str, object]:
    steps = [a_step(f"Bước {number}.{one}.") for one in range(1 + number % 4)]
    return "group", a_group(*steps, title=f"Cách {number}", continues=goes_on)


def shuffled(guide: GuidePage, chance: random.Random, *, is_public: bool) -> None:
    """Move, remove and add groups of the draft; publish it, or not."""
    guide = guide.get_latest_revision_as_object()
    blocks = list(guide.groups.get_prep_value())
    chance.shuffle(blocks)
    blocks = blocks[: chance.randint(1, len(blocks))]
    added = [a_numbered_group(chance.randint(10, 99)) for _ in range(chance.randint(0, 2))]
    for block in stream(*added):
        blocks.insert(chance.randint(0, len(blocks)), block)
    guide.groups = blocks
    revision = guide.save_revision()
    if is_public:
        revision.publish()


def parts_of(leaflet: LeafletPage) -> list[LeafletSteps]:
    panels = document_of(leaflet).panels
    return [one for panel in panels for one in panel.parts if isinstance(one, LeafletSteps)]


def forgotten(leaflet: LeafletPage) -> None:
    """Leave of each group its number only, as leaflets of before have it."""
    stored = leaflet.content.get_prep_value()
    for block in stored:
        if block["type"] == "steps":
            block["value"]["kept"] = ""
    leaflet.content = stored
    LeafletPage.objects.filter(pk=leaflet.pk).update(content=leaflet.content)


@pytest.mark.parametrize("is_old", [False, True])
@pytest.mark.parametrize("seed", lots(4, 120))
def test_steps_under_a_heading_are_of_that_group_or_a_finding_says_so(
    editor: Client, province: Province, seed: int, is_old: bool
) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    groups = stream(*(a_numbered_group(one, goes_on=chance.random() < 0.3) for one in range(5)))
    guide = a_guide_page(province.office, groups=groups)
    for _ in range(chance.randint(0, 2)):
        shuffled(guide, chance, is_public=chance.random() < 0.5)
    begin(editor, guide, statement="Nộp hồ sơ")
    leaflet = LeafletPage.objects.get()
    publish(leaflet)
    made_of = [
        block["value"]["title"]
        for block in leaflet.content.get_prep_value()
        if block["type"] == "steps"
    ]
    if is_old:
        forgotten(leaflet)
    for _ in range(chance.randint(0, 3)):
        if chance.random() < 0.4 and not is_old:
            publish(leaflet.get_latest_revision_as_object())  # saved again in between
        shuffled(guide, chance, is_public=chance.random() < 0.7)
    guide.refresh_from_db()
    there = {group.title: group.steps for group in document_of(guide).groups}
    found = [one for one in collected().findings if one.key == f"page-{leaflet.pk}"]
    said = " ".join(one.message for one in found)
    shown = parts_of(leaflet)
    for part in shown:
        is_right = [step.title for step in part.steps] == [
            step.title for step in there.get(part.title, ())
        ]
        assert is_right or f"“{part.title}”" in said
        assert is_right or is_old
    kept = [part.title for part in shown]
    assert all(f"“{title}”" in said for title in made_of if title not in kept)
    if not is_old:
        assert kept == [title for title in made_of if title in there]


def test_a_number_that_is_typed_anew_is_looked_up_anew(editor: Client, province: Province) -> None:
    guide = a_guide_page(province.office, groups=stream(*map(a_numbered_group, range(3))))
    begin(editor, guide, statement="Nộp hồ sơ")
    leaflet = LeafletPage.objects.get()
    stored = leaflet.content.get_prep_value()
    steps = [block["value"] for block in stored if block["type"] == "steps"]
    steps[0].update(group=3, title="")
    leaflet.content = stored
    publish(leaflet)
    assert len(parts_of(leaflet)[0].steps) == 3

"""A leaflet begun with a guide says everything that the guide says, and is ready to be laid out."""

import random
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import LeafletPage, PrintFormat
from guides.leaflets import size_of
from guides.models import GuidePage
from sitegen.documents.leaflet import LeafletSteps
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_step,
    a_step_set,
    an_officer,
    publish,
    stream,
)
from tests.lots import lots
from tests.site.collected import collected, document_of


@pytest.mark.parametrize(
    ("width", "height", "said"),
    [(600, 205, "20,5 x 60 cm"), (148, 210, "14,8 x 21 cm"), (800, 1800, "80 x 180 cm")],
)
def test_imprint_knows_the_size_of_the_format(width: int, height: int, said: str) -> None:
    assert (
        size_of(PrintFormat(width_mm=Decimal(f"{width}.00"), height_mm=Decimal(f"{height}.00")))
        == said
    )


def begin(client: Client, guide: GuidePage, **said: Any) -> Any:
    address = reverse("guide_leaflets:begin", args=[guide.pk])
    shown = client.get(address).context["form"].initial
    form = {"statement": shown["statement"], "format": shown["format"], **said}
    return client.post(address, form, follow=True)


def a_random_guide(province: Province, seed: int) -> GuidePage:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    groups = []
    for number in range(chance.randint(1, 3)):
        steps = [a_step(f"Bước {number}.{one}.") for one in range(chance.randint(1, 12))]
        ways: dict[str, Any] = {"portal": chance.choice([None, province.portal.pk])}
        ways["continues"] = chance.random() < 0.5
        ways["relation"] = chance.choice(["", "then"])
        if chance.random() < 0.3:
            shared = {"step_set": a_step_set(a_step("Bước chung.")).pk, "steps": []}
            groups.append(a_group(**ways, **shared, title=f"Cách {number}"))
        else:
            groups.append(a_group(*steps, **ways, title=f"Cách {number}"))
    needed = [("item", f"Giấy tờ {one}") for one in range(chance.randint(0, 6))]
    points = [("point", province.contact.pk)] * chance.randint(0, 1)
    return a_guide_page(
        chance.choice([province.office, province.home]),
        agency=province.agency,
        title="Nộp hồ sơ " * chance.choice([1, 12]) + "qua mạng",
        summary="Cả việc làm tại nhà. " * chance.choice([0, 1, 9]),
        groups=stream(*(("group", one) for one in groups)),
        prepare=stream(*needed),
        contacts=stream(*points),
    )


@pytest.mark.parametrize("seed", lots(6, 200))
def test_leaflet_takes_every_step_and_lacks_nothing(
    editor: Client, province: Province, seed: int
) -> None:
    guide = a_random_guide(province, seed)
    answer = begin(editor, guide, statement="Nộp hồ sơ tại nhà")
    leaflet = LeafletPage.objects.get()
    assert answer.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[leaflet.pk]), 302)]
    assert not leaflet.live
    assert leaflet.get_parent() == guide.get_parent()
    leaflet.full_clean()
    publish(leaflet)
    steps = [
        step.title
        for panel in document_of(leaflet).panels
        for part in panel.parts
        if isinstance(part, LeafletSteps)
        for step in part.steps
    ]
    assert steps == [step.title for group in document_of(guide).groups for step in group.steps]
    assert [one.code for one in collected().findings if one.key == f"page-{leaflet.pk}"] == []


def test_a_long_title_is_not_cut_for_the_cover(editor: Client, province: Province) -> None:
    guide = a_guide_page(province.office, title="Nộp hồ sơ " * 12)
    answer = begin(editor, guide)
    assert not LeafletPage.objects.exists()
    assert answer.context["form"].errors["statement"]


def test_who_may_not_add_a_page_there_begins_none(client: Client, province: Province) -> None:
    guide = a_guide_page(province.office)
    outsider = an_officer("nguoi-ngoai")
    outsider.groups.clear()
    client.force_login(outsider)
    assert client.get(reverse("guide_leaflets:begin", args=[guide.pk])).status_code in {302, 403}
    assert not LeafletPage.objects.exists()

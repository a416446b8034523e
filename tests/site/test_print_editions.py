"""Printed editions: frozen on their day, and said to be overtaken when what they show changes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from cms.editions.handing import hand_over
from cms.models import PrintEdition
from cms.usage.editions import overtaken
from cms.usage.impact import impact_of
from cms.usage.kinds import STEP_SET
from sitegen.pipeline import collect_documents
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_step,
    a_step_set,
    publish,
    stream,
)

DAY = date(2019, 12, 1)


@pytest.fixture
def shared(province: Province) -> Any:
    return a_step_set(a_step("Mở {{cong_tinh}} rồi bấm."))


@pytest.fixture
def leaflet(province: Province, shared: Any) -> Any:
    group = a_group(step_set=shared.pk, steps=[])
    guide = a_guide_page(province.office, title="Bốn bước", groups=stream(("group", group)))
    steps = {"guide": guide.pk, "group": 1, "first": 1, "last": 1}
    line = {"title": "Vào cổng", "portal": province.portal.pk, "features": []}
    parts = [("steps", steps), ("portal_line", line), ("steps", steps), ("steps", steps)]
    return a_leaflet_page(province.office, content=stream(*parts))


def change(row: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return publish(row)


def test_edition_keeps_what_it_said_and_says_what_differs(
    leaflet: Any, shared: Any, province: Province
) -> None:
    edition = hand_over(leaflet, day=DAY)
    assert overtaken(edition) == ()
    steps = type(shared).steps.field.to_python(stream(("step", a_step("Mở cổng rồi bấm."))))
    change(shared, steps=steps)
    edition.refresh_from_db()
    assert [(one.old, one.new) for one in overtaken(edition) if one.place == "steps"] == [
        ("Mở {{cong_tinh}} rồi bấm.", "Mở cổng rồi bấm.")
    ]
    assert edition.overtaken_on is not None
    assert [one.name for one in impact_of((STEP_SET, shared.pk)).editions] == [edition.name]


def test_closed_portal_overtakes_the_sheet_that_sends_people_there(
    leaflet: Any, province: Province
) -> None:
    edition = hand_over(leaflet, day=DAY)
    change(province.portal, closed_on=date(2025, 7, 1))
    (found,) = overtaken(edition)
    assert (found.place, found.old, found.new) == ("closed_on", "", "01/07/2025")


def test_put_right_again_it_is_no_longer_overtaken(leaflet: Any, province: Province) -> None:
    edition = hand_over(leaflet, day=DAY)
    change(province.portal, address="https://khac.gov.vn")
    edition.refresh_from_db()
    assert edition.overtaken_on
    change(province.portal, address="https://dichvucong.backan.gov.vn")
    edition.refresh_from_db()
    assert edition.overtaken_on is None


def test_readers_see_on_the_leaflets_page_that_the_paper_is_overtaken(
    leaflet: Any, province: Province
) -> None:
    edition = hand_over(leaflet, day=DAY)
    change(province.portal, address="https://khac.gov.vn")
    found = {page.head.title: page.head for page in collect_documents().documents}
    (notice,) = found[leaflet.title].notices
    assert (notice.kind, notice.subject) == ("overtaken", edition.name)
    edition.status = PrintEdition.Status.WITHDRAWN
    edition.save()
    found = {page.head.title: page.head for page in collect_documents().documents}
    assert found[leaflet.title].notices == ()


def test_what_the_sheet_does_not_show_overtakes_nothing(leaflet: Any, province: Province) -> None:
    edition = hand_over(leaflet, day=DAY)
    change(province.contact, phone="0209.3810.000")
    assert overtaken(edition) == ()


def test_one_edition_is_handed_over_once(leaflet: Any) -> None:
    hand_over(leaflet, day=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        hand_over(leaflet, day=DAY)


@pytest.mark.parametrize(
    "kept",
    [
        7,
        "x",
        {},
        [1, None, "x"],
        [{}],
        [{"kind": [], "id": 1, "title": "", "said": {}}],
        [{"kind": "x", "id": 1, "title": "", "said": {}}],
    ],
)
def test_an_edition_that_cannot_be_read_stops_nobody_from_saving(
    leaflet: Any, province: Province, editor: Any, kept: Any
) -> None:
    edition = hand_over(leaflet, day=DAY)
    PrintEdition.objects.filter(pk=edition.pk).update(frozen=kept, printed=kept)
    change(province.portal, address="https://dichvucong.thainguyen.gov.vn")
    assert editor.get(reverse("editions:list", args=[leaflet.pk])).status_code == 200
    assert [one.code for one in collect_documents().editions] == [edition.code]

"""What an edition keeps is what the mirror has: the words that are public, and its licence."""

from itertools import combinations
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.collect.standing import licence_of_another
from cms.editions.handing import public_leaflet
from cms.models import LeafletPage, PrintEdition
from sitegen.collect.collecting import fact_key, page_key
from sitegen.collect.site import collect
from sitegen.documents.leaflet import LeafletKinds
from tests.factories import (
    Province,
    a_leaflet_page,
    a_service_kinds_page,
    publish,
    put_on_panel,
    stream,
)
from tests.factory_facts import a_regime
from tests.site.collected import document_of
from tests.site.test_edition_errata import DAY, a_leaflet, hand_over
from tests.site.test_print_command import panels
from tests.site.test_standing import (
    behind_a_login,
    beside_a_private_translation,
    expired,
    in_a_private_section,
    not_yet_due,
    under_a_page_that_is_not_public,
)

pytestmark = pytest.mark.django_db


def behind_a_password(leaflet: LeafletPage, _office: Any) -> None:
    PageViewRestriction.objects.create(page=leaflet, restriction_type="password", password="x" * 8)


def for_a_group(leaflet: LeafletPage, _office: Any) -> None:
    made = PageViewRestriction.objects.create(page=leaflet, restriction_type="groups")
    made.groups.add(Group.objects.create(name="Nội bộ"))


def unpublished(leaflet: LeafletPage, _office: Any) -> None:
    leaflet.unpublish()


def as_it_is(_leaflet: LeafletPage, _office: Any) -> None:
    """Nothing hides it."""


HIDES = (
    *(behind_a_login, behind_a_password, for_a_group, in_a_private_section, not_yet_due, expired),
    *(beside_a_private_translation, under_a_page_that_is_not_public, unpublished, as_it_is),
)


@pytest.mark.parametrize("hide", HIDES, ids=lambda hide: hide.__name__)
def test_an_edition_keeps_the_lines_of_a_leaflet_exactly_when_the_mirror_has_it(
    province: Province, hide: Any
) -> None:
    leaflet = a_leaflet(province)
    hide(leaflet, province.office)
    documents = collect(timezone.localtime()).collection.documents
    is_public = page_key(leaflet.pk) in {one.head.key for one in documents}
    assert is_public == (hide is as_it_is)
    assert (public_leaflet(leaflet) is not None) == is_public
    assert ("lines" in hand_over(leaflet, day=DAY).printed) == is_public


def licensed(province: Province, number: str, title: str) -> LeafletPage:
    return a_leaflet_page(
        province.office,
        title=title,
        licence_number=number,
        licence_date=DAY,
        licence_issuer="Sở Thông tin và Truyền thông",
    )


def change_licence(leaflet: LeafletPage, number: str) -> None:
    leaflet.licence_number = number
    leaflet.save_revision().publish()


def test_a_licence_that_was_printed_is_remembered_when_its_leaflet_has_another(
    province: Province,
) -> None:
    first = licensed(province, "12/GPXB-STTTT", "Tờ thứ nhất")
    hand_over(first, day=DAY)
    second = licensed(province, "12/GPXB-STTTT", "Tờ thứ hai")
    change_licence(first, "99/GPXB-STTTT")
    assert "“Tờ thứ nhất”" in licence_of_another(second, "Số 12/GPXB – STTTT")
    assert licence_of_another(second, "99/GPXB-STTTT") == ""
    PrintEdition.objects.update(printed={})  # as editions were kept before
    assert licence_of_another(second, "12/GPXB-STTTT") == ""
    assert "“Tờ thứ nhất”" in licence_of_another(second, "99/GPXB-STTTT")


def test_a_licence_stays_taken_when_its_leaflet_is_deleted(province: Province) -> None:
    first = licensed(province, "12/GPXB-STTTT", "Tờ thứ nhất")
    edition = hand_over(first, day=DAY)
    second = licensed(province, "7/GPXB", "Tờ thứ hai")
    first.delete()
    assert f"“{edition.name}”" in licence_of_another(second, "12/GPXB-STTTT")


def test_a_licence_changed_after_printing_is_told_beside_what_differs_today(
    admin_client: Any, province: Province
) -> None:
    leaflet = licensed(province, "12/GPXB-STTTT", "Tờ thứ nhất")
    edition = hand_over(leaflet, day=DAY)

    def said() -> str:
        answer = admin_client.get(reverse("editions:list", args=[leaflet.pk]))
        return " ".join(answer.content.decode().split())

    assert "giấy phép số 12/GPXB-STTTT" in said()
    change_licence(leaflet, "Số 012/GPXB – STTTT")
    assert "nay tờ gấp" not in said()
    change_licence(leaflet, "99/GPXB-STTTT")
    assert "nay tờ gấp ghi số <strong>99/GPXB-STTTT</strong>" in said()
    edition.refresh_from_db()
    assert edition.overtaken_on is None, "the licence of the next run makes the paper no less right"


@pytest.mark.parametrize(
    "gone", [set(one) for size in range(4) for one in combinations("123", size)]
)
def test_a_leaflet_shows_the_kinds_of_the_regime_that_was_chosen_or_none(
    province: Province, gone: set[str]
) -> None:
    """What was taken down before it on the explainer made the next one take its place."""
    regimes = {number: a_regime(name=f"Quy định {number}", legal_document=None) for number in "123"}
    order = stream(*(("regime", one.pk) for one in regimes.values()))
    explainer = a_service_kinds_page(province.office, regimes=order)
    page = panels(a_leaflet_page(province.office), province.portal.pk)
    for number in "123":
        levels = {"title": f"Loại {number}", "page": explainer.pk, "regime": int(number)}
        put_on_panel(page, 4 + int(number), ("kinds", levels))
    publish(page)
    for number in gone:
        regimes[number].unpublish()
    shown = [part for panel in document_of(page).panels for part in panel.parts]
    asked = {part.title[-1]: part.fact_keys[0] for part in shown if isinstance(part, LeafletKinds)}
    assert asked == {number: fact_key(one) for number, one in regimes.items() if number not in gone}

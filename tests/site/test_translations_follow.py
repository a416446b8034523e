"""A translation goes with its source, whoever takes that down; it is counted and never deleted."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.losses import pages_lost
from tests.factories import an_agency_home_page, an_announcement_page
from tests.grounds import on_province

pytestmark = pytest.mark.django_db


def _published(row: Any) -> Any:
    english = Locale.objects.get(language_code="en")
    translate_object(row, [english])
    translation = Translation.objects.get(source__object_id=row.translation_key)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            data=f"English {segment.pk}",
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return row.get_translation(english)


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """A page and an office with one below, all in English too; and a page of English alone."""
    with django_db_blocker.unblock(), on_province() as place:
        _published(place.home)
        page = an_announcement_page(place.office, title="Một")
        below = an_agency_home_page(place.home, title="Sở khác", agency=place.agency)
        child = an_announcement_page(below, title="Hai")
        targets = {one.title: _published(one) for one in (place.office, page, below, child)}
        alone = an_announcement_page(targets["Một"].get_parent().specific, title="Alone")
        Page.objects.filter(pk=alone.pk).update(locale=targets["Một"].locale)
        yield {
            "page": page.pk,
            "office": below.pk,
            "alone": alone.pk,
            "to": place.office.pk,
            **{f"en-{name}": one.pk for name, one in targets.items()},
        }


def _bulk(verb: str, page: Page) -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb]) + f"?id={page.pk}"


def _expired(_client: Client, page: Page) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")


ROUTES: dict[str, Callable[[Client, Page], Any]] = {
    "unpublish": lambda client, page: client.post(
        reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    ),
    "bulk unpublish": lambda client, page: client.post(_bulk("unpublish", page)),
    "delete": lambda client, page: client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]), {"confirm_site_name": "Loa"}
    ),
    "bulk delete": lambda client, page: client.post(
        _bulk("delete", page), {"confirm_site_name": "Loa"}
    ),
    "by code": lambda _client, page: page.specific.unpublish(),
    "on its day": _expired,
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", ["page", "office"])
def test_a_translation_goes_down_with_its_source_and_its_words_are_kept(
    admin_client: Client, ground: dict[str, int], settings: Any, route: str, name: str
) -> None:
    settings.WAGTAIL_SITE_NAME = "Loa"
    page, titles = Page.objects.get(pk=ground[name]), {"page": "Một", "office": "Sở khác"}
    target = Page.objects.get(pk=ground[f"en-{titles[name]}"])
    here = Page.objects.get(pk=ground["page"])
    counted, before = pages_lost([page]), pages_lost(Page.objects.filter(depth=2))
    assert counted == (2 if name == "page" else 4)
    with transaction.atomic():
        ROUTES[route](admin_client, page)
    now = Page.objects.get(pk=target.pk)
    assert (now.live, now.title) == (False, target.title)
    assert before - pages_lost(Page.objects.filter(depth=2)) == counted
    assert Page.objects.get(pk=ground["alone"]).live
    if name == "office":
        assert Page.objects.get(pk=here.pk).live


@pytest.mark.parametrize("route", ["unpublish", "delete"])
def test_the_screen_says_that_translations_go_too(
    admin_client: Client, ground: dict[str, int], route: str
) -> None:
    page, alone = Page.objects.get(pk=ground["page"]), Page.objects.get(pk=ground["alone"])
    for address in (reverse(f"wagtailadmin_pages:{route}", args=[page.pk]), _bulk(route, page)):
        said = admin_client.get(address).content.decode()
        assert "2 trang sẽ không còn" in said
        assert "Trong đó có 1 bản dịch" in said
    said = admin_client.get(reverse(f"wagtailadmin_pages:{route}", args=[alone.pk]))
    assert "bản dịch cũng được gỡ xuống" not in said.content.decode()


def test_the_screen_of_moving_says_which_translations_stay(
    admin_client: Client, ground: dict[str, int]
) -> None:
    target = Page.objects.get(pk=ground["en-Một"])
    address = reverse("wagtailadmin_pages:move_confirm", args=[ground["page"], ground["office"]])
    said = admin_client.get(address).content.decode()
    assert "Bản dịch không chuyển theo" in said
    assert target.title in said
    admin_client.post(address)
    assert Page.objects.get(pk=target.pk).live

"""The worker of the first site has the others released, and only when there may be something new."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Site

from cms.models import HomePage
from sitegen.collect.warm import until
from sitegen.other_sites import OtherSites, release_site
from tests.factories import Province, a_guide_page, publish, put

HOSTS = ["mot.example.vn", "hai.example.vn"]


@pytest.fixture
def home(province: Province) -> HomePage:
    """Two sites beside the first, and one without a host name; the home page of the last."""
    made = None
    for host in [*HOSTS, "localhost"]:
        made = HomePage(title="Trang chủ", slug=host[:4], site_title=host)
        made.locale = province.home.locale
        put(province.home.get_parent(), made)
        Site.objects.create(hostname=host, port=444, root_page=made)
    assert made
    return made


def test_the_others_are_due_at_first_after_a_change_and_when_the_clock_changes_something(
    home: HomePage, province: Province
) -> None:
    others, now = OtherSites(), timezone.now()
    assert others.due(now) == HOSTS
    assert others.due(now) == []
    page = a_guide_page(province.office)
    assert others.due(now) == HOSTS
    assert others.due(now) == []
    page.expire_at = now + timedelta(hours=1)
    publish(page)
    assert others.due(now) == HOSTS
    assert until(now) <= page.expire_at
    assert others.due(until(now) - timedelta(seconds=1)) == []
    assert others.due(until(now)) == HOSTS


def test_a_process_of_another_site_releases_that_one_alone(home: HomePage, settings: Any) -> None:
    settings.LOA_SITE = HOSTS[0]
    assert OtherSites().due(timezone.now()) == []


def test_a_site_that_went_meanwhile_is_passed_over(home: HomePage) -> None:
    Site.objects.filter(hostname=HOSTS[0]).delete()
    assert release_site(HOSTS[0]) == "gone"

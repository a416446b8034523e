"""The one rule of what may leave: every row of the table of leaks, and its price in queries."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from guides.models import GuidePage
from sitegen.collect.visibility import restricted_pages, visible_pages
from tests.factories import Province, a_group, a_guide_page, an_agency_home_page, put, stream

Case = Callable[[Province], Page]
DAY = timedelta(days=1)


def _visible(province: Province) -> set[int]:
    return set(visible_pages(province.site, timezone.now()))


def _restrict(page: Page, kind: str = PageViewRestriction.LOGIN, **more: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=kind, **more)


def _draft(place: Province) -> Page:
    return a_guide_page(place.office, is_live=False)


def _unpublished(place: Province) -> Page:
    page = a_guide_page(place.office)
    page.unpublish()
    return page


def _private(place: Province, kind: str = PageViewRestriction.LOGIN, **more: Any) -> Page:
    page = a_guide_page(place.office)
    _restrict(page, kind, **more)
    return page


def _private_by_password(place: Province) -> Page:
    return _private(place, PageViewRestriction.PASSWORD, password="x" * 8)


def _private_for_groups(place: Province) -> Page:
    return _private(place, PageViewRestriction.GROUPS)


def _office(place: Province, title: str = "Nội bộ") -> Page:
    return an_agency_home_page(place.home, agency=place.agency, title=title)


def _child_of_private(place: Province) -> Page:
    parent = _office(place)
    child = a_guide_page(parent)
    _restrict(parent)
    return child


def _alias(page: Page, place: Province) -> Page:
    alias: Page = page.create_alias(parent=place.office, update_slug=f"ban-sao-{page.pk}")
    return alias


def _alias_made_before(place: Province) -> Page:
    page = a_guide_page(place.office)
    alias = _alias(page, place)
    _restrict(page)
    return alias


def _alias_made_after(place: Province) -> Page:
    return _alias(_private(place), place)


def _alias_of_alias(place: Province) -> Page:
    page = a_guide_page(place.office)
    second = _alias(_alias(page, place), place)
    _restrict(page)
    return second


def _child_of_alias_of_private(place: Province) -> Page:
    source = _office(place)
    a_guide_page(source)
    alias = source.create_alias(
        parent=place.home, update_slug=f"ban-sao-{source.pk}", recursive=True
    )
    _restrict(source)
    child: Page = alias.get_children().get()
    return child


def _page_put_under_alias_of_private(place: Province) -> Page:
    source = _office(place)
    alias = source.create_alias(parent=place.home, update_slug=f"ban-sao-{source.pk}")
    _restrict(source)
    return a_guide_page(alias)


def _translated(page: Page) -> Page:
    translation: Page = page.copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )
    translation.save_revision().publish()  # the pages above are aliases, as live as their sources
    return translation


def _translation_of_private(place: Province) -> Page:
    page = a_guide_page(place.office)
    translation = _translated(page)
    _restrict(page)
    return translation


def _source_of_private_translation(place: Province) -> Page:
    page = a_guide_page(place.office)
    translation = _translated(page)
    _restrict(translation)
    return page


def _child_of_unpublished(place: Province) -> Page:
    parent = _office(place)
    child = a_guide_page(parent)
    parent.unpublish()
    return child


def _expired_but_live(place: Province) -> Page:
    page = a_guide_page(place.office)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - DAY)
    return page


def _child_of_expired(place: Province) -> Page:
    parent = _office(place)
    child = a_guide_page(parent)
    Page.objects.filter(pk=parent.pk).update(expire_at=timezone.now() - DAY)
    return child


def _scheduled(place: Province) -> Page:
    page = a_guide_page(place.office, is_live=False)
    page.go_live_at = timezone.now() + DAY
    page.save_revision().publish()
    page.refresh_from_db()
    assert not page.live
    return page


def _outside_of_the_site(place: Province) -> Page:
    root = Page.get_first_root_node()
    return put(root, _guide_of(place))


def _guide_of(place: Province) -> GuidePage:
    return GuidePage(
        title="Ngoài",
        slug="ngoai",
        agency=place.agency,
        locale=place.home.locale,
        groups=stream(("group", a_group())),
    )


def _alias_of_scheduled(place: Province) -> Page:
    page = a_guide_page(place.office, is_live=False)
    alias = _alias(page, place)
    page.go_live_at = timezone.now() + DAY
    page.save_revision().publish()
    alias.refresh_from_db()
    return alias


def _alias_below_unpublished_source(place: Province) -> Page:
    parent = _office(place)
    alias = _alias(a_guide_page(parent), place)
    parent.unpublish()
    return alias


def _alias_of_child_of_private(place: Province) -> Page:
    parent = _office(place)
    alias = _alias(a_guide_page(parent), place)
    _restrict(parent)
    return alias


def _moved_translation_of_child_of_private(place: Province) -> Page:
    parent = _office(place)
    translation = _translated(a_guide_page(parent))
    _restrict(parent)
    home = place.home.get_translations().get(locale=translation.locale)
    translation.move(home, pos="last-child")
    translation.refresh_from_db()
    return translation


HIDDEN: tuple[Case, ...] = (
    _alias_of_scheduled,
    _alias_below_unpublished_source,
    _alias_of_child_of_private,
    _moved_translation_of_child_of_private,
    _draft,
    _unpublished,
    _private,
    _private_by_password,
    _private_for_groups,
    _child_of_private,
    _alias_made_before,
    _alias_made_after,
    _alias_of_alias,
    _child_of_alias_of_private,
    _page_put_under_alias_of_private,
    _translation_of_private,
    _source_of_private_translation,
    _child_of_unpublished,
    _expired_but_live,
    _child_of_expired,
    _scheduled,
    _outside_of_the_site,
)


@pytest.mark.parametrize("case", HIDDEN, ids=[case.__name__.strip("_") for case in HIDDEN])
def test_page_that_may_not_leave_stays(province: Province, case: Case) -> None:
    hidden = case(province)
    assert hidden.pk not in _visible(province)
    assert province.office.pk in _visible(province), "an innocent page went with it"


def _plain(place: Province) -> Page:
    return a_guide_page(place.office)


def _plain_alias(place: Province) -> Page:
    return _alias(a_guide_page(place.office), place)


def _plain_translation(place: Province) -> Page:
    return _translated(a_guide_page(place.office))


def _expires_tomorrow(place: Province) -> Page:
    page = a_guide_page(place.office)
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + DAY)
    return page


def _with_unpublished_changes(place: Province) -> Page:
    page = a_guide_page(place.office)
    page.save_revision()
    return page


def _no_longer_private(place: Province) -> Page:
    page = _private(place)
    page.view_restrictions.all().delete()
    return page


SHOWN: tuple[Case, ...] = (
    _plain,
    _plain_alias,
    _plain_translation,
    _expires_tomorrow,
    _with_unpublished_changes,
    _no_longer_private,
)


@pytest.mark.parametrize("case", SHOWN, ids=[case.__name__.strip("_") for case in SHOWN])
def test_page_that_may_leave_leaves(province: Province, case: Case) -> None:
    assert case(province).pk in _visible(province)


PRIVATE = tuple(case for case in HIDDEN if "private" in case.__name__)


@pytest.mark.parametrize("case", PRIVATE, ids=[case.__name__.strip("_") for case in PRIVATE])
def test_of_what_is_private_all_is_purged_and_every_address_silent(
    province: Province, case: Case
) -> None:
    hidden = case(province)
    assert hidden.pk in restricted_pages()
    assert hidden.pk in restricted_pages(hidden)
    assert province.office.pk not in restricted_pages() | restricted_pages(province.office)


SOURCES = [case for case in HIDDEN if case not in {_outside_of_the_site}]


@pytest.mark.parametrize("case", SOURCES, ids=[case.__name__.strip("_") for case in SOURCES])
def test_deleting_what_was_hidden_shows_nothing_that_it_hid(province: Province, case: Case) -> None:
    hidden = case(province)
    if hidden.alias_of_id is None:
        hidden.create_alias(parent=province.home, update_slug="ban-sao-o-nha")
    moments = [timezone.now(), timezone.now() + 2 * DAY]  # a schedule ends, nobody publishes
    before = [set(visible_pages(province.site, at)) for at in moments]
    Page.objects.get(pk=hidden.alias_of_id or hidden.pk).delete()
    for at, shown in zip(moments, before, strict=True):
        assert set(visible_pages(province.site, at)) <= shown


@pytest.mark.parametrize("case", PRIVATE, ids=[case.__name__.strip("_") for case in PRIVATE])
def test_deleting_any_private_page_shows_nothing(province: Province, case: Case) -> None:
    case(province)
    for pk in restricted_pages():
        before = _visible(province)
        if page := Page.objects.filter(pk=pk).first():
            page.delete()
        assert _visible(province) <= before


@pytest.mark.parametrize("seed", range(6))
def test_what_is_behind_a_page_decides_about_it_as_the_whole_tree_does(
    province: Province, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # pages
    cases = [case for case in (*HIDDEN, *SHOWN) if "home" not in case.__name__]
    for case in chance.sample(cases, 6):
        case(province)
    now = timezone.now()
    whole = visible_pages(province.site, now)
    assert 1 < len(whole) < Page.objects.count()
    for pk in Page.objects.values_list("pk", flat=True):
        behind = visible_pages(province.site, now, behind=[pk])
        assert behind.get(pk) == whole.get(pk), pk
        assert behind.items() <= whole.items()


def test_expiry_counts_from_its_very_second(province: Province) -> None:
    page = a_guide_page(province.office)
    moment = timezone.now()
    Page.objects.filter(pk=page.pk).update(expire_at=moment)
    before, after = (
        set(visible_pages(province.site, time)) for time in (moment - timedelta(seconds=1), moment)
    )
    assert page.pk in before
    assert page.pk not in after


def test_private_home_page_hides_everything(province: Province) -> None:
    a_guide_page(province.office)
    _restrict(province.home)
    assert _visible(province) == set()


def test_place_in_the_mirror_follows_tree_and_language(province: Province) -> None:
    guide = a_guide_page(province.office, title="Đăng ký khai sinh")
    translation = _translated(guide)
    found = visible_pages(province.site, timezone.now())
    places = {pk: page.path for pk, page in found.items()}
    assert places[province.home.pk] == ""
    assert places[guide.pk] == "so-noi-vu/dang-ky-khai-sinh/"
    assert places[translation.pk].startswith("en/")
    assert places[translation.pk].endswith("/dang-ky-khai-sinh/")
    assert found[translation.pk].translation == found[guide.pk].translation


@pytest.mark.parametrize("count", [1, 20])
def test_rule_asks_the_database_six_times_whatever_the_number_of_pages(
    province: Province, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        page = a_guide_page(province.office, title=f"Việc {number}")
        if number % 3 == 0:
            _restrict(page)
    moment = timezone.now()
    with django_assert_num_queries(6):
        visible_pages(province.site, moment)

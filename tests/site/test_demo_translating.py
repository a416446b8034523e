"""“Dịch” over the whole demo: every page can be translated, and what cannot be is said aloud."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationLog

from cms.models import AgencyHomePage, AnnouncementPage
from tests.site.collected import codes, collected
from tests.site.editing import add_page

pytestmark = pytest.mark.django_db

RIGHT = ([], [], [], [], [])


@pytest.fixture(scope="module")
def loaded(demo_rows: None) -> None:
    """The demo as `load_demo` leaves it, publications that wait for the commit included."""


@pytest.fixture
def administrator(loaded: None) -> Client:
    """The administrator of the demo at the editor."""
    client = Client()
    client.force_login(get_user_model().objects.get(username="quan-tri"))
    return client


def _sources() -> list[Page]:
    pages = Page.objects.filter(depth__gt=1, locale__language_code="vi").order_by("path")
    return list(pages)


def _translate(client: Client, page: Page, *locales: Locale, **more: Any) -> Any:
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    return client.post(address, {"locales": [one.pk for one in locales], **more})


def _english() -> Locale:
    return Locale.objects.get(language_code="en")


def _tay() -> Locale:
    return Locale.objects.get(language_code="tyz")


def test_the_tree_of_the_demo_is_right(loaded: None) -> None:
    assert Page.find_problems() == RIGHT


def test_the_demo_shows_a_translation_of_each_state(loaded: None) -> None:
    english = [one.head for one in collected().documents if one.head.language == "en"]
    by_path = {head.path: head for head in english}
    assert by_path["en/loai-hinh-dich-vu/"].stale
    assert by_path["en/ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/"].untranslated
    held = [page for code, page in codes() if code == "translation-held"]
    assert held == ["Two procedures of the Committee for Ethnic Affairs can be filed online"]
    assert not any(head.title in held for head in english)


def test_every_page_of_the_demo_is_translated_by_the_form(administrator: Client) -> None:
    for page in _sources():
        if page.get_translations().filter(locale=_english()).exists():
            continue
        answer = _translate(administrator, page, _english())
        assert answer.status_code == 302, page.title
        assert Page.find_problems() == RIGHT, page.title
    english = Page.objects.filter(locale=_english()).values_list("translation_key", flat=True)
    assert set(english) == {page.translation_key for page in _sources()}


def test_the_whole_tree_is_translated_at_once(administrator: Client) -> None:
    home = _sources()[0]
    answer = _translate(administrator, home, _tay(), include_subtree="on")
    assert answer.status_code == 302
    assert Page.objects.filter(locale=_tay(), alias_of=None).count() == len(_sources())
    assert Page.find_problems() == RIGHT


def test_a_page_is_added_below_the_english_office(administrator: Client) -> None:
    office = AgencyHomePage.objects.get(locale=_english())
    made = add_page(administrator, office, AnnouncementPage, is_draft=True, title="Notice of fees")
    assert made.is_saved, made.errors
    assert Page.find_problems() == RIGHT
    assert office.get_children().filter(title="Notice of fees").exists()


def test_deleting_the_english_home_leaves_nothing_behind(administrator: Client) -> None:
    home = Page.objects.get(locale=_english(), depth=2)
    answer = administrator.post(reverse("wagtailadmin_pages:delete", args=[home.pk]))
    assert answer.status_code == 302
    assert not Page.objects.filter(locale=_english()).exists()
    assert Page.find_problems() == RIGHT


class TestWhatIsRefused:
    @pytest.fixture
    def impossible(self, loaded: None) -> Page:
        """An announcement signed on a day of no month, as a script might have left it."""
        page = AnnouncementPage.objects.filter(locale__language_code="vi").last()
        AnnouncementPage.objects.filter(pk=page.pk).update(signed_day=3, signed_month=None)
        return page

    @pytest.mark.parametrize("languages", [["tyz"], ["tyz", "en"]])
    def test_is_told_with_its_reason_and_nothing_is_made(
        self, administrator: Client, impossible: Page, languages: list[str]
    ) -> None:
        pages, logs = Page.objects.count(), TranslationLog.objects.count()
        locales = Locale.objects.filter(language_code__in=languages)
        answer = _translate(administrator, impossible, *locales)
        assert answer.status_code == 200
        said = answer.content.decode()
        assert "Chưa dịch được" in said
        assert impossible.title in said
        assert "Đã ghi ngày thì phải ghi tháng." in said
        assert "thành công" not in said
        assert (Page.objects.count(), TranslationLog.objects.count()) == (pages, logs)

    def test_is_told_of_a_page_far_below(self, administrator: Client, impossible: Page) -> None:
        pages = Page.objects.count()
        answer = _translate(administrator, _sources()[0], _tay(), include_subtree="on")
        assert "Đã ghi ngày thì phải ghi tháng." in answer.content.decode()
        assert Page.objects.count() == pages

    def test_is_told_when_translations_are_brought_up_to_date(self, administrator: Client) -> None:
        page = AnnouncementPage.objects.filter(locale__language_code="vi").first()
        assert _translate(administrator, page, _tay()).status_code == 302
        AnnouncementPage.objects.filter(pk=page.pk).update(signed_day=3, signed_month=None)
        source = Translation.objects.get(
            source__object_id=page.translation_key, target_locale=_tay()
        ).source
        answer = administrator.post(
            reverse("wagtail_localize:update_translations", args=[source.pk]),
            {"publish_translations": "on"},
        )
        assert answer.status_code == 200
        assert "Đã ghi ngày thì phải ghi tháng." in answer.content.decode()


def test_a_broken_tree_is_named_to_who_translates(administrator: Client) -> None:
    home = Page.objects.get(locale=_english(), depth=2)
    Page.objects.filter(pk=home.pk).update(numchild=0)
    office = AgencyHomePage.objects.filter(locale__language_code="vi").last()
    answer = _translate(administrator, office, _english())
    assert answer.status_code == 200
    assert "fixtree" in answer.content.decode()
    Page.fix_tree()

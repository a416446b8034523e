"""After publishing one lands on the result; the first page says what is behind and what was overtaken."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.models import AnnouncementPage, PrintEdition
from cms.offices.setting_up import set_up_office
from cms.publishing.published import standing_of
from cms.releases.findings import concerning
from sitegen.collect.collecting import page_key
from sitegen.collect.registry import page_collectors
from sitegen.errors import Finding
from sitegen.pipeline import release_now
from tests.factories import (
    Province,
    a_leaflet_page,
    an_agency_home_page,
    an_announcement_page,
    another_agency,
    publish,
    stream,
)
from tests.site.editing import add_page, edit_page
from tests.site.test_approval import _member
from tests.site.test_first_page import _waiting
from tests.site.test_languages import _translated
from tests.smallest import smallest

AT = datetime(2026, 3, 4, 8, tzinfo=UTC)
LATER, SOONER = AT + timedelta(seconds=1), AT - timedelta(seconds=1)


@pytest.fixture
def office(province: Province) -> Province:
    set_up_office(province.agency)
    return province


def _address(page: Page) -> str:
    return reverse("published", args=[page.pk])


def _how(client: Client, page: Page) -> str:
    said = client.get(_address(page), {"tinh-trang": ""}).content.decode()
    return said.partition('data-how="')[2].partition('"')[0]


@pytest.mark.parametrize(
    ("served_at", "failed_at", "is_owed", "expected"),
    [
        (LATER, None, False, "out"),
        (LATER, SOONER, True, "out"),
        (AT, None, True, "out"),
        (SOONER, None, True, "waiting"),
        (SOONER, LATER, True, "waiting"),
        (SOONER, LATER, False, "stuck"),
        (SOONER, SOONER, False, "out"),
        (SOONER, None, False, "out"),
        (None, None, True, "waiting"),
        (None, None, False, "waiting"),
        (None, LATER, False, "stuck"),
    ],
)
def test_what_is_said_of_a_page_follows_the_release_that_has_it(
    served_at: Any, failed_at: Any, expected: str, *, is_owed: bool
) -> None:
    how = standing_of(AT, served_at=served_at, failed_at=failed_at, is_owed=is_owed)
    assert how == expected


def test_who_publishes_lands_on_the_result_and_who_saves_a_draft_does_not(
    province: Province, admin_client: Client
) -> None:
    page = an_announcement_page(province.office)
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    assert outcome.response["Location"] == _address(page)
    draft = edit_page(admin_client, page, is_draft=True, summary="Nháp")
    assert draft.is_saved
    assert draft.response["Location"] != _address(page)


def test_new_page_that_is_published_at_once_leads_there_too(
    province: Province, admin_client: Client
) -> None:
    outcome = add_page(
        admin_client, province.office, AnnouncementPage, title="Mới", agency=province.agency
    )
    assert outcome.errors == {}
    assert outcome.response["Location"] == _address(Page.objects.get(title="Mới"))


def test_page_that_goes_out_at_its_hour_has_no_result_yet(
    province: Province, admin_client: Client
) -> None:
    page = an_announcement_page(province.office)
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    answer = admin_client.get(_address(page))
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])


@pytest.mark.parametrize("model", list(page_collectors()), ids=lambda one: one.__name__)
def test_result_of_every_kind_says_where_it_is_and_what_comes_next(
    province: Province, admin_client: Client, model: Any
) -> None:
    page = publish(smallest(model))
    shown = admin_client.get(_address(page))
    said = shown.content.decode()
    assert shown.status_code == 200
    assert f'value="{shown.context["address"]}"' in said
    assert {"Sửa tiếp"} <= {one.label for one in shown.context["steps"]}
    for step in shown.context["steps"]:
        assert admin_client.get(step.url).status_code in {200, 302}


def test_result_follows_the_release(province: Province, admin_client: Client) -> None:
    page = an_announcement_page(province.office)
    assert _how(admin_client, page) == "waiting"
    assert release_now().status == "released"
    assert _how(admin_client, page) == "out"
    publish(page)
    assert release_now().status != "failed"
    assert _how(admin_client, page) == "out"
    province.office.unpublish()
    assert _how(admin_client, page) == "hidden"


def test_result_names_what_did_not_go_out(province: Province, admin_client: Client) -> None:
    draft = an_announcement_page(province.office, title="Còn nháp", is_live=False)
    link = f'<p>Xem <a linktype="page" id="{draft.pk}">thông báo kia</a>.</p>'
    page = an_announcement_page(province.office, body=stream(("paragraph", link)))
    said = admin_client.get(_address(page)).content.decode()
    assert "Phần sau chưa hiện với người dân:" in said
    assert "Nếu xuất bản lúc này" not in said


def test_result_is_for_who_may_edit_the_page(office: Province) -> None:
    other = another_agency(office)
    theirs = an_agency_home_page(office.home, agency=other, title="Sở khác")
    set_up_office(other)
    mine = an_announcement_page(office.office)
    writer = _member(office, "soan")
    assert [writer.get(_address(one)).status_code for one in (mine, theirs)] == [200, 302]


def test_translation_is_named_until_it_says_what_its_source_says(
    province: Province, admin_client: Client, committed: Any
) -> None:
    label = "Bản dịch chưa theo kịp bản gốc"
    page = an_announcement_page(province.office, title="Nộp hồ sơ")
    with committed():
        for one in (province.home, province.office, page):
            _translated(one, {})
    _say_all(committed)
    assert label not in _waiting(admin_client)
    page.title = "Nộp hồ sơ qua mạng"
    page.save_revision().publish()
    assert [words for words, _url in _waiting(admin_client)[label].named] == ["Said (tiếng Anh)"]
    source = Translation.objects.get(source__object_id=page.translation_key).source
    source.update_from_db()
    assert _waiting(admin_client)[label].count == 1  # it lacks the new words
    _say_all(committed)
    assert label not in _waiting(admin_client)


def _say_all(committed: Any) -> None:
    """Let a translator say something of every sentence, and publish it."""
    for segment in StringSegment.objects.all():
        for translation in segment.source.translations.all():
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                defaults={"data": "Said", "translation_type": "manual"},
            )
    with committed():
        for translation in Translation.objects.all():
            translation.save_target(publish=True)


def test_overtaken_edition_waits_for_the_office_of_its_leaflet(office: Province) -> None:
    label = "Bản in đang phát nay có chỗ đã khác"
    other = another_agency(office)
    home = an_agency_home_page(office.home, agency=other, title="Sở khác")
    set_up_office(other)
    for number, parent in enumerate((office.office, home)):
        PrintEdition.objects.create(
            page=a_leaflet_page(parent),
            name=f"to-gap-{number}",
            status=PrintEdition.Status.CIRCULATING,
            overtaken_on=timezone.localdate(),
        )
    writer = _member(office, "soan")
    assert [words for words, _url in _waiting(writer)[label].named] == ["to-gap-0"]
    PrintEdition.objects.update(status=PrintEdition.Status.WITHDRAWN)
    assert label not in _waiting(writer)


def test_remarks_of_a_release_are_told_to_the_office_whose_page_they_are_about(
    office: Province, admin_user: Any
) -> None:
    other = another_agency(office)
    home = an_agency_home_page(office.home, agency=other, title="Sở khác")
    set_up_office(other)
    mine, theirs = an_announcement_page(office.office), an_announcement_page(home)
    found = [
        Finding(code="x", severity="warning", page=key, key=key, message="", hint="")
        for key in (page_key(mine.pk), page_key(theirs.pk), "")
    ]
    _member(office, "soan")
    writer = type(admin_user).objects.get(username="soan")
    assert [one.key for one in concerning(found, writer)] == [page_key(mine.pk), ""]
    assert list(concerning(found, admin_user)) == found


def test_what_officers_see_daily_is_said_without_the_files_of_a_release(
    province: Province, admin_client: Client, settings: Any
) -> None:
    """A large mirror lists hundreds of thousands of them: to read that list takes seconds."""
    page = an_announcement_page(province.office)
    assert release_now().status == "released"

    def said() -> list[str]:
        first_page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        panel = first_page.partition('class="loa-release"')[2].partition("</section>")[0]
        return [admin_client.get(_address(page), {"tinh-trang": ""}).content.decode(), panel]

    before = said()
    assert 'data-how="out"' in before[0]
    assert "xem những gì đã đổi" in before[1]
    for base in (Path(settings.LOA_VAR) / "releases" / "bases").iterdir():
        base.unlink()
    assert said() == before


def test_a_page_with_another_address_leads_to_where_it_will_be(
    province: Province, admin_client: Client, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://tinh.example.vn/"
    page = an_announcement_page(province.office, slug="cu")
    release_now()
    at = f"https://tinh.example.vn/{province.office.slug}"
    assert f'href="{at}/cu/"' in admin_client.get(_address(page)).content.decode()
    page.slug = "moi"
    publish(page)
    for _ in range(2):
        said = admin_client.get(_address(page)).content.decode()
        assert f'href="{at}/moi/"' in said
        assert f'href="{at}/cu/"' not in said
        release_now()

"""The screens of where-used and succession: what they say, what they refuse, who may open them."""

import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from cms.models import Portal, PrintEdition, Review, Succession
from cms.permissions import WRITERS, grant_officers
from cms.succession.acting import Plan, succeed
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_step_set,
    an_announcement_page,
    stream,
)

CLOSED = date(2025, 7, 1)


@pytest.fixture
def national(province: Province) -> Portal:
    portal: Portal = a_fact(
        Portal,
        name="Cổng Dịch vụ công quốc gia",
        short_name="Cổng quốc gia",
        address="https://dichvucong.gov.vn",
    )
    return portal


@pytest.fixture
def guide(province: Province) -> Any:
    group = a_group(portal=province.portal.pk)
    return a_guide_page(province.office, title="Nộp ở cổng", groups=stream(("group", group)))


def end_address(portal: Portal) -> str:
    return reverse("succession:end", args=["cms.portal", portal.pk])


def test_form_of_a_fact_says_what_a_change_will_do(
    editor: Any, province: Province, guide: Any
) -> None:
    shared = a_step_set()
    for address in (
        reverse("wagtailsnippets_cms_portal:edit", args=[province.portal.pk]),
        reverse("wagtailsnippets_guides_stepset:edit", args=[shared.pk]),
    ):
        said = editor.get(address).content.decode()
        assert "Dùng ở đâu: danh sách đầy đủ" in said
    portal = editor.get(
        reverse("wagtailsnippets_cms_portal:edit", args=[province.portal.pk])
    ).content.decode()
    assert "dựng lại" in portal
    assert "Đóng cổng…" in portal


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_form_of_a_picture_says_what_a_change_will_do(editor: Any, province: Province) -> None:
    picture = a_picture()  # Wagtail leaves the file of its rendition open
    an_announcement_page(
        province.office, title="Có hình", body=stream(("figure", {"picture": picture.pk}))
    )
    said = editor.get(reverse("wagtailimages:edit", args=[picture.pk])).content.decode()
    assert "dựng lại" in said
    where = editor.get(reverse("usage:where_used", args=["picture", picture.pk]))
    assert "Có hình" in where.content.decode()


def test_list_names_every_page_with_its_place(editor: Any, province: Province, guide: Any) -> None:
    address = reverse("usage:where_used", args=["cms.portal", province.portal.pk])
    said = editor.get(address).content.decode()
    assert "Nộp ở cổng" in said
    assert "các cách làm, từng bước" in said
    assert editor.get(reverse("usage:where_used", args=["cms.user", 1])).status_code == 404
    assert editor.get(reverse("usage:where_used", args=["cms.portal", 10_000])).status_code == 404


def test_error_stands_at_its_field_and_nothing_is_done(
    editor: Any, province: Province, guide: Any
) -> None:
    answer = editor.post(end_address(province.portal), {"day": "2025-07-01", "note": ""})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["note"]
    assert not Succession.objects.exists()


def test_officer_closes_a_portal_ticks_a_page_off_and_opens_it_again(
    editor: Any, province: Province, national: Portal, guide: Any
) -> None:
    form = {"day": "2025-07-01", "successor": str(national.pk), "note": ""}
    assert editor.post(end_address(province.portal), form).status_code == 302
    reviews = editor.get(reverse("succession:reviews")).content.decode()
    assert "Nộp ở cổng" in reviews
    assert json.dumps("Cần rà soát (1)")[1:-1] in reviews  # the menu is data for a script
    review = Review.objects.get()
    for words in ("Đã xem xong", "đã có người xem xong trước bạn"):
        done = editor.post(reverse("succession:reviews"), {"review": review.pk}, follow=True)
        assert words in done.content.decode()
    reopen = reverse("succession:reopen", args=["cms.portal", province.portal.pk])
    assert editor.post(reopen).status_code == 302
    province.portal.refresh_from_db()
    assert province.portal.closed_on is None


def test_officer_who_saw_an_older_state_is_asked_again(
    editor: Any, province: Province, national: Portal, guide: Any
) -> None:
    seen = editor.get(end_address(province.portal)).context["form"]["seen"].value()
    done = succeed("cms.portal", province.portal.pk, Plan(day=CLOSED, successor=national))
    form = {"day": "2024-01-01", "successor": str(national.pk), "note": "", "seen": seen}
    answer = editor.post(end_address(province.portal), form)
    assert "Vừa có người khác" in answer.context["form"].non_field_errors()[0]
    assert Succession.objects.get() == done


def test_writer_may_look_but_not_end(client: Any, province: Province) -> None:
    grant_officers()
    writer = get_user_model().objects.create_user("bien-tap")
    writer.groups.add(Group.objects.get(name=WRITERS))
    client.force_login(writer)
    where = reverse("usage:where_used", args=["cms.portal", province.portal.pk])
    assert client.get(where).status_code == 200
    assert client.get(end_address(province.portal)).status_code == 302  # sent away
    assert client.post(end_address(province.portal), {"day": "2025-07-01"}).status_code == 302
    assert not Succession.objects.exists()


def test_edition_is_handed_over_once_and_taken_back(editor: Any, province: Province) -> None:
    leaflet = a_leaflet_page(province.office)
    address = reverse("editions:list", args=[leaflet.pk])
    assert editor.post(address, {"day": "2019-12-01"}).status_code == 302
    edition = PrintEdition.objects.get()
    again = editor.post(address, {"day": "2019-12-01"})
    assert "Đã có “" in again.content.decode()
    assert editor.post(address, {"day": "2099-01-01"}).context["form"].errors["day"]
    assert editor.post(address, {"do": "withdraw", "edition": edition.pk}).status_code == 302
    edition.refresh_from_db()
    assert edition.status == PrintEdition.Status.WITHDRAWN


def test_notice_of_a_page_that_nobody_may_see_stays_away(
    editor: Any, province: Province, national: Portal
) -> None:
    words = stream(("paragraph", "<p>dichvucong.backan.gov.vn</p>"))
    an_announcement_page(province.office, title="Bản nháp", body=words, is_live=False)
    succeed("cms.portal", province.portal.pk, Plan(day=CLOSED, successor=national))
    assert not Review.objects.exists()

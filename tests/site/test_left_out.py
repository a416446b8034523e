"""Publishing says what went out: what citizens will not see is named before and after."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import AnnouncementPage
from tests.factories import (
    Province,
    a_catalogue,
    a_payment,
    a_procedure,
    an_announcement_page,
    stream,
)
from tests.site.editing import edit_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(province: Province) -> AnnouncementPage:
    """An announcement whose catalogue, payment and contact hold drafts beside what is published."""
    there = a_procedure(name="Thủ tục đã đăng")
    draft, payment = a_procedure(name="Thủ tục còn nháp"), a_payment(agency=province.agency)
    page = an_announcement_page(
        province.office,
        title="Danh mục",
        body=stream(
            ("catalogue", a_catalogue(there, draft)),
            ("payment", {"fact": payment.pk}),
        ),
    )
    draft.unpublish()
    payment.unpublish()
    return page


NAMED = ("Thủ tục còn nháp", "Nộp phí Sở Nội vụ")


def _form(client: Client, page: Any) -> str:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.get(address).content.decode()


def test_form_names_what_will_not_be_shown(admin_client: Client, page: AnnouncementPage) -> None:
    form = _form(admin_client, page)
    panel = form.partition('aria-label="Chưa hiện với người dân"')[2].partition("</section>")[0]
    for name in NAMED:
        assert name in panel
    assert "Thủ tục đã đăng" not in panel


def test_message_after_publishing_names_it_too(admin_client: Client, province: Province) -> None:
    draft = an_announcement_page(province.office, title="Còn nháp", is_live=False)
    link = f'<p>Xem <a linktype="page" id="{draft.pk}">thông báo kia</a>.</p>'
    page = an_announcement_page(
        province.office, title="Có liên kết", body=stream(("paragraph", link))
    )
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    assert outcome.is_saved, outcome.errors
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    said = shown.partition("chưa hiện với người dân")[2].partition("</ul>")[0]
    assert "trỏ tới một trang chưa xuất bản" in said


def test_whole_page_has_nothing_to_say(admin_client: Client, province: Province) -> None:
    page = an_announcement_page(province.office)
    assert "Chưa hiện với người dân" not in _form(admin_client, page)
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    assert "chưa hiện với người dân" not in shown

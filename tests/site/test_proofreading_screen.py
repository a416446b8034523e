"""The screen "Soát lời văn": what is mended, what is passed over with its reason, and who may."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.models import PassedOver
from cms.proofreading.pages import Noticed, noticed_in
from cms.screens import Screen
from sitegen.collect.narrow import asking_about
from sitegen.collect.warm import Collector
from sitegen.preview import findings_of
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_step,
    an_announcement_page,
    an_outreach_page,
    stream,
)

pytestmark = pytest.mark.django_db

TWICE = "<p>Thẩm quyền của của Sở.</p><p>Việc của <b>của</b> xã.</p><p>Ngân sách của của tỉnh.</p>"


def _draft(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def _noticed(page: Page) -> dict[str, Noticed]:
    draft = _draft(page)
    found = noticed_in(draft, asking_about(draft, timezone.localtime()))
    return {one.rule.name: one for one in found}


def _press(client: Client, page: Page, noticed: Noticed, **said: str) -> str:
    """Press a button of the screen; return what is shown then."""
    address = reverse("proofreading:look", args=[page.pk])
    sent = {"rule": noticed.rule.name, "digest": noticed.digest, "shown": noticed.shown, **said}
    return client.post(address, sent, follow=True).content.decode()


def _codes(page: Page) -> set[str]:
    return {one.code for one in findings_of(_draft(page)) if one.code.startswith("proof-")}


def test_a_mend_touches_the_draft_alone_and_says_what_it_could_not_do(
    admin_client: Client, province: Province
) -> None:
    page = an_announcement_page(province.office, body=stream(("paragraph", TWICE)))
    noticed = _noticed(page)["doubled-word"]
    assert len(noticed.places) == 3
    shown = _press(admin_client, page, noticed, mend="1")
    assert "Đã sửa 2 chỗ trong bản nháp" in shown
    assert "Còn 1 chỗ máy không sửa hộ được" in shown
    assert "của xã.”: có chữ đậm, chữ nghiêng hay liên kết ở giữa" in shown
    (block,) = _draft(page).body.get_prep_value()
    assert block["value"] == TWICE.replace("của của", "của")
    page.refresh_from_db()
    assert page.body.get_prep_value()[0]["value"] == TWICE
    assert page.has_unpublished_changes


def test_what_somebody_saves_while_a_mend_is_on_its_way_stays(
    admin_client: Client, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = an_announcement_page(province.office, body=stream(("paragraph", TWICE)))
    noticed, mends = _noticed(page)["doubled-word"], Screen.dispatch

    def late(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            other = _draft(page)
            other.summary = "Câu vừa thêm"
            other.save_revision()
        return mends(self, request, *args, **kwargs)

    monkeypatch.setattr(Screen, "dispatch", late)
    assert "Đã sửa 2 chỗ" in _press(admin_client, page, noticed, mend="1")
    assert _draft(page).summary == "Câu vừa thêm"


PLACES = {
    "title": ("doubled-word", {"title": "Việc của của xã"}),
    "summary": ("doubled-word", {"summary": "Việc của của xã"}),
    "rich text": (
        "markdown-sign",
        {"body": stream(("paragraph", "<p>Bấm **Đăng ký** &amp; <i>điền</i> vào.</p>"))},
    ),
    "a block in a block": (
        "end-mark",
        {"body": stream(("callout", {"tone": "note", "text": "<p>Để các sở biết./</p>"}))},
    ),
    "a cell of a table": (
        "doubled-word",
        {
            "body": stream(
                ("table", {"title": "", "cells": [["Việc", "Ai"], ["Lệ phí", "Sở của của xã"]]})
            )
        },
    ),
    "a plain block": (
        "numbered-twice",
        {"body": stream(("heading", {"level": "2", "text": "Phần 1: Phần 1 Mở đầu"}))},
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_safe_mend_works_in_every_kind_of_field(
    admin_client: Client, province: Province, place: str
) -> None:
    rule, fields = PLACES[place]
    page = an_outreach_page(province.office, **fields)
    assert _noticed(page).keys() == {rule}
    assert "Đã sửa 1 chỗ" in _press(admin_client, page, _noticed(page)[rule], mend="1")
    assert _noticed(page) == {}


def test_a_step_of_a_list_is_mended(admin_client: Client, province: Province) -> None:
    steps = a_group(a_step("Mở cổng."), a_step("Bước 2: Điền tên."))
    page = a_guide_page(province.office, groups=stream(("group", steps)))
    _press(admin_client, page, _noticed(page)["numbered-twice"], mend="1")
    assert _noticed(page) == {}
    assert "Điền tên." in str(_draft(page).groups.get_prep_value())


def test_what_is_mended_is_what_was_shown(admin_client: Client, province: Province) -> None:
    page = an_announcement_page(province.office, body=stream(("paragraph", TWICE)))
    address = reverse("proofreading:look", args=[page.pk])
    shown = admin_client.get(address).content.decode()
    for place in ("Thẩm quyền của của Sở.", "Ngân sách của của tỉnh."):
        assert f"trong “{place}”</li>" in shown
    assert "Sửa thành “của” ở cả 2 chỗ" in shown
    noticed, draft = _noticed(page)["doubled-word"], _draft(page)
    draft.body = stream(("paragraph", TWICE + "<p>Bản của của thôn.</p>"))
    draft.save_revision()
    assert "Trang đã đổi" in _press(admin_client, page, noticed, mend="1")
    assert len(_noticed(page)["doubled-word"].places) == 4


def test_blanks_of_any_kind_between_the_words_make_no_other_thing(
    admin_client: Client, province: Province
) -> None:
    lines = ("của của", "của  của", "của&nbsp;của", "của \u00a0 của")
    body = stream(("paragraph", "".join(f"<p>Việc {line} xã.</p>" for line in lines)))
    page = an_outreach_page(province.office, body=body)
    shown = _press(admin_client, page, _noticed(page)["doubled-word"], mend="1")
    assert "Đã sửa 4 chỗ" in shown
    assert "máy không sửa hộ" not in shown
    assert _draft(page).body.get_prep_value()[0]["value"] == "<p>Việc của xã.</p>" * 4


def test_a_quotation_is_told_of_and_left_as_it_was_said(
    admin_client: Client, province: Province
) -> None:
    quotation = {"text": "Việc của của Sở.", "source": "Báo An Hoà"}
    body = stream(("paragraph", "<p>Việc của của Sở.</p>"), ("quotation", quotation))
    page = an_outreach_page(province.office, body=body)
    shown = _press(admin_client, page, _noticed(page)["doubled-word"], mend="1")
    assert "lời trích giữ nguyên văn" in shown
    paragraph, kept = _draft(page).body.get_prep_value()
    assert paragraph["value"] == "<p>Việc của Sở.</p>"
    assert kept["value"] == quotation


def test_a_locked_page_offers_no_mend(admin_client: Client, province: Province) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    page.locked = True
    page.locked_by = get_user_model().objects.create_user("nguoi-khoa")
    page.save()
    shown = admin_client.get(reverse("proofreading:look", args=[page.pk])).content.decode()
    assert "Trang đang khoá" in shown
    assert 'name="mend"' not in shown


def test_a_page_that_the_rules_cannot_read_is_not_said_to_be_right(
    admin_client: Client, province: Province
) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    Locale.objects.get_or_create(language_code="en")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    shown = admin_client.get(reverse("proofreading:look", args=[english.pk])).content.decode()
    assert "trang này máy chưa đọc" in shown
    assert "Không còn chỗ nào" not in shown


def test_what_was_passed_over_is_not_told_again_and_its_reason_stays(
    admin_client: Client, province: Province
) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    other = an_outreach_page(province.office, title="Trang kia", body=page.body.get_prep_value())
    shown = _press(admin_client, page, _noticed(page)["doubled-word"], reason="trích nguyên văn")
    assert "trích nguyên văn" in shown
    assert "Không còn chỗ nào phải xem lại" in shown
    assert _codes(page) == set()
    assert _codes(other) == {"proof-doubled-word"}
    draft = _draft(page)
    draft.summary = "Và và nữa."
    draft.save_revision()
    assert _codes(page) == {"proof-doubled-word"}
    address = reverse("proofreading:look", args=[page.pk])
    admin_client.post(address, {"again": str(PassedOver.objects.get().pk)})
    assert not PassedOver.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "\u200b", "\u3164 \u3164", "…"])
def test_passing_over_needs_a_reason(admin_client: Client, province: Province, reason: str) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    shown = _press(admin_client, page, _noticed(page)["doubled-word"], reason=reason)
    assert "Ghi vì sao bỏ qua" in shown
    assert not PassedOver.objects.exists()


def test_a_release_hears_of_what_was_passed_over(admin_client: Client, province: Province) -> None:
    province.portal.closed_on = timezone.localdate()
    province.portal.save()
    host = province.portal.address.partition("://")[2]
    page = an_outreach_page(province.office, body=stream(("paragraph", f"<p>Xưa là {host}.</p>")))
    warm = Collector()

    def told() -> set[str]:
        found = warm.collect(timezone.localtime()).collection.findings
        return {one.code for one in found if one.key == f"page-{page.pk}"}

    assert told() == {"proof-closed-portal"}
    _press(admin_client, page, _noticed(page)["closed-portal"], reason="kể chuyện xưa")
    assert told() == set()


def test_what_is_gone_is_not_mended(admin_client: Client, province: Province) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    noticed = _noticed(page)["doubled-word"]
    draft = _draft(page)
    draft.body = stream(("paragraph", "<p>Đã sửa.</p>"))
    draft.save_revision()
    assert "Chỗ này đã được sửa" in _press(admin_client, page, noticed, mend="1")


def test_only_who_may_edit_the_page_comes_here(client: Client, province: Province) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    noticed = _noticed(page)["doubled-word"]
    client.force_login(get_user_model().objects.create_user("khong-quyen"))
    address = reverse("proofreading:look", args=[page.pk])
    for answer in (
        client.get(address),
        client.post(address, {"rule": noticed.rule.name, "digest": noticed.digest, "mend": "1"}),
    ):
        assert answer.status_code in {302, 403}
    assert len(_noticed(page)["doubled-word"].places) == 3
    assert not PassedOver.objects.exists()


@pytest.mark.parametrize("again", ["x", "9" * 30, "9" * 5000, "1"])
def test_nothing_of_another_page_is_spoken_of_again(
    admin_client: Client, province: Province, again: str
) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    other = an_outreach_page(province.office, title="Trang kia")
    _press(admin_client, page, _noticed(page)["doubled-word"], reason="đúng thế")
    kept = PassedOver.objects.get()
    for number in (again, str(kept.pk)):
        address = reverse("proofreading:look", args=[other.pk])
        assert admin_client.post(address, {"again": number}, follow=True).status_code == 200
    assert PassedOver.objects.filter(pk=kept.pk).exists()


def test_a_page_that_nobody_collects_has_no_such_screen(admin_client: Client) -> None:
    root = Page.get_first_root_node()
    assert admin_client.get(reverse("proofreading:look", args=[root.pk])).status_code == 404


def test_the_form_leads_to_the_screen(admin_client: Client, province: Province) -> None:
    page = an_outreach_page(province.office, body=stream(("paragraph", TWICE)))
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    address = reverse("proofreading:look", args=[page.pk])
    assert form.count(f'href="{address}"') == 2
    shown = admin_client.get(address).content.decode()
    assert "“của của” trong “Thẩm quyền của của Sở.”" in shown
    assert "Sửa thành “của”" in shown

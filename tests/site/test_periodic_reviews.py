"""Rà soát định kỳ: every page and fact has a day, one list holds them, readers see when it was done."""

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import PageReview, ProcedureField, Review, Succession, User
from cms.offices.setting_up import set_up_office
from cms.succession.periodic import (
    REVIEW_EVERY,
    count_due,
    due,
    last_review,
    note_review,
    proposed,
    reviewed_kinds,
)
from sitegen.languages import LANGUAGES
from sitegen.pipeline import collect_documents
from sitegen.render.labels import labels
from tests.factories import (
    Province,
    a_fact,
    an_agency_home_page,
    an_announcement_page,
    an_officer,
    another_agency,
    publish,
)
from tests.site.test_approval import _member
from tests.smallest import smallest

TODAY = timezone.localdate
FACTS = sorted(kind for kind in reviewed_kinds() if kind != "page")


@pytest.fixture
def office(province: Province) -> Province:
    set_up_office(province.agency)
    return province


def _of(kind: str, province: Province) -> Any:
    if kind == "page":
        return an_announcement_page(province.office, title="Thông báo")
    return publish(smallest(reviewed_kinds()[kind]))


def _address(row: Any) -> str:
    kind = "page" if isinstance(row, Page) else row._meta.label_lower
    return reverse("succession:periodic", args=[kind, row.pk])


def _day(user: Any, row: Any) -> date:
    kind = "page" if isinstance(row, Page) else row._meta.label_lower
    return next(one.day for one in due(user) if (one.kind, one.pk) == (kind, row.pk))


@pytest.mark.parametrize("kind", ["page", *FACTS])
def test_everything_is_due_a_year_after_it_went_out_until_somebody_reviews_it(
    province: Province, admin_user: User, admin_client: Client, kind: str
) -> None:
    row = _of(kind, province)
    assert _day(admin_user, row) == TODAY() + REVIEW_EVERY
    assert last_review(row) is None
    field, draft = "title" if kind == "page" else "name", "Nháp đang chờ"
    setattr(row, field, draft)
    row.save_revision()
    day = TODAY() + timedelta(days=90)
    answer = admin_client.post(_address(row), {"day": day.isoformat()}, follow=True)
    assert f"Lần tới: {day:%d/%m/%Y}" in answer.content.decode()
    row.refresh_from_db()
    assert _day(admin_user, row) == day
    done = last_review(row)
    assert done is not None
    assert (done.day, done.by) == (TODAY(), str(admin_user))
    assert getattr(row.get_latest_revision_as_object(), field) == draft
    assert getattr(row, field) != draft


@pytest.mark.parametrize("kind", ["page", *FACTS])
def test_day_alone_is_changed_without_saying_that_it_was_reviewed(
    province: Province, admin_user: User, admin_client: Client, kind: str
) -> None:
    row = _of(kind, province)
    day = TODAY() + timedelta(days=30)
    admin_client.post(_address(row), {"day": day.isoformat(), "only_day": "1"})
    row.refresh_from_db()
    assert _day(admin_user, row) == day
    assert last_review(row) is None


@pytest.mark.parametrize(
    ("days", "said"), [(0, "sau hôm nay"), (-1, "sau hôm nay"), (9999, "5 năm tới")]
)
def test_day_that_is_none_is_refused_in_words(
    province: Province, admin_client: Client, days: int, said: str
) -> None:
    day = TODAY() + timedelta(days=days)
    answer = admin_client.post(_address(province.office), {"day": day.isoformat()})
    assert said in answer.content.decode()
    assert not PageReview.objects.exists()


@pytest.mark.parametrize("seed", range(5))
def test_what_is_due_by_a_day_is_what_each_own_day_says(
    province: Province, admin_user: User, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # reproducible
    now = timezone.now()
    for number in range(12):
        term = a_fact(ProcedureField, name=f"Lĩnh vực {number}")
        page = an_announcement_page(province.office, title=f"Trang {number}")
        own = chance.choice([None, TODAY() + timedelta(days=chance.randint(-3, 3))])
        out = now - REVIEW_EVERY + timedelta(hours=chance.randint(-72, 72))
        ProcedureField.objects.filter(pk=term.pk).update(review_on=own, last_published_at=out)
        Page.objects.filter(pk=page.pk).update(last_published_at=out)
        if own is not None:
            PageReview.objects.create(page_id=page.pk, review_on=own)
    for day in (TODAY() + timedelta(days=some) for some in range(-4, 5)):
        expected = [one for one in due(admin_user) if one.day <= day]
        assert due(admin_user, day) == expected
    assert count_due(admin_user) == len(due(admin_user, TODAY()))


def test_draft_translation_and_alias_are_nobodys_to_review(
    province: Province, admin_user: User
) -> None:
    page = an_announcement_page(province.office, title="Nháp", is_live=False)
    live = an_announcement_page(province.office, title="Đang đăng")
    alias = live.create_alias(update_slug="ban-lap")
    found = {one.pk for one in due(admin_user) if one.kind == "page"}
    assert live.pk in found
    assert not {page.pk, alias.pk} & found


def test_readers_see_the_day_in_every_format_and_no_word_of_lateness(
    province: Province, admin_user: User
) -> None:
    page = an_announcement_page(province.office, title="Thông báo")
    assert _head(page).reviewed is None
    Page.objects.filter(pk=page.pk).update(last_published_at=timezone.now() - 2 * REVIEW_EVERY)
    assert due(admin_user, TODAY())
    note_review(page, proposed(), user=admin_user, is_done=True)
    assert _head(page).reviewed == TODAY()
    page.save_revision().publish()  # of a draft that was begun before
    assert _head(page).reviewed == TODAY()
    for language in LANGUAGES:
        assert "quá hạn" not in " ".join(labels(language).values()).lower()


def _head(page: Page) -> Any:
    key = f"page-{page.pk}"
    return next(one.head for one in collect_documents().documents if one.head.key == key)


def test_list_is_narrowed_to_ones_office_and_its_button_to_who_may_publish(
    office: Province,
) -> None:
    other = another_agency(office)
    set_up_office(other)
    theirs = an_announcement_page(
        an_agency_home_page(office.home, agency=other, title="Sở khác"), title="Của sở khác"
    )
    mine = an_announcement_page(office.office, title="Của mình")
    Page.objects.update(last_published_at=timezone.now() - REVIEW_EVERY)
    for role, may in (("soan", False), ("duyet", True)):
        client = _member(office, role)
        shown = client.get(reverse("succession:reviews")).content.decode()
        assert "Của mình" in shown
        assert "Của sở khác" not in shown
        assert (f'action="{_address(mine)}"' in shown) is may
        answers = {row: client.get(_address(row)).status_code for row in (mine, theirs)}
        assert answers == {mine: 200 if may else 302, theirs: 404}
        client.post(_address(theirs), {"day": proposed().isoformat()})
    assert not PageReview.objects.exists()


def test_list_is_asked_by_day_and_kind(office: Province, admin_client: Client) -> None:
    page = an_announcement_page(office.office, title="Trang sắp đến")
    note_review(page, TODAY() + timedelta(days=9), user=None, is_done=False)
    ProcedureField.objects.create(name="Lĩnh vực đến ngày", live=True, review_on=TODAY())

    def shown(**asked: str) -> set[str]:
        rows = admin_client.get(reverse("succession:reviews"), asked).context["rows"]
        return {row["title"] for row in rows}

    assert shown() == {"Lĩnh vực đến ngày"}
    assert shown(luc="thang") == {"Lĩnh vực đến ngày", "Trang sắp đến"}
    assert shown(luc="thang", loai="trang") == {"Trang sắp đến"}
    assert shown(luc="thang", loai="du-kien") == {"Lĩnh vực đến ngày"}
    assert {"Trang sắp đến", "Lĩnh vực đến ngày", "Bắc Kạn"} < {*shown(luc="moi-luc"), "Bắc Kạn"}


def test_list_asks_no_more_for_many_than_for_few(office: Province) -> None:
    client, counts = _member(office, "duyet"), []
    for wanted in (2, 20):
        for number in range(wanted):
            an_announcement_page(office.office, title=f"Trang {wanted}.{number}")
        Page.objects.update(last_published_at=timezone.now() - REVIEW_EVERY)
        client.get(reverse("succession:reviews"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("succession:reviews"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_letters_name_to_each_what_is_due_of_the_own_office(office: Province) -> None:
    other = another_agency(office)
    set_up_office(other)
    an_agency_home_page(office.home, agency=other, title="Sở khác")
    an_announcement_page(office.office, title="Của mình")
    call_command("remind")
    assert mail.outbox == []
    Page.objects.update(last_published_at=timezone.now() - REVIEW_EVERY)
    for name in ("soan", "duyet"):
        _member(office, name)
    User.objects.create_user("nguoi-ngoai", "ngoai@loa.example", "x")
    call_command("remind")
    assert sorted(one.to[0] for one in mail.outbox) == ["duyet@loa.example", "soan@loa.example"]
    for letter in mail.outbox:
        assert "Của mình" in letter.body
        assert "Sở khác" not in letter.body
        assert f"http://testserver{reverse('succession:reviews')}" in letter.body


def test_letter_that_is_refused_keeps_no_other(office: Province, settings: Any) -> None:
    Page.objects.update(last_published_at=timezone.now() - REVIEW_EVERY)
    _member(office, "duyet", name="a-hong")
    _member(office, "duyet", name="b-tot")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError, match="a-hong"):
        call_command("remind")
    assert [one.to for one in mail.outbox] == [["b-tot@loa.example"]]


def test_without_a_mail_server_no_letter_is_tried(office: Province, settings: Any) -> None:
    Page.objects.update(last_published_at=timezone.now() - REVIEW_EVERY)
    _member(office, "duyet")
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = False
    call_command("remind")
    assert mail.outbox == []


class Refusing(EmailBackend):
    """Takes no letter to one address."""

    def send_messages(self, messages: Any) -> int:
        """Refuse it as a server does."""
        if any("a-hong" in address for one in messages for address in one.to):
            raise OSError("550 không có hộp thư này")
        return int(super().send_messages(messages))


def test_a_reviewed_page_no_longer_says_that_it_is_being_read_again(office: Province) -> None:
    """Its foot said "Rà soát ngày" while its head said that it was being looked at."""
    day = timezone.localdate()
    cause = Succession.objects.create(
        action=Succession.Action.CLOSE, fact_kind="cms.portal", fact_id=office.portal.pk, day=day
    )
    Review.objects.create(page=office.office, cause=cause, due=day)
    officer = an_officer("ra-soat")
    note_review(office.office, day, user=officer, is_done=False)
    assert Review.objects.filter(done_at=None).exists()
    note_review(office.office, day, user=officer, is_done=True)
    assert not Review.objects.filter(done_at=None).exists()

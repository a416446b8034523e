"""Notice of suspension: in time, on every page that leads there, and over when it is over."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.collect.suspensions import next_hours
from cms.models import Portal, SuspensionPage
from cms.publishing.complete import faults
from cms.working_days import earliest_after
from sitegen.collect.site import collect
from sitegen.collect.warm import Collector
from sitegen.documents.base import Head
from sitegen.pipeline import differences
from tests.factories import (
    Province,
    a_catalogue,
    a_fact,
    a_group,
    a_guide_page,
    a_procedure,
    an_agency_home_page,
    an_announcement_page,
    publish,
    stream,
)
from tests.factory_office import a_suspension_page
from tests.site.editing import add_page

HOUR = timedelta(hours=1)


def _at(now: datetime, title: str) -> Any:
    found = collect(now).collection.documents
    return next(one for one in found if one.head.title == title and one.head.key[:4] == "page")


def _said(head: Head) -> list[tuple[str, str, bool, str]]:
    return [(one.kind, one.subject, one.is_coming, one.path) for one in head.notices]


@pytest.fixture
def suspended(province: Province) -> SuspensionPage:
    return a_suspension_page(province.office, ("portal", province.portal.pk))


@pytest.fixture
def guide(province: Province) -> Any:
    group = a_group(portal=province.portal.pk)
    return a_guide_page(province.office, title="Dẫn tới cổng", groups=stream(("group", group)))


def test_pages_that_lead_there_tell_it_before_and_during_and_no_longer_after(
    province: Province, guide: Any, suspended: SuspensionPage
) -> None:
    an_announcement_page(province.office, title="Chuyện khác")
    assert suspended.starts_at
    assert suspended.ends_at
    subject, path = province.portal.name, "so-noi-vu/tam-ngung-de-nang-cap/"
    before, during = suspended.starts_at - HOUR, suspended.starts_at + HOUR
    assert _said(_at(before, guide.title).head) == [("suspend", subject, True, path)]
    assert _said(_at(during, guide.title).head) == [("suspend", subject, False, path)]
    for now in (before, during, suspended.ends_at):
        assert _at(now, "Chuyện khác").head.notices == ()
        assert _at(now, suspended.title).head.notices == ()  # it says it itself
    assert _at(suspended.ends_at, guide.title).head.notices == ()


def test_the_page_itself_says_how_it_stands(suspended: SuspensionPage) -> None:
    assert suspended.starts_at
    assert suspended.ends_at
    hours = (suspended.starts_at - HOUR, suspended.starts_at, suspended.ends_at)
    assert [_at(now, suspended.title).state for now in hours] == ["coming", "now", "over"]


def test_lists_feeds_and_search_say_the_hours(suspended: SuspensionPage) -> None:
    """A card of a notice of 2023 said that nobody could file, and not when that was."""
    assert suspended.starts_at
    shown = _at(timezone.now(), suspended.title).head.summary
    assert shown.startswith(f"{timezone.localtime(suspended.starts_at):%H:%M %d/%m/%Y} – ")


def test_the_clock_alone_changes_every_page_that_tells_it(
    province: Province, guide: Any, suspended: SuspensionPage
) -> None:
    collector, now = Collector(), timezone.now()
    collector.collect(now)
    hours = sorted(next_hours(now))
    assert hours == [suspended.starts_at, suspended.ends_at]
    for hour in hours:
        warm, cold = collector.collect(hour).collection, collect(hour).collection
        assert differences(warm, cold) == ()


def test_a_page_that_begins_to_lead_there_tells_it_without_being_asked(
    province: Province, suspended: SuspensionPage
) -> None:
    page = a_guide_page(province.office, title="Chưa dẫn")
    collector, now = Collector(), timezone.now()
    collector.collect(now)
    page.groups = stream(("group", a_group(portal=province.portal.pk)))
    publish(page)
    warm = collector.collect(now + timedelta(seconds=1)).collection
    assert differences(warm, collect(now).collection) == ()
    (head,) = (one.head for one in warm.documents if one.head.key == f"page-{page.pk}")
    assert [one.kind for one in head.notices] == ["suspend"]


def test_a_service_is_told_where_its_procedure_is_listed(province: Province) -> None:
    procedure, other = a_procedure("Khai sinh"), a_procedure("Kết hôn")
    for title, row in (("Danh mục một", procedure), ("Danh mục hai", other)):
        body = stream(("catalogue", a_catalogue(row)))
        an_announcement_page(province.office, title=title, body=body)
    a_suspension_page(province.office, ("procedure", procedure.pk))
    now = timezone.now()
    assert [one.subject for one in _at(now, "Danh mục một").head.notices] == ["Khai sinh"]
    assert _at(now, "Danh mục hai").head.notices == ()


@pytest.mark.parametrize("hidden", ["draft", "unpublished portal"])
def test_what_is_not_public_is_told_nowhere(province: Province, guide: Any, hidden: str) -> None:
    portal: Any = province.portal
    if hidden == "draft":
        a_suspension_page(province.office, ("portal", portal.pk), is_live=False)
    else:
        portal = a_fact(Portal, name="Cổng kín", short_name="Kín", address="https://kin.vn")
        a_suspension_page(province.office, ("portal", portal.pk), title="Ngừng cổng kín")
        guide.groups = stream(("group", a_group(portal=portal.pk)))
        publish(guide)
        portal.unpublish()
    found = collect(timezone.now()).collection
    assert all(one.head.notices == () for one in found.documents)
    assert hidden == "draft" or "suspended-missing" in {one.code for one in found.findings}


def _notice(start: datetime, **changes: Any) -> dict[str, Any]:
    def said(hour: datetime) -> str:
        return timezone.localtime(hour).strftime("%Y-%m-%d %H:%M")

    return {
        "title": "Tạm ngừng",
        "suspended": stream(("other", "Tra cứu")),
        "starts_at": said(start),
        "ends_at": said(start + HOUR),
        "reason": "Nâng cấp.",
        **changes,
    }


def _morning(days_late: int) -> datetime:
    """Return the first hour that is told in time, so many days earlier."""
    first = earliest_after(timezone.localdate(), 7) - timedelta(days=days_late)
    return datetime.combine(first, time(8), timezone.get_current_timezone())


@pytest.mark.parametrize(
    ("days_late", "changes", "field"),
    [
        (0, {}, None),
        (1, {}, "starts_at"),
        (1, {"is_force_majeure": "on"}, "force_majeure_reason"),
        (1, {"is_force_majeure": "on", "force_majeure_reason": "Lũ"}, None),
    ],
)
def test_seven_working_days_of_notice_or_what_could_not_wait(
    editor: Any, province: Province, days_late: int, changes: dict[str, Any], field: str | None
) -> None:
    start = _morning(days_late)
    made = add_page(editor, province.office, SuspensionPage, **_notice(start, **changes))
    assert set(made.errors) == ({field} if field else set())
    if field == "starts_at":
        assert f"{_morning(0):%d/%m/%Y}" in made.errors[field]


def test_a_draft_may_wait_and_an_end_before_the_beginning_may_not(
    editor: Any, province: Province
) -> None:
    late = _notice(_morning(3))
    assert add_page(editor, province.office, SuspensionPage, is_draft=True, **late).is_saved
    wrong = {**late, "title": "Ngược", "ends_at": late["starts_at"]}
    made = add_page(editor, province.office, SuspensionPage, is_draft=True, **wrong)
    assert set(made.errors) == {"ends_at"}


def test_publishing_without_a_form_asks_the_same(province: Province) -> None:
    start = _morning(1)
    page = a_suspension_page(province.office, starts_at=start, ends_at=start + HOUR, is_live=False)
    assert any("7 ngày làm việc" in fault for fault in faults(page))


def test_what_readers_were_told_in_time_may_be_edited_later_but_not_moved_nearer(
    province: Province,
) -> None:
    start = _morning(5)
    page = a_suspension_page(province.office, starts_at=start, ends_at=start + HOUR)
    page.ends_at = start + 5 * HOUR
    assert faults(page) == ()
    page.starts_at = start - timedelta(days=1)
    assert any("7 ngày làm việc" in fault for fault in faults(page))


SHORT = "7 ngày làm việc"


def _wrong(page: SuspensionPage) -> str:
    return " ".join(faults(page))


def _late(province: Province, **changes: Any) -> SuspensionPage:
    start = _morning(3)
    return a_suspension_page(province.office, starts_at=start, ends_at=start + HOUR, **changes)


def test_what_could_not_wait_is_asked_anew_once_it_could(province: Province) -> None:
    page = _late(province, is_force_majeure=True, force_majeure_reason="Lũ")
    assert faults(page) == ()
    page.is_force_majeure = False
    assert SHORT in _wrong(page)


@pytest.mark.parametrize("reason", ["", " ", ".", "…!?", "\u200b"])
def test_what_could_not_wait_is_said_in_words(province: Province, reason: str) -> None:
    page = _late(province, is_live=False, is_force_majeure=True, force_majeure_reason=reason)
    assert "sự kiện gì" in _wrong(page)


def test_another_subject_is_news_and_other_spelling_or_less_is_not(province: Province) -> None:
    told = (("other", "Tra cứu qua tin nhắn"), ("portal", province.portal.pk))
    start = _morning(3)
    page = a_suspension_page(province.office, *told, starts_at=start, ends_at=start + HOUR)
    for known in ((("other", "tra cứu  qua Tin nhắn"), told[1]), told[:1], told[1:], told[::-1]):
        page.suspended = stream(*known)
        assert faults(page) == (), known
    procedure = ("procedure", a_procedure("Khai sinh").pk)
    for new in ((("other", "Nộp hồ sơ"),), (*told, procedure), (procedure,)):
        page.suspended = stream(*new)
        assert SHORT in _wrong(page), new


def test_a_page_in_another_language_is_asked_unless_its_public_source_says_the_same(
    province: Province,
) -> None:
    english = Locale.objects.get_or_create(language_code="en")[0]
    page = _late(province)
    made: Any = page.copy_for_translation(english, copy_parents=True)
    made.suspended[0].value = "Text message look-up"
    assert faults(made) == ()
    own: Any = SuspensionPage.objects.get(pk=made.pk)
    own.starts_at -= timedelta(days=1)
    assert SHORT in _wrong(own)
    page.unpublish()
    assert SHORT in _wrong(made)
    above = made.get_parent()
    start = _morning(3)
    alone = a_suspension_page(
        above, title="Alone", starts_at=start, ends_at=start + HOUR, is_live=False
    )
    assert SHORT in _wrong(alone)


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
@pytest.mark.parametrize("is_draft", [False, True])
def test_a_year_that_nobody_means_is_refused(
    editor: Any, province: Province, field: str, is_draft: bool
) -> None:
    sent = _notice(_morning(0), **{"ends_at": "9999-12-31 23:59", field: "9999-12-31 22:00"})
    made = add_page(editor, province.office, SuspensionPage, is_draft=is_draft, **sent)
    assert field in made.errors
    assert "xem lại năm" in made.errors[field]


@pytest.mark.parametrize("ticked", ["publish_copies", "alias"])
@pytest.mark.parametrize("above", [False, True])
def test_copies_of_notices_are_drafts(
    admin_client: Client, province: Province, ticked: str, above: bool
) -> None:
    page = _late(province)
    copied: Page = province.office if above else page
    sent = {
        "new_title": "Bản sao",
        "new_slug": "ban-sao",
        "new_parent_page": copied.get_parent().pk,
        "copy_subpages": "on",
        ticked: "on",
    }
    address = reverse("wagtailadmin_pages:copy", args=[copied.pk])
    assert ticked not in admin_client.get(address).content.decode()
    assert admin_client.post(address, sent).status_code == 302
    (copy,) = SuspensionPage.objects.exclude(pk=page.pk)
    assert not copy.live
    assert copy.alias_of is None
    assert SHORT in _wrong(copy)


def test_copies_of_other_pages_may_be_public(admin_client: Client, province: Province) -> None:
    other = an_agency_home_page(province.home, agency=province.agency, title="Ban khác")
    address = reverse("wagtailadmin_pages:copy", args=[other.pk])
    assert "publish_copies" in admin_client.get(address).content.decode()

"""The law as rows: each is asked, each check is seen failing and passing, dates and levels count."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ReferenceIndex

from cms.models import (
    Agency,
    LegalDocument,
    Obligation,
    Procedure,
    Review,
    ServiceKind,
    ServiceKindRegime,
    Succession,
    SuspensionPage,
)
from cms.models.about import PARTS
from cms.obligations.offices import Office
from cms.obligations.verdicts import CHECKS, Verdict, verdicts_on
from tests.factories import (
    Province,
    a_catalogue,
    a_fact,
    a_guide_page,
    a_procedure,
    a_regime,
    an_agency_home_page,
    an_announcement_page,
    another_agency,
    items,
    publish,
    stream,
)
from tests.factory_office import a_channels_page, a_suspension_page, an_about_page

pytestmark = pytest.mark.django_db
AFTER = {"signed_day": 2, "signed_month": 11, "signed_year": 2026}


def said_of(office: Office, check: str) -> list[Verdict]:
    """Return the verdicts of that check, on every row that asks it, whatever the level of the office."""
    Obligation.objects.update(levels="")
    found = [
        one for one in verdicts_on(office, office.day.year) if one.obligation.machine_check == check
    ]
    assert found
    return found


def an_office(place: Province) -> Office:
    return Office(Agency.objects.get(pk=place.agency.pk), timezone.localdate())


# What each check takes for missing, and for right


def no_procedure(place: Province, _settings: Any) -> Office:
    return an_office(place)


def a_procedure_without_code(place: Province, _settings: Any) -> Office:
    a_procedure(agency=place.agency)
    return an_office(place)


def a_procedure_with_code(place: Province, _settings: Any) -> Office:
    a_procedure(agency=place.agency, code="1.004888")
    return an_office(place)


def no_page_of_the_kind(place: Province, _settings: Any) -> Office:
    return an_office(place)


def about_with_a_leader_without_tasks(place: Province, _settings: Any) -> Office:
    words = stream(("paragraph", "<p>Chức năng, nhiệm vụ.</p>"))
    leader = {"post": "Giám đốc", "biography": "Kỹ sư.", "tasks": []}
    more = {**dict.fromkeys(PARTS, words), "leaders": stream(("leader", leader))}
    an_about_page(place.office, **more)
    return an_office(place)


def about_with_a_blank_part(place: Province, _settings: Any) -> Office:
    an_about_page(place.office)
    return an_office(place)


def about_whole(place: Province, _settings: Any) -> Office:
    words = stream(("paragraph", "<p>Chức năng, nhiệm vụ.</p>"))
    leader = {"post": "Giám đốc", "biography": "Kỹ sư.", "tasks": items("Phụ trách chung.")}
    an_about_page(place.office, **dict.fromkeys(PARTS, words), leaders=stream(("leader", leader)))
    return an_office(place)


def a_page_that_waits(place: Province, _settings: Any) -> Office:
    cause = Succession.objects.create(
        action=Succession.Action.CLOSE,
        fact_kind="cms.portal",
        fact_id=place.portal.pk,
        day=timezone.localdate(),
    )
    Review.objects.create(page=place.office, cause=cause, due=timezone.localdate())
    return an_office(place)


def a_fact_past_its_review(place: Province, _settings: Any) -> Office:
    yesterday = timezone.localdate() - timedelta(days=1)
    a_procedure(agency=place.agency, review_on=yesterday)
    return an_office(place)


def nothing_waits(place: Province, _settings: Any) -> Office:
    return an_office(place)


def a_closed_portal(place: Province, _settings: Any) -> Office:
    type(place.portal).objects.update(closed_on=timezone.localdate())
    return an_office(place)


def nobody_to_call(place: Province, _settings: Any) -> Office:
    type(place.contact).objects.update(phone="")
    return an_office(place)


def a_list_of_channels(place: Province, _settings: Any) -> Office:
    a_channels_page(place.office)
    return an_office(place)


def a_foreign_address(place: Province, settings: Any) -> Office:
    settings.LOA_MIRROR_ADDRESS = "https://sonoivu-backan.vn/"
    return an_office(place)


def no_address(place: Province, settings: Any) -> Office:
    settings.LOA_MIRROR_ADDRESS = ""
    return an_office(place)


def a_lawful_address(place: Province, settings: Any) -> Office:
    settings.LOA_MIRROR_ADDRESS = "https://sonoivu.backan.gov.vn/"
    return an_office(place)


def a_page_without_summary(place: Province, _settings: Any) -> Office:
    return an_office(place)


def pages_with_summaries(place: Province, _settings: Any) -> Office:
    place.office.summary = "Nộp hồ sơ, hỏi ai, xem gì."
    publish(place.office)
    return an_office(place)


def notices(place: Province, *notices: dict[str, Any]) -> Office:
    """Return an office with notices, each by the days until it begins; told long before the check."""
    now = timezone.now().replace(microsecond=0)
    for number, one in enumerate(notices):
        page = a_suspension_page(place.office, title=f"Tạm ngừng {number}", is_live=False)
        starts = now + timedelta(days=one.pop("days"))
        more = {"starts_at": starts, "ends_at": starts + timedelta(hours=8), **one}
        told = {"live": True, "first_published_at": now}  # whoever published it did not ask
        SuspensionPage.objects.filter(pk=page.pk).update(**told, **more)
    return an_office(place)


def a_late_notice(place: Province, _settings: Any) -> Office:
    return notices(place, {"days": 40}, {"days": 5})


def early_or_forced_notices(place: Province, _settings: Any) -> Office:
    return notices(place, {"days": 40}, {"days": 1, "is_force_majeure": True})


def a_partial(place: Province, **more: str) -> Office:
    kind = a_fact(
        ServiceKind, name="Một phần", regime=a_regime(), order=5, definition="Làm một phần."
    )
    a_procedure(agency=place.agency, service_kind=kind, **more)
    return an_office(place)


def a_partial_without_reason(place: Province, _settings: Any) -> Office:
    return a_partial(place)


def a_partial_without_text(place: Province, _settings: Any) -> Office:
    return a_partial(place, partial_reason=Procedure.PartialReason.ON_SITE)


def a_partial_with_reason(place: Province, _settings: Any) -> Office:
    basis = "Luật Xây dựng, Điều 89"
    return a_partial(place, partial_reason=Procedure.PartialReason.ON_SITE, partial_basis=basis)


def a_page_with_procedures(place: Province, *blocks: Any) -> Office:
    catalogue = ("catalogue", a_catalogue(a_procedure()))
    page = an_announcement_page(place.office, body=stream(catalogue, *blocks))
    ReferenceIndex.create_or_update_for_object(page)  # after a commit, which a test never sees
    return an_office(place)


def a_catalogue_alone(place: Province, _settings: Any) -> Office:
    a_guide_page(place.office)
    return a_page_with_procedures(place)


def a_catalogue_with_a_guide(place: Province, _settings: Any) -> Office:
    guide = a_guide_page(place.office)
    link = f'<p><a linktype="page" id="{guide.pk}">Cách nộp</a></p>'
    return a_page_with_procedures(place, ("paragraph", link))


def no_regime(place: Province, _settings: Any) -> Office:
    return an_office(place)


def an_empty_regime(place: Province, _settings: Any) -> Office:
    a_fact(ServiceKindRegime, name="Quy định mới", valid_from=date(2026, 7, 1))
    return an_office(place)


def a_regime_with_kinds(place: Province, _settings: Any) -> Office:
    a_regime()
    return an_office(place)


def a_decree() -> LegalDocument:
    decree: LegalDocument = a_fact(
        LegalDocument,
        type_name="Nghị định",
        number="42/2022/NĐ-CP",
        name="quy định về dịch vụ công trực tuyến",
        issuer="Chính phủ",
    )
    return decree


def typed(place: Province, words: str, **day: int) -> Office:
    an_announcement_page(place.office, body=stream(("paragraph", f"<p>{words}</p>")), **day)
    return an_office(place)


def a_typed_decree(place: Province, _settings: Any) -> Office:
    return typed(place, "Căn cứ Nghị định số 42/2022/NĐ-CP.", **AFTER)


def a_chosen_decree(place: Province, _settings: Any) -> Office:
    bases = stream(("legal_document", a_decree().pk))
    an_announcement_page(place.office, legal_bases=bases, **AFTER)
    return an_office(place)


def a_decree_of_its_time(place: Province, _settings: Any) -> Office:
    before = {"signed_day": 2, "signed_month": 11, "signed_year": 2022}
    bases = stream(("legal_document", a_decree().pk))
    an_announcement_page(place.office, legal_bases=bases, **before)
    typed(place, "Nghị định này thay thế Nghị định số 42/2022/NĐ-CP.", **AFTER)
    return typed(place, "Căn cứ Nghị định số 42/2022/NĐ-CP.", **before)


def a_home_without_more(place: Province, _settings: Any) -> Office:
    return an_office(place)


def a_home_that_says_all(place: Province, _settings: Any) -> Office:
    point = place.contact
    point.address, point.email = "Số 1, phường Đức Xuân", "snv@backan.example"
    more = {"emblem": "Biểu trưng tỉnh", "responsible": "Chánh Văn phòng"}
    office = an_office(place)
    office.site_home = SimpleNamespace(pk=1, site_title="Bắc Kạn", keeper_contact=point, **more)  # type: ignore[assignment]  # says what a later home page says
    return office


def a_menu_without_more(place: Province, _settings: Any) -> Office:
    return an_office(place)


def a_menu_that_has_all(place: Province, _settings: Any) -> Office:
    return about_whole(place, _settings)


Arranged = Callable[[Province, Any], Office]


@dataclass(frozen=True)
class Seen:
    """Offices at which a check is seen to fail, and one at which it passes."""

    failing: tuple[Arranged, ...]
    passing: Arranged


SEEN = {
    "procedures": Seen((no_procedure, a_procedure_without_code), a_procedure_with_code),
    "about_page": Seen((no_page_of_the_kind, about_with_a_blank_part), about_whole),
    "freshness": Seen((a_page_that_waits, a_fact_past_its_review), nothing_waits),
    "channels": Seen((a_closed_portal, nobody_to_call), nothing_waits),
    "channels_page": Seen((no_page_of_the_kind,), a_list_of_channels),
    "public_address": Seen((a_foreign_address, no_address), a_lawful_address),
    "metadata": Seen((a_page_without_summary,), pages_with_summaries),
    "suspension_notice": Seen((a_late_notice,), early_or_forced_notices),
    "partial_reason": Seen(
        (a_partial_without_reason, a_partial_without_text), a_partial_with_reason
    ),
    "guides_linked": Seen((a_catalogue_alone,), a_catalogue_with_a_guide),
    "service_kinds": Seen((no_regime, an_empty_regime), a_regime_with_kinds),
    "repealed_bases": Seen((a_typed_decree, a_chosen_decree), a_decree_of_its_time),
    "page_head": Seen((a_home_without_more,), a_home_that_says_all),
    "page_foot": Seen((a_home_without_more,), a_home_that_says_all),
    "portal_menu": Seen((a_menu_without_more,), a_menu_that_has_all),
}


def test_every_check_is_seen_failing_and_passing_and_asked_by_a_row() -> None:
    asked = set(
        Obligation.objects.exclude(machine_check="").values_list("machine_check", flat=True)
    )
    assert set(SEEN) == set(CHECKS) == asked


@pytest.mark.parametrize(
    ("check", "arrange"),
    [(check, one) for check, seen in SEEN.items() for one in seen.failing],
    ids=lambda given: given if isinstance(given, str) else given.__name__,
)
def test_what_is_missing_is_said_with_what_to_do(
    check: str, arrange: Arranged, province: Province, settings: Any
) -> None:
    for verdict in said_of(arrange(province, settings), check):
        assert verdict.state == "missing"
        assert verdict.said == CHECKS[check].hint != ""
        assert not verdict.found[0].is_right


@pytest.mark.parametrize("check", SEEN)
def test_what_is_there_is_met_with_its_evidence(
    check: str, province: Province, settings: Any
) -> None:
    for verdict in said_of(SEEN[check].passing(province, settings), check):
        assert (verdict.state, [one.words for one in verdict.found if not one.is_right]) == (
            "met",
            [],
        )
        assert verdict.found


@pytest.mark.parametrize("check", ["partial_reason", "guides_linked"])
def test_what_never_happened_does_not_apply(check: str, province: Province) -> None:
    for verdict in said_of(an_office(province), check):
        assert verdict.state == "none"


# The rows themselves


def test_every_row_says_where_it_is_written_and_can_be_saved_as_it_is() -> None:
    rows = list(Obligation.objects.all())
    assert len(rows) > 20
    for row in rows:
        row.full_clean()
        assert row.source
        assert row.article
        assert row.compared_on is None  # nobody has read the gazette
        assert bool(row.machine_check) == (row.manner == Obligation.Manner.MACHINE)


def test_rows_hold_between_their_days(province: Province) -> None:
    office = an_office(province)
    day = office.day
    row = Obligation.objects.get(key="ipv6")
    for valid_from, valid_until, holds in (
        (None, None, True),
        (day, day, True),
        (day + timedelta(days=1), None, False),
        (None, day - timedelta(days=1), False),
    ):
        row.valid_from, row.valid_until = valid_from, valid_until
        row.save()
        asked = {one.obligation.key for one in verdicts_on(office, day.year)}
        assert ("ipv6" in asked) is holds


def test_an_earlier_year_is_asked_what_held_at_its_end(province: Province) -> None:
    office = Office(province.agency, date(2026, 11, 29))
    assert {one.obligation.source for one in verdicts_on(office, 2025)} == {
        "24/2011/TT-BTTTT",
        "32/2017/TT-BTTTT",
    }


@pytest.mark.parametrize("level", Agency.Level.values)
def test_offices_are_asked_what_is_for_their_level(level: str, province: Province) -> None:
    province.agency.level = level
    asked = {one.obligation.key for one in verdicts_on(an_office_of(province.agency), 2026)}
    for row in Obligation.objects.all():
        assert (row.key in asked) is (not row.levels or level in row.levels.split())
    assert ("gioi-thieu-co-quan" in asked) is (level in ("department", "centre"))


def an_office_of(agency: Agency) -> Office:
    return Office(agency, date(2026, 11, 29))


def test_a_number_that_nobody_can_read_stops_nothing(province: Province) -> None:
    Obligation.objects.filter(key="bao-truoc-tam-ngung").update(measure="bảy")
    office = notices(province, {"days": 40})
    (verdict,) = said_of(office, "suspension_notice")
    assert verdict.state == "missing"
    assert "bảy" in verdict.said


def test_a_check_that_this_version_has_not_is_named(province: Province) -> None:
    Obligation.objects.filter(key="cap-nhat-ngay").update(machine_check="gone")
    (verdict,) = said_of(an_office(province), "gone")
    assert (verdict.state, "gone" in verdict.said) == ("missing", True)


def test_pages_of_an_office_below_are_not_the_upper_ones(province: Province) -> None:
    below = an_agency_home_page(province.office, title="Xã", agency=another_agency(province, "Xã"))
    guide = a_guide_page(below)
    own = a_guide_page(province.office)
    draft = a_guide_page(province.office, title="Nháp", is_live=False)
    numbers = {page.pk for page in an_office(province).pages}
    assert numbers == {province.office.pk, own.pk}
    assert guide.pk not in numbers
    assert draft.pk not in numbers


@pytest.mark.parametrize("count", [1, 20])
def test_asking_takes_as_many_queries_whatever_the_number_of_pages(
    count: int, province: Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        a_guide_page(province.office, title=f"Việc {number}", summary="Làm việc này.")
    with django_assert_max_num_queries(45):
        verdicts_on(an_office(province), timezone.localdate().year)

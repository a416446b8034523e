"""Succession: what ends says so everywhere, opens the list of what to read again, and can be undone."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from cms.models import Agency, LegalDocument, Portal, Review
from cms.succession.acting import Plan, finish_review, seen_state, succeed, undo
from sitegen.models import FormerAddress
from sitegen.pipeline import collect_documents
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    an_agency_home_page,
    an_announcement_page,
    publish,
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


def a_guide(province: Province) -> Any:
    group = a_group(portal=province.portal.pk)
    return a_guide_page(province.office, title="Hướng dẫn", groups=stream(("group", group)))


def close(province: Province, successor: Portal | None, **changes: Any) -> Any:
    plan = Plan(**{"day": CLOSED, "successor": successor, **changes})
    return succeed("cms.portal", province.portal.pk, plan)


def head(title: str) -> Any:
    """Return the head of the page that somebody wrote under ``title``: lists may be called so too."""
    heads = [page.head for page in collect_documents().documents]
    return next(one for one in heads if one.title == title and one.key.startswith("page-"))


def notices(title: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.subject, one.successor) for one in head(title).notices]


def test_closed_portal_says_so_and_its_pages_carry_a_dated_notice_until_read(
    province: Province, national: Portal, officer: Any
) -> None:
    a_guide(province)
    an_announcement_page(province.office, title="Không nhắc tới")
    close(province, national, note="Nay nộp ở cổng quốc gia.")
    province.portal.refresh_from_db()
    assert province.portal.closed_on == CLOSED
    assert province.portal.replaced_by == national
    assert province.portal.closed_note == "Nay nộp ở cổng quốc gia."
    assert notices("Hướng dẫn") == [
        ("close", "Cổng Dịch vụ công tỉnh Bắc Kạn", "Cổng Dịch vụ công quốc gia")
    ]
    assert notices("Không nhắc tới") == []
    assert finish_review(Review.objects.get(page__title="Hướng dẫn"), user=officer)
    assert notices("Hướng dẫn") == []


def test_page_that_only_names_the_portal_by_hand_is_reviewed_too(
    province: Province, national: Portal
) -> None:
    body = stream(("paragraph", "<p>Vào dichvucong.backan.gov.vn.</p>"))
    an_announcement_page(province.office, title="Viết tay", body=body)
    close(province, national)
    assert [(one.page.title, one.by_hand) for one in Review.objects.all()] == [("Viết tay", True)]
    assert notices("Viết tay") != []


def test_opened_again_everything_is_as_before(province: Province, national: Portal) -> None:
    a_guide(province)
    done = close(province, national)
    assert undo(done) == ()
    province.portal.refresh_from_db()
    assert (province.portal.closed_on, province.portal.replaced_by) == (None, None)
    assert notices("Hướng dẫn") == []
    assert not Review.objects.exists()
    close(province, national)  # and it may be closed again


def test_opening_again_keeps_what_somebody_changed_since(
    province: Province, national: Portal
) -> None:
    done = close(province, national)
    province.portal.refresh_from_db()
    province.portal.closed_note = "Lời nhắn mới."
    publish(province.portal)
    assert undo(done) == ("closed_note",)
    province.portal.refresh_from_db()
    assert province.portal.closed_note == "Lời nhắn mới."
    assert province.portal.closed_on is None


def test_draft_that_waits_is_not_lost(province: Province, national: Portal) -> None:
    province.portal.name = "Cổng Dịch vụ công Bắc Kạn"
    province.portal.save_revision()
    close(province, national)
    province.portal.refresh_from_db()
    assert province.portal.name == "Cổng Dịch vụ công tỉnh Bắc Kạn"
    draft = province.portal.get_latest_revision_as_object()
    assert (draft.name, draft.closed_on) == ("Cổng Dịch vụ công Bắc Kạn", CLOSED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"day": date(2010, 1, 1)}, "day"),
        ({"successor": None}, "note"),
        ({"successor": "itself"}, "successor"),
        ({"successor": "closed"}, "successor"),
        ({"successor": "draft"}, "successor"),
        ({"successor": "circle"}, "successor"),
    ],
)
def test_impossible_end_is_refused_at_its_field(
    province: Province, national: Portal, changes: dict[str, Any], field: str
) -> None:
    province.portal.valid_from = date(2012, 1, 1)
    publish(province.portal)
    if changes.get("successor") == "closed":
        national.closed_on = date(2024, 1, 1)
    elif changes.get("successor") == "draft":
        national.live = False
    elif changes.get("successor") == "circle":
        national.replaced_by = province.portal
    national.save()
    plan = {"successor": national, **changes}
    if isinstance(plan["successor"], str):
        plan["successor"] = province.portal if plan["successor"] == "itself" else national
    with pytest.raises(ValidationError) as refused:
        close(province, **plan)
    assert list(refused.value.message_dict) == [field]
    province.portal.refresh_from_db()
    assert province.portal.closed_on is None


def test_second_officer_is_told_that_somebody_was_quicker(
    province: Province, national: Portal
) -> None:
    seen = seen_state("cms.portal", province.portal)
    close(province, national)
    with pytest.raises(ValidationError, match="Vừa có người khác"):
        succeed("cms.portal", province.portal.pk, Plan(day=CLOSED, successor=national), seen=seen)
    with pytest.raises(ValidationError, match="đã làm rồi"):
        close(province, national)


def test_second_tick_changes_nothing(province: Province, national: Portal, officer: Any) -> None:
    a_guide(province)
    close(province, national)
    review = Review.objects.get()
    assert finish_review(review, user=officer)
    assert not finish_review(review, user=None)
    review.refresh_from_db()
    assert review.done_by == officer


def test_merged_office_hands_its_pages_over_and_its_address_leads_on(province: Province) -> None:
    new = a_fact(
        Agency,
        name="Sở Nội vụ tỉnh Thái Nguyên",
        short_name="Sở Nội vụ Thái Nguyên",
        document_name="Sở Nội vụ",
        level=Agency.Level.DEPARTMENT,
        province="tỉnh Thái Nguyên",
    )
    home = an_agency_home_page(province.home, agency=new, title="Sở mới")
    page = an_announcement_page(province.office, title="Thông báo")
    FormerAddress.objects.create(path="so-noi-vu/", page_id=province.office.pk, language="vi")
    done = succeed(
        "cms.agency",
        province.agency.pk,
        Plan(day=CLOSED, successor=new, is_moving_home=True),
    )
    page.refresh_from_db()
    assert page.get_parent().pk == home.pk
    collection = collect_documents()
    assert [(gone.path, gone.successor) for gone in collection.gone] == [("so-noi-vu/", "so-moi/")]
    assert notices("Thông báo")[0][:2] == ("merge", "Sở Nội vụ tỉnh Bắc Kạn")
    undo(done)
    page.refresh_from_db()
    assert page.get_parent().pk == province.office.pk
    assert collect_documents().gone == ()


def test_repealed_text_is_in_force_until_the_day_before(province: Province) -> None:
    old, new = (
        a_fact(LegalDocument, type_name="Nghị định", number=number, name="về x", issuer="Chính phủ")
        for number in ("42/2022/NĐ-CP", "224/2026/NĐ-CP")
    )
    bases = stream(("legal_document", old.pk))
    an_announcement_page(province.office, title="Thông báo", legal_bases=bases)
    succeed("cms.legaldocument", old.pk, Plan(day=date(2026, 7, 1), successor=new))
    old.refresh_from_db()
    assert old.valid_until == date(2026, 6, 30)
    assert notices("Thông báo") == [
        ("repeal", "Nghị định 42/2022/NĐ-CP", "Nghị định 224/2026/NĐ-CP")
    ]


def test_end_that_is_still_to_come_says_so(province: Province, national: Portal) -> None:
    a_guide(province)
    close(province, national, day=date(2099, 3, 1))
    assert head("Hướng dẫn").notices[0].is_coming


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.5", "٣", "9" * 40, "0"])
def test_what_names_no_review_is_not_found(
    province: Province, admin_client: Client, typed: str
) -> None:
    address = reverse("succession:reviews")
    assert admin_client.post(address, {"review": typed}).status_code == 404

"""Chips: a value inside running text is the registry's, and never more than may be shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from cms.chips.kinds import KINDS
from cms.models import AnnouncementPage, LegalDocument, PaymentFact, Portal, Term
from sitegen.collect.site import collect
from sitegen.collect.warm import Collector
from sitegen.documents.inline import FactValue, Text
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_payment,
    a_regime,
    a_step,
    an_announcement_page,
    an_officer,
    an_outreach_page,
    publish,
    stream,
)
from tests.factory_chips import a_chip, saying
from tests.site.collected import codes, collected, document_of

NEW = "https://dichvucong.gov.vn"


def shown(page: Any) -> list[FactValue]:
    """Return the values in the paragraphs of a page."""
    lines = [node.children for node in document_of(page).body]
    return [one for line in lines for one in line if isinstance(one, FactValue)]


def an_announcement(place: Province, *sentences: str, **fields: Any) -> AnnouncementPage:
    page: AnnouncementPage = an_announcement_page(place.office, body=saying(*sentences), **fields)
    return page


def _a_row(place: Province, kind: str) -> Any:
    if kind == "servicekind":
        return a_regime().kinds.first()
    rows: dict[str, Callable[[], Any]] = {
        "portal": lambda: place.portal,
        "agency": lambda: place.agency,
        "contactpoint": lambda: place.contact,
        "legaldocument": lambda: a_regime().legal_document,
        "term": lambda: a_fact(Term, name="căn cước công dân", says="CCCD"),
        "paymentfact": lambda: a_payment(place.agency),
    }
    return rows[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_shows_its_first_value(province: Province, kind: str) -> None:
    row, field = _a_row(province, kind), next(iter(KINDS[kind].fields))
    page = an_announcement(province, f"Xem {a_chip(row, field)} nhé.")
    (value,) = shown(page)
    assert value.value == getattr(row, field)
    assert value.fact_key == f"{kind}-{row.pk}"
    assert codes() == []


def test_address_and_telephone_can_be_tapped(province: Province) -> None:
    page = an_announcement(
        province,
        f"Vào {a_chip(province.portal, 'address')}, gọi {a_chip(province.contact, 'phone')}.",
    )
    assert [one.address for one in shown(page)] == [
        "https://dichvucong.backan.gov.vn",
        "tel:+842093810777",
    ]


def _delete(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).delete()


def _unpublish(row: Any) -> None:
    row.unpublish()


def _empty(row: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(short_name="")


GONE: dict[str, tuple[Callable[[Any], None], str, str]] = {
    "deleted": (_delete, "fact-deleted", "chữ cũ"),
    "unpublished": (_unpublish, "fact-unpublished", ""),
    "emptied": (_empty, "fact-empty", ""),
}


@pytest.mark.parametrize("how", GONE)
def test_fact_that_is_gone_is_a_remark_and_never_a_value(province: Province, how: str) -> None:
    act, code, left = GONE[how]
    portal = a_fact(Portal, name="Cổng thử", short_name="Cổng bí mật", address=NEW)
    page = an_announcement(province, f"Vào {a_chip(portal, 'short_name')} ngay.", title="Bài")
    act(portal)
    (paragraph,) = document_of(page).body
    assert all(isinstance(one, Text) for one in paragraph.children)
    assert "".join(one.value for one in paragraph.children) == f"Vào {left} ngay."
    assert codes() == [(code, "Bài")]


@pytest.mark.parametrize(
    "token",
    [
        '<a linktype="fact" kind="user" id="1" field="password">x</a>',
        '<a linktype="fact" kind="portal" id="{pk}" field="labels">x</a>',
        '<a linktype="fact" kind="portal" id="" field="name">x</a>',
        '<a linktype="fact" kind="portal" id="../1" field="name">x</a>',
        '<a linktype="fact">x</a>',
    ],
)
def test_pasted_token_that_names_nothing_of_ours_is_only_its_words(
    province: Province, token: str
) -> None:
    page = an_announcement(province, f"a {token.format(pk=province.portal.pk)} b", title="Bài")
    (paragraph,) = document_of(page).body
    assert "".join(one.value for one in paragraph.children) == "a x b"
    assert codes() == [("fact-unknown", "Bài")]


def test_markup_inside_a_token_is_not_kept(province: Province) -> None:
    chip = a_chip(province.portal, "name", "<b>Cổng</b><script>x</script>")
    page = an_announcement(province, f"Vào {chip}.")
    assert [one.value for one in shown(page)] == [province.portal.name]


def test_account_waits_for_its_second_person(province: Province) -> None:
    payment = a_payment(province.agency, entered_by=an_officer("mot"))
    page = an_announcement(province, f"Số {a_chip(payment, 'account_number', '9')}.", title="Bài")
    assert shown(page) == []
    assert codes() == [("payment-unconfirmed", "Bài")]
    PaymentFact.objects.filter(pk=payment.pk).update(confirmed_by=an_officer("hai"))
    (value,) = shown(page)
    assert (value.value, value.fact_key) == ("0000 1111 2222", f"account-{payment.pk}")


# On a date


def _close(portal: Portal, successor: Portal | None = None) -> None:
    portal.closed_on, portal.replaced_by = date(2025, 7, 1), successor
    publish(portal)


def test_guide_keeps_the_chosen_fact_with_one_dated_remark(province: Province) -> None:
    successor = a_fact(Portal, name="Cổng quốc gia", short_name="Cổng QG", address=NEW)
    chip = a_chip(province.portal, "short_name")
    steps = (a_step(f"Mở {chip}."), a_step(f"Đóng {chip}."))
    page = a_guide_page(province.office, groups=stream(("group", a_group(*steps))))
    _close(province.portal, successor)
    titles = [step.title for step in document_of(page).groups[0].steps]
    values = [one for title in titles for one in title if isinstance(one, FactValue)]
    assert [one.value for one in values] == ["Cổng tỉnh", "Cổng tỉnh"]
    assert [one.remark for one in values] == [" (đến hết ngày 30/6/2025; nay: Cổng QG)", ""]
    assert values[0].remark_key == f"portal-{successor.pk}"


def test_guide_changes_with_the_fact_and_an_issued_announcement_keeps_its_value(
    province: Province,
) -> None:
    chip = a_chip(province.portal, "address", "cũ rồi")
    sentence = f"Nộp tại {chip}."
    living = an_outreach_page(province.office, body=saying(sentence))
    issued = an_announcement(province, sentence, signed_day=3, signed_month=11, signed_year=2025)
    province.portal.address = NEW
    publish(province.portal)
    (now,), (then,) = shown(living), shown(issued)
    assert (now.value, now.remark, now.is_issued) == (NEW, "", False)
    assert then.value == "https://dichvucong.backan.gov.vn"
    assert (then.remark, then.is_issued) == (f" (nay là {NEW})", True)


def test_issued_words_stand_in_every_later_version(province: Province) -> None:
    issued = an_announcement(
        province,
        f"Nộp tại {a_chip(province.portal, 'address')}.",
        signed_day=3,
        signed_month=11,
        signed_year=2025,
    )
    province.portal.address = NEW
    publish(province.portal)
    again = issued.get_latest_revision_as_object()
    again.summary = "Sửa lỗi chính tả"
    publish(again)
    (then,) = shown(again)
    assert then.value == "https://dichvucong.backan.gov.vn"
    assert 'day="2025-11-03"' in str(again.body.get_prep_value())


def test_text_without_a_date_of_signing_is_not_issued(province: Province) -> None:
    page = an_announcement(
        province, f"Nộp tại {a_chip(province.portal, 'address', day='2020-01-01')}."
    )
    assert "day=" not in str(page.body.get_prep_value())
    (value,) = shown(page)
    assert not value.is_issued


# Warm


def test_change_of_a_fact_reads_only_the_pages_that_show_it(province: Province) -> None:
    showing = an_outreach_page(
        province.office,
        title="Có địa chỉ",
        body=saying(f"Nộp tại {a_chip(province.portal, 'address')}."),
    )
    an_outreach_page(province.office, title="Không có", body=saying("Nộp tại nhà."))
    decree = a_regime().legal_document
    assert decree is not None
    an_outreach_page(
        province.office, title="Căn cứ", body=saying(f"Theo {a_chip(decree, 'symbol')}.")
    )
    collector = Collector()
    before = {one.head.key: one for one in collector.collect(timezone.now()).collection.documents}
    Portal.objects.filter(pk=province.portal.pk).update(address=NEW)
    now = timezone.now()
    after = collector.collect(now).collection
    assert after.documents == collect(now).collection.documents
    changed = [one.head.title for one in after.documents if before[one.head.key] is not one]
    assert changed == [showing.title]
    LegalDocument.objects.filter(pk=decree.pk).update(live=False)
    now = timezone.now()
    after = collector.collect(now).collection
    assert after.documents == collect(now).collection.documents
    assert [one.code for one in after.findings] == [
        one.code for one in collect(now).collection.findings
    ]
    assert "fact-unpublished" in {one.code for one in after.findings}


def test_wagtail_knows_the_fact_as_a_reference(province: Province) -> None:
    page = an_announcement(province, f"Vào {a_chip(province.portal, 'name')}.")
    ReferenceIndex.create_or_update_for_object(page)
    uses = ReferenceIndex.get_references_to(province.portal)
    assert page.pk in {int(use.object_id) for use in uses}


def test_texts_with_chips_cost_no_queries_of_their_own(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(3):
        an_outreach_page(
            province.office,
            title=f"Bài {number}",
            body=saying(f"Vào {a_chip(province.portal, 'name')}."),
        )
    assert Page.objects.count() > 3
    from django.db import connection  # noqa: PLC0415  # beside its only use
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as few:
        collected()
    an_outreach_page(
        province.office,
        title="Nhiều",
        body=saying(*[f"Vào {a_chip(province.contact, 'phone')}."] * 20),
    )
    with django_assert_max_num_queries(len(few)):
        collected()

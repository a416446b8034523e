"""Every block has a node and every page type a collector; what cannot be shown is a remark."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, get_page_models

from cms.blocks.body import BodyBlock
from cms.blocks.leaflet import LeafletBlock
from cms.collect.leaflet import PARTS, PLACES
from cms.collect.nodes import BLOCKS
from cms.models import PaymentFact, ProcedureField
from guides.models import StepSet
from media.models import Illustration
from sitegen.collect.registry import page_collectors
from sitegen.documents.codec import decode, encode
from sitegen.documents.kinds import Document
from tests import factories
from tests.factories import (
    Province,
    a_catalogue,
    a_comparison,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_payment,
    a_picture,
    a_procedure,
    a_step,
    an_announcement_page,
    an_attachment,
    an_officer,
    items,
    publish,
    put_on_panel,
    stream,
)
from tests.factory_office import a_channels_page, a_suspension_page, an_about_page
from tests.site.collected import codes, collected, document_of

OURS = {"cms", "guides"}


def test_every_block_of_a_body_has_a_collector() -> None:
    assert set(BLOCKS) == set(BodyBlock().child_blocks)


def test_every_part_of_a_leaflet_has_a_collector() -> None:
    assert {*PARTS, *PLACES} == set(LeafletBlock().child_blocks)


def test_every_page_type_has_a_collector() -> None:
    ours = {model for model in get_page_models() if model._meta.app_label in OURS}
    assert set(page_collectors()) == ours


def _values(place: Province) -> dict[str, tuple[Any, str]]:
    """Return, by block, a raw value and the kind of node that it gives."""
    guide = a_guide_page(place.office, title="Đích")
    text = "<p>Đoạn <b>văn</b>.</p>"
    listed = {"title": "Tên", "items": items("Một", "Hai")}
    return {
        "agency_grid": ({"title": "Các sở", "names": items("Sở Y tế")}, "agency_grid"),
        "appendix": ({"text": "Danh mục"}, "heading"),
        "assignments": (
            {"items": items({"unit": "Văn phòng", "duties": items("Theo dõi")})},
            "assignments",
        ),
        "benefits": (listed, "benefits"),
        "callout": ({"tone": "warning", "title": "", "text": text}, "callout"),
        "catalogue": (a_catalogue(a_procedure()), "catalogue"),
        "channels": ({"items": items({"name": "Loa", "body": items("Đọc")})}, "channels"),
        "comparison": (a_comparison(), "comparison"),
        "contacts": ({"title": "Gọi", "points": items(place.contact.pk)}, "contacts"),
        "downloads": ({"title": "Tải", "files": items(an_attachment().pk)}, "downloads"),
        "figure": ({"picture": a_picture().pk, "alt": "", "caption": ""}, "figure"),
        "guide": ({"guide": guide.pk}, "embedded_guide"),
        "heading": ({"number": "2.", "text": "Mục", "level": "2"}, "heading"),
        "paragraph": (text, "paragraph"),
        "payment": ({"title": "Phí", "fact": a_payment(place.agency).pk}, "payment"),
        "quotation": ({"text": "Lời", "source": "Văn bản"}, "quotation"),
        "result_delivery": (
            {"title": "Nhận", "ways": items("Qua bưu chính"), "note": ""},
            "result_delivery",
        ),
        "see_also": ({"pages": items(guide.pk)}, "see_also"),
        "table": ({"title": "", "cells": [["Việc", "Phí"], ["Khai sinh", "0"]]}, "table"),
    }


@pytest.mark.parametrize("block", sorted(BLOCKS))
def test_block_becomes_its_node(province: Province, block: str) -> None:
    value, kind = _values(province)[block]
    below = ("paragraph", "<p>Bên dưới.</p>")  # an appendix that nothing follows is left out
    page = an_announcement_page(province.office, body=stream((block, value), below))
    assert [node.kind for node in document_of(page).body] == [kind, "paragraph"]


def test_headings_of_one_name_get_anchors_of_their_own(province: Province) -> None:
    heading = {"number": "", "text": "Nhận kết quả", "level": "2"}
    page = an_announcement_page(province.office, body=stream(*[("heading", heading)] * 3))
    anchors = [node.anchor for node in document_of(page).body]
    assert len(set(anchors)) == 3
    assert anchors[0] == "nhan-ket-qua"


def test_every_document_survives_its_own_json(province: Province) -> None:
    body = stream(*((name, value) for name, (value, _) in _values(province).items()))
    an_announcement_page(province.office, body=body)
    a_leaflet_page(province.office)
    documents = collected().documents
    assert len(documents) > 5
    for document in documents:
        assert isinstance(document, get_args(Document))
        assert decode(encode(document)) == document


def _row_without_procedure(place: Province) -> Page:
    body = stream(("catalogue", a_catalogue(None)))
    return an_announcement_page(place.office, body=body)


def _group_of_a_draft_field(place: Province) -> Page:
    field = ProcedureField.objects.create(name="Hộ tịch", live=False)
    body = stream(("catalogue", a_catalogue(a_procedure(), field=field)))
    return an_announcement_page(place.office, body=body)


def _picture_deleted(place: Province) -> Page:
    picture = a_picture()
    body = stream(("figure", {"picture": picture.pk, "alt": "", "caption": ""}))
    page = an_announcement_page(place.office, body=body)
    Illustration.objects.all().delete()
    return page


def _link_to_a_draft(place: Province) -> Page:
    draft = a_guide_page(place.office, is_live=False)
    text = f'<p><a linktype="page" id="{draft.pk}">xem</a></p>'
    return an_announcement_page(place.office, body=stream(("paragraph", text)))


def _guide_block_of_a_draft(place: Province) -> Page:
    draft = a_guide_page(place.office, is_live=False)
    return an_announcement_page(place.office, body=stream(("guide", {"guide": draft.pk})))


def _office_without_portal(place: Province) -> Page:
    place.agency.portal = None
    place.agency.save()
    return place.office


def _office_gone(place: Province) -> Page:
    place.agency.unpublish()
    place.office.unpublish()
    return a_guide_page(place.home, agency=place.agency)


def _unknown_token(place: Province) -> Page:
    groups = stream(("group", a_group(a_step("Chọn {{huyen}}."))))
    return a_guide_page(place.office, groups=groups)


def _unconfirmed_payment(place: Province) -> Page:
    fact = a_payment(place.agency).pk
    return an_announcement_page(
        place.office, body=stream(("payment", {"title": "Phí", "fact": fact}))
    )


def _step_set_gone(place: Province) -> Page:
    shared = factories.a_step_set()
    group = a_group(a_step(), step_set=shared.pk)
    page = a_guide_page(place.office, groups=stream(("group", group)))
    StepSet.objects.all().delete()
    return page


def _attachment_gone(place: Province) -> Page:
    attachment = an_attachment()
    body = stream(("downloads", {"title": "Tải", "files": items(attachment.pk)}))
    page = an_announcement_page(place.office, body=body)
    attachment.delete()
    return page


def _guide_emptied_behind_the_back(place: Province) -> Page:
    page = a_guide_page(place.office)
    type(page).objects.filter(pk=page.pk).update(groups=[])
    return page


def _leaflet_without_its_guide(place: Province) -> Page:
    guide = a_guide_page(place.office)
    page = a_leaflet_page(place.office)
    steps = {"title": "", "guide": guide.pk, "group": 5, "first": 1, "last": 2, "closing": ""}
    put_on_panel(page, 2, ("steps", steps))
    return publish(page)  # type: ignore[no-any-return]  # the page it was given


FINDINGS: dict[str, Callable[[Province], Page]] = {
    "row-without-procedure": _row_without_procedure,
    "group-without-field": _group_of_a_draft_field,
    "picture-missing": _picture_deleted,
    "link-unpublished": _link_to_a_draft,
    "agency-without-portal": _office_without_portal,
    "page-without-agency": _office_gone,
    "token-unknown": _unknown_token,
    "payment-unconfirmed": _unconfirmed_payment,
    "step-set-missing": _step_set_gone,
    "attachment-missing": _attachment_gone,
    "guide-empty": _guide_emptied_behind_the_back,
    "leaflet-part-missing": _leaflet_without_its_guide,
}


@pytest.mark.parametrize(("code", "case"), FINDINGS.items(), ids=FINDINGS)
def test_what_cannot_be_shown_is_a_remark_by_the_title_of_the_page(
    province: Province, code: str, case: Callable[[Province], Page]
) -> None:
    page = case(province)
    found = [one for one in collected().findings if one.code == code]
    assert {(one.page, one.key) for one in found} == {(page.title, f"page-{page.pk}")}
    assert all(one.severity == "warning" and one.message.endswith(".") for one in found)


def test_guide_block_of_a_draft_is_left_out_with_one_remark(province: Province) -> None:
    page = _guide_block_of_a_draft(province)
    assert document_of(page).body == ()
    assert codes() == [("link-unpublished", page.title)]


def test_broken_page_is_an_error_by_its_title_and_hides_no_other(province: Province) -> None:
    innocent = a_guide_page(province.office, title="Vô can")
    broken = an_announcement_page(province.office, title="Bài hỏng")
    raw = stream(("heading", {"text": "Không có bậc"}))
    type(broken).objects.filter(pk=broken.pk).update(body=raw)
    (found,) = collected().findings
    assert (found.code, found.severity, found.page) == ("page-unreadable", "error", "Bài hỏng")
    assert document_of(innocent).head.title == "Vô can"


def test_confirmed_account_is_shown_and_an_unconfirmed_one_is_not(province: Province) -> None:
    fact = a_payment(province.agency)
    page = an_announcement_page(
        province.office, body=stream(("payment", {"title": "Phí", "fact": fact.pk}))
    )
    (payment,) = document_of(page).body
    assert (payment.account_number, payment.bank, payment.account_holder) == ("", "", "")
    assert payment.ways == ("Nộp qua PayGov", "Chuyển khoản")
    people = {"entered_by": an_officer("mot"), "confirmed_by": an_officer("hai")}
    PaymentFact.objects.filter(pk=fact.pk).update(**people)
    (payment,) = document_of(page).body
    assert payment.account_number == "0000 1111 2222"
    assert codes() == []


def _full_guide(place: Province, number: int) -> Page:
    shared = factories.a_step_set(name=f"Bộ {number}")
    picture = items({"picture": a_picture(f"Hình {number}").pk, "alt": ""})
    groups = (a_group(step_set=shared.pk, steps=[]), a_group(a_step(pictures=picture)))
    return a_guide_page(
        place.office,
        title=f"Việc {number}",
        groups=stream(*(("group", group) for group in groups)),
        contacts=stream(("point", place.contact.pk)),
    )


def _full_announcement(place: Province, number: int) -> Page:
    guide = a_guide_page(place.office, title=f"Kèm {number}")
    fact = a_payment(place.agency, name=f"Phí {number}")
    return an_announcement_page(
        place.office,
        title=f"Thông báo {number}",
        body=stream(
            ("catalogue", a_catalogue(a_procedure(f"Thủ tục {number}"))),
            ("guide", {"guide": guide.pk}),
            ("payment", {"title": "Phí", "fact": fact.pk}),
            ("downloads", {"title": "Tải", "files": items(an_attachment(f"Tệp {number}").pk)}),
        ),
    )


Maker = Callable[[Province, int], Page]
MAKERS: dict[str, Maker] = {
    "office": lambda place, n: factories.an_agency_home_page(
        place.home, agency=place.agency, title=f"Phòng {n}"
    ),
    "guide": _full_guide,
    "announcement": _full_announcement,
    "outreach": lambda place, n: factories.an_outreach_page(place.office, title=f"Bài {n}"),
    "statistics": lambda place, n: factories.a_statistics_page(place.office, title=f"Số {n}"),
    "service kinds": lambda place, n: factories.a_service_kinds_page(
        place.office, title=f"Loại {n}"
    ),
    "contact": lambda place, n: factories.a_contact_page(
        place.office, place.contact, title=f"Hỏi {n}"
    ),
    "leaflet": lambda place, n: factories.a_leaflet_page(place.office, title=f"Tờ {n}"),
    "about": lambda place, n: an_about_page(
        factories.an_agency_home_page(place.home, agency=place.agency, title=f"Ban {n}")
    ),
    "suspension": lambda place, n: a_suspension_page(
        place.office, ("portal", place.portal.pk), title=f"Ngừng {n}"
    ),
    "channels": lambda place, n: a_channels_page(place.office, title=f"Kênh {n}"),
}


def _queries_of_collecting() -> int:
    with CaptureQueriesContext(connection) as asked:
        collected()
    return len(asked)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_six_pages_cost_as_many_queries_as_one(province: Province, make: Maker) -> None:
    make(province, 1)
    for_one = _queries_of_collecting()
    for number in range(2, 7):
        make(province, number)
    assert _queries_of_collecting() == for_one

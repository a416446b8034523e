"""Each page type becomes the document that its readers need: key facts, page by page."""

from datetime import date
from typing import Any

import pytest
from wagtail.models import Site

from cms.models import LegalDocument, OutreachPage, ProcedureField, ServiceKind
from sitegen.documents.base import PartialDate
from sitegen.documents.inline import ButtonName, Link, Text
from sitegen.documents.leaflet import LeafletKinds, LeafletStatistics, LeafletSteps
from sitegen.documents.nodes import Callout, Paragraph
from sitegen.errors import SitegenError
from tests.factories import (
    Province,
    a_catalogue,
    a_comparison,
    a_contact_page,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_picture,
    a_procedure,
    a_regime,
    a_service_kinds_page,
    a_statistics_page,
    a_step,
    a_step_set,
    an_announcement_page,
    an_outreach_page,
    items,
    publish,
    put_on_panel,
    stream,
)
from tests.site.collected import collected, document_of


def test_home_answers_with_entries_latest_pages_offices_and_a_number(province: Province) -> None:
    guide = a_guide_page(province.office)
    announcement = an_announcement_page(province.office)
    home = province.home
    home.entries = stream(("entry", {"title": "Nộp hồ sơ", "text": "Ngay", "page": guide.pk}))
    document = document_of(publish(home))
    assert document.question == "Bạn cần làm gì?"
    (entry,) = document.entries
    assert (entry.title, entry.path) == ("Nộp hồ sơ", "so-noi-vu/nop-ho-so-qua-mang/")
    assert [page.title for page in document.latest] == [announcement.title]
    assert [page.path for page in document.agencies] == ["so-noi-vu/"]
    assert document.contacts[0].phone_link == "+842093810777"


def test_office_lists_its_pages_and_calls_its_contacts_by_the_registry(province: Province) -> None:
    a_guide_page(province.office)
    an_announcement_page(province.office)
    an_outreach_page(province.office)
    document = document_of(province.office)
    assert document.head.agency.name == "Sở Nội vụ tỉnh Bắc Kạn"
    assert [card.name for card in document.contacts] == ["Bộ phận một cửa Sở Nội vụ"]
    shown = [len(document.guides), len(document.announcements), len(document.others)]
    assert shown == [1, 1, 1]


def test_names_are_listed_in_vietnamese_order(province: Province) -> None:
    for title in ("Đất đai", "Dân số", "Ăn uống", "An toàn", "Áo dài"):
        a_guide_page(province.office, title=title)
    titles = [page.title for page in document_of(province.office).guides]
    assert titles == ["An toàn", "Áo dài", "Ăn uống", "Dân số", "Đất đai"]


def _decree(**changes: Any) -> LegalDocument:
    fields = {
        "type_name": "Nghị định",
        "number": "42/2022/NĐ-CP",
        "name": "quy định về việc cung cấp thông tin và dịch vụ công trực tuyến",
        "issued_on": date(2022, 6, 24),
        "issuer": "Chính phủ",
    }
    decree: LegalDocument = a_fact(LegalDocument, **fields | changes)
    return decree


def test_official_text_has_its_head_and_its_foot(province: Province) -> None:
    newer = _decree(number="224/2026/NĐ-CP")
    decree = _decree(valid_until=date(2026, 6, 30), replaced_by=newer)
    page = an_announcement_page(
        province.office,
        legal_bases=stream(("legal_document", decree.pk)),
        lead="Sở Nội vụ thông báo như sau:",
        closing="Các cơ quan được biết, thực hiện./.",
        recipients=stream(
            ("group", {"title": "Bản điện tử", "lines": items("UBND tỉnh (b/c);")}),
            ("group", {"title": "Bản giấy", "lines": items("Lưu: VT.")}),
        ),
        authority="KT.",
        authority_post="Giám đốc",
        signer_post="Phó Giám đốc",
    )
    official = document_of(page).official
    assert official.type_name == "Thông báo"
    assert official.summary_line == page.title
    assert (official.issuing_agency, official.parent_agency) == (
        "Sở Nội vụ",
        "Ủy ban nhân dân tỉnh Bắc Kạn",
    )
    assert (official.number, official.symbol) == ("", "TB-SNV")
    assert official.signed_on == PartialDate(year=2022, month=11)
    (basis,) = official.legal_bases
    assert basis.citation == (
        "Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022 của Chính phủ "
        "quy định về việc cung cấp thông tin và dịch vụ công trực tuyến"
    )
    assert official.closing == "Các cơ quan được biết, thực hiện"
    assert [(group.title, group.lines) for group in official.recipients] == [
        ("Bản điện tử", ("UBND tỉnh (b/c)",)),
        ("Bản giấy", ("Lưu: VT",)),
    ]
    signed = official.signatory
    assert (signed.authority, signed.authority_post, signed.post) == (
        "KT.",
        "Giám đốc",
        "Phó Giám đốc",
    )


def test_repealed_basis_says_what_stands_instead(province: Province) -> None:
    newer = _decree(number="224/2026/NĐ-CP")
    decree = _decree(valid_until=date(2019, 1, 4), replaced_by=newer)
    page = an_announcement_page(province.office, legal_bases=stream(("legal_document", decree.pk)))
    (basis,) = document_of(page).official.legal_bases
    assert basis.repealed_note == (
        "Hết hiệu lực sau ngày 04 tháng 01 năm 2019, được thay bằng Nghị định 224/2026/NĐ-CP."
    )


def test_catalogue_numbers_its_rows_and_adds_up_its_columns(province: Province) -> None:
    fields = [
        a_fact(ProcedureField, name=name, numeral=numeral)
        for name, numeral in (("Công chức", "II"), ("Văn thư", "IX"))
    ]
    first, second, third = (
        a_procedure(name, is_online_only=is_only)
        for name, is_only in (("Thi tuyển", True), ("Nâng ngạch", False), ("Chứng chỉ", True))
    )
    catalogue = a_catalogue(first, second, field=fields[0])
    catalogue["groups"] += a_catalogue(third, field=fields[1])["groups"]
    page = an_announcement_page(province.office, body=stream(("catalogue", catalogue)))
    (table,) = document_of(page).body
    assert [(group.numeral, group.title) for group in table.groups] == [
        ("II", "Công chức"),
        ("IX", "Văn thư"),
    ]
    rows = [row for group in table.groups for row in group.rows]
    assert [(row.number, row.name, row.marks) for row in rows] == [
        (1, "Thi tuyển", (True,)),
        (2, "Nâng ngạch", (False,)),
        (3, "Chứng chỉ", (True,)),
    ]
    assert [column.total for column in table.columns] == [2]


def test_catalogue_column_marks_a_kind_and_a_row_may_differ_from_the_registry(
    province: Province,
) -> None:
    kinds = {kind.name: kind for kind in a_regime().kinds.all()}
    three, four = kinds["Mức độ 3"], kinds["Mức độ 4"]
    catalogue = a_catalogue(a_procedure("Một", service_kind=three), a_procedure("Hai"))
    catalogue["columns"] = items({"label": "Mức độ 3", "service_kind": three.pk})
    rows = catalogue["groups"][0]["value"]["rows"]
    page = an_announcement_page(province.office, body=stream(("catalogue", catalogue)))
    assert document_of(page).body[0].columns[0].total == 1
    rows[0]["value"]["service_kind"] = four.pk
    page.body = stream(("catalogue", catalogue))
    assert document_of(publish(page)).body[0].columns[0].total == 0


def test_only_a_plan_is_an_official_text(province: Province) -> None:
    article = an_outreach_page(province.office)
    plan = an_outreach_page(
        province.office, title="Kế hoạch", form=OutreachPage.Form.PLAN, number="57", posted_on=None
    )
    assert document_of(article).official is None
    assert document_of(article).head.published == date(2023, 8, 18)
    assert document_of(plan).official.type_name == "Kế hoạch"
    assert document_of(plan).official.number == "57"


def test_shared_steps_speak_in_the_name_of_the_office(province: Province) -> None:
    shared = a_step_set(
        a_step("Vào {{cong}}, mục {{co_quan}} tỉnh {{tinh}}."),
        a_step("Nộp phí.", only_if="payment"),
        a_step("Bấm <code>Gửi</code>.", body="<p>Xem <b>biên nhận</b>.</p>"),
        portal=province.portal,
        lead="Làm lần lượt.",
        closing=stream(("paragraph", "<p>Chờ tin của {{co_quan_day_du}}.</p>")),
    )
    note = {"tone": "note", "title": "Lưu ý", "text": "<p>Giữ giấy tờ gốc.</p>"}
    free, paid = (
        a_group(
            title="Qua cổng",
            step_set=shared.pk,
            steps=[],
            has_payment=has_payment,
            closing=stream(("callout", note)),
        )
        for has_payment in (False, True)
    )
    page = a_guide_page(province.office, groups=stream(("group", free), ("group", paid)))
    first, second = document_of(page).groups
    assert [len(first.steps), len(second.steps)] == [2, 3]
    assert [step.number for step in first.steps] == [1, 2]
    assert first.steps[0].title == (
        Text(value="Vào Cổng Dịch vụ công tỉnh Bắc Kạn, mục Sở Nội vụ tỉnh Bắc Kạn."),
    )
    assert first.steps[1].title[1] == ButtonName(value="Gửi")
    assert (first.lead, first.portal.short_name) == ("Làm lần lượt.", "Cổng tỉnh")
    assert [type(node) for node in first.closing] == [Paragraph, Callout]
    assert len({step.anchor for group in (first, second) for step in group.steps}) == 5


def test_office_may_use_its_own_words_and_its_own_picture(province: Province) -> None:
    common, own = a_picture("Chung"), a_picture("Riêng", description="Mục Ban Dân tộc")
    shared = a_step_set(
        a_step("Chọn {{co_quan}}.", pictures=items({"picture": common.pk, "alt": ""}))
    )
    group = a_group(
        step_set=shared.pk,
        steps=[],
        parameters=items({"name": "co_quan", "value": "Ban <Dân tộc>"}),
        own_pictures=items({"step": 1, "picture": own.pk}),
    )
    page = a_guide_page(province.office, groups=stream(("group", group)))
    (step,) = document_of(page).groups[0].steps
    assert step.title == (Text(value="Chọn Ban <Dân tộc>."),)
    assert [picture.alt for picture in step.pictures] == ["Mục Ban Dân tộc"]


def test_closed_portal_is_announced_above_its_steps(province: Province) -> None:
    portal = province.portal
    portal.closed_on, portal.closed_note = date(2025, 7, 1), "Nay nộp ở Cổng quốc gia."
    portal.save()
    page = a_guide_page(province.office, groups=stream(("group", a_group(portal=portal.pk))))
    assert document_of(page).groups[0].notice == "Nay nộp ở Cổng quốc gia."
    portal.closed_on = date(2999, 7, 1)
    portal.save()
    assert document_of(page).groups[0].notice == ""


def test_fields_of_a_step_keep_label_value_example_and_condition(province: Province) -> None:
    field = {"label": "Mức độ", "value": "toàn trình", "example": "4", "condition": "có phí"}
    page = a_guide_page(
        province.office,
        groups=stream(("group", a_group(a_step("Điền.", fields=items(field), is_optional=True)))),
    )
    (step,) = document_of(page).groups[0].steps
    (found,) = step.fields
    assert (found.label, found.value, found.example, found.condition) == tuple(field.values())
    assert step.is_optional


def test_explainer_tells_kinds_in_order_and_what_each_offers(province: Province) -> None:
    page = a_service_kinds_page(province.office, diagram=stream(("comparison", a_comparison())))
    document = document_of(page)
    (regime,) = document.regimes
    assert [kind.name for kind in regime.kinds] == [f"Mức độ {order}" for order in range(1, 5)]
    assert regime.features[0].offered == (False, False, True, True)
    assert regime.legal_basis == "Nghị định 43/2011/NĐ-CP"
    assert document.comparison.right.stations == ("Đi", "Chờ", "Nộp")


@pytest.mark.parametrize("gone", [set(), {2}, {1, 3}, {1, 2, 3, 4}])
def test_each_kind_that_was_taken_down_is_named_and_a_draft_is_not(
    province: Province, gone: set[int]
) -> None:
    page = a_service_kinds_page(province.office)
    kinds = list(ServiceKind.objects.filter(regime__isnull=False).order_by("order"))
    a_fact(
        ServiceKind, name="Chưa ra", regime=kinds[0].regime, order=9, definition="…", is_live=False
    )
    for kind in kinds:
        publish(kind)
        if kind.order in gone:
            kind.unpublish()
    (regime,) = document_of(page).regimes
    assert [kind.name[-1] for kind in regime.kinds] == [
        str(kind.order) for kind in kinds if kind.order not in gone
    ]
    found = {one.about for one in collected().findings if one.code == "kind-missing"}
    assert found == {f"servicekind-{kind.pk}" for kind in kinds if kind.order in gone}


def test_figures_become_plain_numbers(province: Province) -> None:
    document = document_of(a_statistics_page(province.office, remarks="Một.\n\nHai."))
    assert [row.values for row in document.rows] == [("1160", "100.0"), ("325", "99.3")]
    assert document.chart_column == 1
    assert document.remarks == ("Một.", "Hai.")
    assert [column.unit for column in document.column_groups[0].columns] == ["number", "percent"]


def test_contact_page_has_a_card_one_can_call(province: Province) -> None:
    document = document_of(a_contact_page(province.office, province.contact))
    (card,) = document.cards
    assert (card.phone, card.phone_link) == ("0209.3810.777", "+842093810777")


def test_leaflet_takes_steps_kinds_and_figures_from_their_pages(province: Province) -> None:
    guide = a_guide_page(
        province.office, groups=stream(("group", a_group(*(a_step(f"Bước {n}.") for n in "1234"))))
    )
    kinds = a_service_kinds_page(province.office)
    figures = a_statistics_page(province.office)
    page = a_leaflet_page(province.office)
    steps = {"guide": guide.pk, "group": 1, "first": 2, "last": 3, "closing": "<p>Gửi.</p>"}
    put_on_panel(
        page,
        2,
        ("steps", {"title": "Bước 2–3", **steps}),
        ("kinds", {"title": "Bốn mức độ", "page": kinds.pk, "regime": 1}),
        ("statistics", {"title": "Số", "page": figures.pk, "columns": "2", "form": "chart"}),
    )
    document = document_of(publish(page))
    made_steps, made_kinds, made_figures = document.panels[1].parts
    assert isinstance(made_steps, LeafletSteps)
    assert [step.number for step in made_steps.steps] == [2, 3]
    assert made_steps.closing == (Text(value="Gửi."),)
    assert isinstance(made_kinds, LeafletKinds)
    assert [name for name, _ in made_kinds.kinds] == [f"Mức độ {order}" for order in range(1, 5)]
    assert isinstance(made_figures, LeafletStatistics)
    assert made_figures.rows == (("Sở Công Thương", ("100.0",)), ("Sở Y tế", ("99.3",)))
    assert [panel.at for panel in document.panels] == [*range(8)]
    assert (document.imprint.print_run, document.imprint.printed_size) == (5000, "20,5 x 60 cm")


def test_links_lead_to_the_place_of_the_page_in_the_mirror(province: Province) -> None:
    guide = a_guide_page(province.office)
    page = an_announcement_page(
        province.office,
        body=stream(("paragraph", f'<p>Xem <a linktype="page" id="{guide.pk}">ở đây</a>.</p>')),
    )
    (paragraph,) = document_of(page).body
    assert paragraph.children[1] == Link(
        children=(Text(value="ở đây"),), target="page", address="so-noi-vu/nop-ho-so-qua-mang/"
    )


def test_guide_embedded_in_an_announcement_is_word_for_word_the_guide(province: Province) -> None:
    guide = a_guide_page(province.office)
    page = an_announcement_page(province.office, body=stream(("guide", {"guide": guide.pk})))
    (embedded,) = document_of(page).body
    assert embedded.groups == document_of(guide).groups
    assert embedded.path == document_of(guide).head.path


def test_menu_has_the_lists_and_what_officers_put_there(province: Province) -> None:

    a_guide_page(province.office)
    a_contact_page(
        province.home,
        province.contact,
        agency=province.agency,
        show_in_menus=True,
        menu_title="Hỏi",
    )
    site = collected().sites["vi"]
    assert [(item.title, item.path) for item in site.menu] == [
        ("Hướng dẫn", "huong-dan/"),
        ("Hỏi", "lien-he/"),
    ]
    assert (site.name, site.help_phone) == ("Loa Bắc Kạn", "0209.3810.777")


def test_without_a_default_site_the_administrator_reads_where_to_set_it(
    province: Province,
) -> None:
    Site.objects.update(is_default_site=False)
    with pytest.raises(SitegenError, match=r"chưa có “Trang web” mặc định.*Cài đặt, Trang web"):
        collected()

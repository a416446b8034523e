"""What officers get wrong is said in Vietnamese, at the field, and nothing is lost or broken."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cms.models import (
    Agency,
    AnnouncementPage,
    ContactPoint,
    LeafletPage,
    LegalDocument,
    OutreachPage,
    PaymentFact,
    Portal,
    PrintFormat,
    StatisticsPage,
)
from guides.models import GuidePage
from sitegen.pipeline import collect_documents
from tests.factories import (
    Province,
    a_catalogue,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_procedure,
    a_statistics_page,
    an_announcement_page,
    items,
    stream,
)
from tests.site.editing import Outcome, add_fact, add_page, edit_fact, edit_page

Ways = Callable[[Any, Province], Outcome]

GROUPS = stream(("group", a_group()))


def _new_guide(client: Any, parent: Any, **fields: Any) -> Outcome:
    return add_page(client, parent, GuidePage, **{"title": "Nộp hồ sơ", "groups": GROUPS, **fields})


def test_officer_publishes_a_guide_and_it_is_collected(editor: Any, province: Province) -> None:
    outcome = _new_guide(editor, province.office, title="Đăng ký khai sinh")
    assert outcome.errors == {}
    assert outcome.is_saved
    page = GuidePage.objects.get()
    assert (page.live, page.slug) == (True, "dang-ky-khai-sinh")
    found = {document.head.path: document for document in collect_documents().documents}
    assert found["so-noi-vu/dang-ky-khai-sinh/"].head.title == "Đăng ký khai sinh"


def test_officer_changes_a_published_page_and_publishes_again(
    editor: Any, province: Province
) -> None:
    page = an_announcement_page(province.office)
    outcome = edit_page(editor, page, title="Mười thủ tục nộp qua mạng", number="57")
    assert outcome.errors == {}
    page.refresh_from_db()
    assert (page.title, page.number) == ("Mười thủ tục nộp qua mạng", "57")


def test_draft_changes_nothing_that_is_public(editor: Any, province: Province) -> None:
    page = a_guide_page(province.office)
    assert edit_page(editor, page, is_draft=True, title="Chưa xong").is_saved
    page.refresh_from_db()
    assert (page.title, page.has_unpublished_changes) == ("Nộp hồ sơ qua mạng", True)


def _page_without_office(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.home)


def _title_of_300_letters(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.office, title="ă" * 300)


def _no_title(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.office, title="")


def _slug_in_use(client: Any, place: Province) -> Outcome:
    a_guide_page(place.office, slug="nop-ho-so")
    return _new_guide(client, place.office, slug="nop-ho-so")


def _reserved_slug(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.home, agency=place.agency, slug="thong-bao")


def _slug_without_letters(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.office, slug="???")


def _empty_guide(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.office, groups=[])


def _group_without_steps(client: Any, place: Province) -> Outcome:
    return _new_guide(client, place.office, groups=stream(("group", a_group(steps=[]))))


def _step_without_words(client: Any, place: Province) -> Outcome:
    step = {"title": "", "body": ""}
    return _new_guide(client, place.office, groups=stream(("group", a_group(steps=items(step)))))


def _announcement(client: Any, place: Province, **fields: Any) -> Outcome:
    page = an_announcement_page(place.office)
    return edit_page(client, page, **fields)


def _catalogue_row_without_procedure(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, body=stream(("catalogue", a_catalogue(None))))


def _deputy_without_post(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, authority="KT.", authority_post="Giám đốc")


def _deputy_of_a_collective(client: Any, place: Province) -> Outcome:
    signed = {"authority_post": "Uỷ ban nhân dân", "signer_post": "Phó Chủ tịch"}
    return _announcement(client, place, authority="KT.", **signed)


def _person_as_a_collective(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, authority="TM.", authority_post="CHỦ TỊCH")


def _day_without_month(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, signed_day=4, signed_month="")


def _day_that_does_not_exist(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, signed_day=31, signed_month=2, signed_year=2023)


def _month_thirteen(client: Any, place: Province) -> Outcome:
    return _announcement(client, place, signed_month=13)


def _heading_number_in_letters(client: Any, place: Province) -> Outcome:
    heading = {"number": "một", "text": "Danh mục", "level": "2"}
    return _announcement(client, place, body=stream(("heading", heading)))


def _figures(client: Any, place: Province, figures: str) -> Outcome:
    page = a_statistics_page(place.office)
    rows = stream(("row", {"unit": "Sở Y tế", "figures": figures}))
    return edit_page(client, page, rows=rows)


def _too_many_figures(client: Any, place: Province) -> Outcome:
    return _figures(client, place, "1; 2; 3")


def _figure_that_is_none(client: Any, place: Province) -> Outcome:
    return _figures(client, place, "nhiều; 99,3%")


def _period_backwards(client: Any, place: Province) -> Outcome:
    return edit_page(client, a_statistics_page(place.office), period_until="2018-12-31")


def _chart_of_a_column_that_is_not_there(client: Any, place: Province) -> Outcome:
    return edit_page(client, a_statistics_page(place.office), chart_column=3)


def _licence_without_date(client: Any, place: Province) -> Outcome:
    return edit_page(client, a_leaflet_page(place.office), licence_number="79/GPXB")


def _licence_of_tomorrow(client: Any, place: Province) -> Outcome:
    given = {"licence_number": "79/GPXB", "licence_issuer": "Sở Văn hóa"}
    page = a_leaflet_page(place.office)
    return edit_page(client, page, **given, licence_date=date(date.today().year + 1, 1, 1))  # noqa: DTZ011


def _leaflet_on_a_panel_that_its_format_has_not(client: Any, place: Province) -> Outcome:
    page = a_leaflet_page(place.office)
    return edit_page(client, page, format=PrintFormat.objects.get(fold="roll").pk)


def _leaflet_with_two_parts_on_one_panel(client: Any, place: Province) -> Outcome:
    page = a_leaflet_page(place.office)
    turn = {"panel": "4", "name": "Lại mặt bốn"}
    again = [*page.content.get_prep_value(), *stream(("turn", turn), ("imprint", None))]
    return edit_page(client, page, content=again)


def _leaflet_with_two_covers(client: Any, place: Province) -> Outcome:
    page = a_leaflet_page(place.office)
    stored = page.content.get_prep_value()
    return edit_page(client, page, content=[*stored, stored[1]])


def _plan_without_form(client: Any, place: Province) -> Outcome:
    return add_page(client, place.office, OutreachPage, title="Kế hoạch", form="")


def _phone_nobody_can_call(client: Any, place: Province) -> Outcome:
    return add_fact(client, ContactPoint, name="Một cửa", agency=place.agency, phone="38 10 777")


def _office_without_name(client: Any, place: Province) -> Outcome:
    return edit_fact(client, place.agency, name="")


def _portal_dates_backwards(client: Any, place: Province) -> Outcome:
    return edit_fact(client, place.portal, valid_from="2025-07-01", valid_until="2019-01-01")


def _portal_closed_before_it_opened(client: Any, place: Province) -> Outcome:
    return edit_fact(client, place.portal, valid_from="2019-01-01", closed_on="2018-01-01")


def _portal_without_address(client: Any, place: Province) -> Outcome:
    return add_fact(client, Portal, name="Cổng", short_name="Cổng", address="dich vu cong")


REFUSED: dict[Ways, tuple[str, str]] = {
    _page_without_office: ("agency", "Trang chưa có cơ quan"),
    _title_of_300_letters: ("title", "255"),
    _no_title: ("title", "bắt buộc"),
    _slug_in_use: ("slug", "Đã có trang khác dùng địa chỉ “nop-ho-so”"),
    _reserved_slug: ("slug", "thong-bao"),
    _slug_without_letters: ("slug", "Địa chỉ chỉ gồm chữ không dấu"),
    _empty_guide: ("groups", "Hướng dẫn chưa có bước nào"),
    _group_without_steps: ("groups", "“Nộp trên cổng của tỉnh” chưa có bước nào"),
    _step_without_words: ("groups", "bắt buộc"),
    _catalogue_row_without_procedure: ("body", "bắt buộc"),
    _deputy_of_a_collective: ("authority_post", "KT. đứng trước chức vụ của một người"),
    _person_as_a_collective: ("authority_post", "TM. đứng trước tên tập thể"),
    _deputy_without_post: ("signer_post", "Ký thay (KT.) thì phải ghi chức vụ"),
    _day_without_month: ("signed_month", "Đã ghi ngày thì phải ghi tháng"),
    _day_that_does_not_exist: ("signed_day", "Không có ngày"),
    _month_thirteen: ("signed_month", "12"),
    _heading_number_in_letters: ("body", "Chỉ ghi số như 1, 2.1"),
    _too_many_figures: ("rows", "“Sở Y tế” có 3 số, bảng có 2 cột"),
    _figure_that_is_none: ("rows", "“nhiều” không phải là số"),
    _period_backwards: ("period_until", "Ngày cuối kỳ phải sau"),
    _chart_of_a_column_that_is_not_there: ("chart_column", "Không có cột thứ này"),
    _licence_without_date: ("licence_number", "phải ghi ngày cấp và nơi cấp"),
    _licence_of_tomorrow: ("licence_date", "chưa tới"),
    _leaflet_on_a_panel_that_its_format_has_not: ("content", "có 6 mặt, không có mặt thứ 8"),
    _leaflet_with_two_parts_on_one_panel: ("content", "cùng chọn mặt thứ 4 (Trong 3)"),
    _leaflet_with_two_covers: ("content", "hai bìa"),
    _plan_without_form: ("form", "bắt buộc"),
    _phone_nobody_can_call: ("phone", "Không gọi được số này"),
    _office_without_name: ("name", "bắt buộc"),
    _portal_dates_backwards: ("valid_until", "Ngày hết hiệu lực phải sau"),
    _portal_closed_before_it_opened: ("closed_on", "không thể đóng trước"),
    _portal_without_address: ("address", "Địa chỉ chưa đúng"),
}


@pytest.mark.parametrize("way", REFUSED, ids=[way.__name__.strip("_") for way in REFUSED])
def test_mistake_is_said_in_vietnamese_at_its_field(
    editor: Any, province: Province, way: Ways
) -> None:
    field, said = REFUSED[way]
    outcome = way(editor, province)
    assert not outcome.is_saved
    assert set(outcome.errors) == {field}
    assert said in outcome.errors[field]


TABLE_OF_SLUGS = [
    ("Đăng ký khai sinh", "", "dang-ky-khai-sinh"),
    ("Nộp hồ sơ", "Đường lối mới", "duong-loi-moi"),
    ("Nộp hồ sơ", "NOP_HO so", "nop-ho-so"),
    ("Ủy ban nhân dân huyện CưM’gar", "", "uy-ban-nhan-dan-huyen-cumgar"),
    ("Ƀuôn Ma Thuột", "", "buon-ma-thuot"),
    ("2.1 Nộp (trên cổng)", "", "2-1-nop-tren-cong"),
    ("???", "", "trang"),
    ("từ " * 80, "", "tu-" * 26 + "tu"),
]


@pytest.mark.parametrize(("title", "typed", "expected"), TABLE_OF_SLUGS)
def test_address_is_made_from_vietnamese(
    editor: Any, province: Province, title: str, typed: str, expected: str
) -> None:
    outcome = _new_guide(editor, province.office, title=title, slug=typed)
    assert outcome.errors == {}
    assert GuidePage.objects.get().slug == expected


def test_second_page_of_one_title_gets_its_own_address(editor: Any, province: Province) -> None:
    for _ in range(3):
        assert _new_guide(editor, province.office, title="Liên hệ").is_saved
    slugs = set(GuidePage.objects.values_list("slug", flat=True))
    assert slugs == {"lien-he", "lien-he-2", "lien-he-3"}


def test_title_of_a_generated_folder_gets_another_address(editor: Any, province: Province) -> None:
    assert _new_guide(editor, province.home, agency=province.agency, title="Hướng dẫn").is_saved
    assert GuidePage.objects.get().slug == "huong-dan-2"


def test_nothing_of_a_refused_page_is_lost(editor: Any, province: Province) -> None:
    outcome = _new_guide(editor, province.home, title="Việc dở dang", audience="người ở xa")
    shown = outcome.response.content.decode()
    assert "Việc dở dang" in shown
    assert "người ở xa" in shown
    assert not GuidePage.objects.exists()


def test_unfinished_page_can_be_kept_as_a_draft(editor: Any, province: Province) -> None:
    outcome = add_page(editor, province.home, GuidePage, is_draft=True, title="Mới nghĩ ra")
    assert outcome.errors == {}
    page = GuidePage.objects.get()
    assert (page.live, page.slug) == (False, "moi-nghi-ra")
    refused = edit_page(editor, page, title="Mới nghĩ ra")
    assert set(refused.errors) == {"agency", "groups"}


def test_guide_copied_to_where_no_office_answers_is_a_finding(
    editor: Any, province: Province
) -> None:
    page = a_guide_page(province.office)
    response = editor.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Bản sao",
            "new_slug": "ban-sao",
            "new_parent_page": province.home.pk,
            "publish_copies": "on",
        },
    )
    assert response.status_code == 302
    assert GuidePage.objects.filter(slug="ban-sao", live=True).exists()
    found = [(one.code, one.page) for one in collect_documents().findings]
    assert found == [("page-without-agency", "Bản sao")]


def test_every_form_of_the_editor_opens(editor: Any, province: Province) -> None:
    from cms.models import Procedure, ProcedureField, ServiceKind, ServiceKindRegime  # noqa: PLC0415
    from guides.models import StepSet  # noqa: PLC0415

    registries = (
        Agency,
        ContactPoint,
        LegalDocument,
        PaymentFact,
        Portal,
        Procedure,
        ProcedureField,
        ServiceKind,
        ServiceKindRegime,
        StepSet,
    )
    for model in registries:
        for view in ("list", "add"):
            address = reverse(model.snippet_viewset.get_url_name(view))
            assert editor.get(address).status_code == 200, address
    for page_model in (AnnouncementPage, OutreachPage, StatisticsPage, LeafletPage, GuidePage):
        names = (page_model._meta.app_label, page_model._meta.model_name, province.office.pk)
        assert editor.get(reverse("wagtailadmin_pages:add", args=names)).status_code == 200


def test_catalogue_with_procedures_is_taken(editor: Any, province: Province) -> None:
    catalogue = a_catalogue(a_procedure(is_online_only=True), a_procedure("Nâng ngạch"))
    outcome = _announcement(editor, province, body=stream(("catalogue", catalogue)))
    assert outcome.errors == {}
    (page,) = (one for one in collect_documents().documents if one.kind == "announcement")
    assert page.body[0].columns[0].total == 1  # type: ignore[union-attr]  # the only node


def test_licence_with_date_and_office_is_taken(editor: Any, province: Province) -> None:
    page = a_leaflet_page(province.office)
    outcome = edit_page(
        editor,
        page,
        licence_number="79/GPXB-STT&TT",
        licence_date=date(2019, 11, 28),
        licence_issuer="Sở Thông tin và Truyền thông",
    )
    assert outcome.errors == {}

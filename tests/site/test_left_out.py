"""Publishing says what went out: what citizens will not see is named before and after."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.models import AnnouncementPage, PrintFormat, ProcedureField
from sitegen.documents.leaflet import LeafletFormat
from sitegen.errors import Finding
from sitegen.preview import findings_of
from tests.factories import (
    Province,
    a_catalogue,
    a_fact,
    a_leaflet_page,
    a_payment,
    a_procedure,
    an_announcement_page,
    items,
    stream,
)
from tests.print_formats import FORMATS
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


def test_form_is_read_once_for_what_it_leaves_out(
    admin_client: Client, page: AnnouncementPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def counted(shown: Page) -> tuple[Finding, ...]:
        asked.append(shown.pk)
        return findings_of(shown)

    monkeypatch.setattr("cms.publishing.left_out.findings_of", counted)
    assert NAMED[0] in _form(admin_client, page)
    assert asked == [page.pk]


def test_result_of_publishing_names_it_too(admin_client: Client, province: Province) -> None:
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


def test_each_remark_leads_to_where_it_is_mended(
    admin_client: Client, page: AnnouncementPage
) -> None:
    shown = admin_client.get(reverse("published", args=[page.pk])).content.decode()
    for panel in (_panels(_form(admin_client, page)), _panels(shown)):
        ways = re.findall(r'<a href="([^"]+)">Mở để sửa</a>', panel["Chưa hiện với người dân"])
        assert len(ways) == len(NAMED)
        for way, name in zip(ways, NAMED, strict=True):
            assert name in admin_client.get(way).content.decode()


def test_a_field_that_was_taken_down_is_named_with_the_way_to_it(
    admin_client: Client, province: Province
) -> None:
    procedure = a_procedure()
    field = a_fact(ProcedureField, name="Lĩnh vực đã gỡ")
    catalogue = {**a_catalogue(procedure)}
    catalogue["groups"][0]["value"]["field"] = field.pk
    page = an_announcement_page(province.office, body=stream(("catalogue", catalogue)))
    field.unpublish()
    said = _panels(_form(admin_client, page))["Chưa hiện với người dân"]
    assert "Lĩnh vực đã gỡ" in said
    assert "Mở để sửa" in said


def test_whole_page_has_nothing_to_say(admin_client: Client, province: Province) -> None:
    page = an_announcement_page(province.office)
    assert "Chưa hiện với người dân" not in _form(admin_client, page)
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    assert "chưa hiện với người dân" not in shown


def _panels(form: str) -> dict[str, str]:
    """Return what each of the panels says, "" where it is not there."""
    return {
        name: form.partition(f'aria-label="{name}"')[2].partition("</section>")[0]
        for name in (
            "Chưa hiện với người dân",
            "Hiện ra nhưng còn phải sửa",
            "Chỉ thiếu trên tờ in",
        )
    }


TWICE = ("heading", {"number": "Phụ lục II", "text": "Bảng giá", "level": "2"})
BEFORE = ("heading", {"number": "Phụ lục I", "text": "Bảng phí", "level": "2"})
WORDS = ("paragraph", "<p>Nội dung.</p>")
AMISS = {
    "cùng mang số “Phụ lục II”": (WORDS, TWICE, WORDS, TWICE, WORDS),
    "không theo thứ tự số: II, I": (WORDS, TWICE, WORDS, BEFORE, WORDS),
}


@pytest.mark.parametrize("said", AMISS)
def test_what_is_shown_all_the_same_is_never_said_to_be_missing(
    admin_client: Client, province: Province, said: str
) -> None:
    page = an_announcement_page(province.office, title="Có phụ lục", body=stream(*AMISS[said]))
    panels = _panels(_form(admin_client, page))
    assert said in panels["Hiện ra nhưng còn phải sửa"]
    assert not panels["Chưa hiện với người dân"]
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    assert said in shown.partition("thấy phần sau, nhưng còn phải sửa:")[2].partition("</ul>")[0]
    assert "hần sau chưa hiện với người dân" not in shown


def test_what_is_missing_and_what_is_amiss_are_told_apart(
    admin_client: Client, province: Province
) -> None:
    empty = ("appendix", {"text": "Chưa viết"})
    page = an_announcement_page(
        province.office, body=stream(WORDS, TWICE, WORDS, TWICE, WORDS, empty)
    )
    panels = _panels(_form(admin_client, page))
    assert "“Chưa viết” chưa có nội dung" in panels["Chưa hiện với người dân"]
    assert "cùng mang số" in panels["Hiện ra nhưng còn phải sửa"]
    assert "cùng mang số" not in panels["Chưa hiện với người dân"]


SHEETS = {one.layout: one for one in FORMATS if one.layout != "panels"}


@pytest.mark.parametrize("form", SHEETS.values(), ids=SHEETS)
def test_what_only_the_paper_lacks_is_not_said_to_be_hidden_from_citizens(
    admin_client: Client, province: Province, form: LeafletFormat
) -> None:
    """The message named the heading "Đăng ký" as not yet shown; everybody could read it."""
    heading = ("heading", {"number": "", "text": "Đăng ký", "level": "2"})
    cover = {"statement": "Gửi hồ sơ tại nhà", "agencies": items("Sở Nội vụ")}
    page = a_leaflet_page(
        province.office,
        content=stream(("cover", cover), heading, ("imprint", None)),
        format=PrintFormat.objects.get(name=form.name),
    )
    panels = _panels(_form(admin_client, page))
    assert "đề mục “Đăng ký”" in panels["Chỉ thiếu trên tờ in"]
    assert "còn thiếu: " in panels["Chỉ thiếu trên tờ in"]
    assert not panels["Chưa hiện với người dân"]
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    assert outcome.is_saved, outcome.errors
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    assert "đề mục “Đăng ký”" in shown.partition("riêng tờ in còn điều cần xem:")[2]
    assert "hần sau chưa hiện với người dân" not in shown

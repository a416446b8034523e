"""The table of all translations: what it says of a cell is what the mirror does with the page."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from cms.models import Agency, User
from cms.offices.setting_up import groups_of, set_up_office
from cms.translating.table import rows_of
from sitegen.languages import LANGUAGES
from tests.factories import Province, a_fact, an_announcement_page, publish, stream
from tests.site.test_truth import _live, _paragraphs, english

__all__ = ["english"]
SAID = {"Một.": "One.", "Hai.": "Two.", "Hồ sơ": "Files", "Giám đốc": "Director"}


def _states(*pages: Any) -> list[tuple[str, int, int]]:
    en = {Locale.objects.get(language_code="en").pk: LANGUAGES["en"]}
    return [(cell.state, cell.stale, cell.left) for row in rows_of(pages, en) for cell in row.cells]


def _page(province: Province, title: str, *texts: str) -> Any:
    return an_announcement_page(province.office, title=title, body=_paragraphs(*texts))


def test_each_state_is_told(english: Province, committed: Any) -> None:
    whole = _page(english, "Hồ sơ 1", "Một.", "Hai.")
    behind = _page(english, "Hồ sơ 2", "Một.", "Hai.")
    held = _page(english, "Hồ sơ 3", "Một hai ba bốn.", "Năm sáu.")
    none = _page(english, "Hồ sơ 4", "Một.")
    draft = _page(english, "Hồ sơ 5", "Một.")
    for page in (whole, behind):
        _live(committed, page, SAID)
    _live(committed, held, {})
    _live(committed, draft, SAID).unpublish()
    behind.body = _paragraphs("Một.", "Ba bốn năm.")
    publish(behind)

    assert _states(whole) == [("whole", 0, 0)]
    assert _states(behind) == [("behind", 2, 4)]  # both blocks are new ones
    ((state, stale, left),) = _states(held)
    assert (state, stale) == ("held", 0)
    assert left >= 6
    reordered = _page(english, "Hồ sơ 6", "Một.", "Hai.")
    _live(committed, reordered, SAID)
    reordered.body = list(reversed(reordered.body.get_prep_value()))
    publish(reordered)
    assert _states(reordered) == [("behind", 0, 0)]
    assert _states(none) == [("none", 0, 0)]
    assert _states(draft) == [("draft", 0, 0)]


def test_it_costs_the_same_however_many_pages_there_are(
    english: Province, committed: Any, admin_client: Any
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert admin_client.get(reverse("translations_table")).status_code == 200
        return len(asked)

    _live(committed, _page(english, "Hồ sơ 1", "Một."), SAID)
    cost()
    few = cost()
    for number in range(2, 12):
        _live(committed, _page(english, f"Hồ sơ {number}", "Một."), SAID)
    assert cost() == few


def test_what_is_written_down_is_the_whole_and_no_formula(
    english: Province, committed: Any, admin_client: Any
) -> None:
    page = _page(english, '=HYPERLINK("x")', "Một.")
    _live(committed, page, SAID)
    answer = admin_client.get(reverse("translations_table"), {"tep": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:3] == ["Trang", "Ngôn ngữ", "Tình trạng"]
    assert {row[1] for row in rows[1:]} == {
        LANGUAGES[code].name for code in Locale.objects.values_list("language_code", flat=True)
    } - {"Tiếng Việt"}
    assert any(row[0] == '\'=HYPERLINK("x")' for row in rows)
    assert not [row for row in rows if row[0].startswith("=")]


@pytest.mark.parametrize("query", [{}, {"con-viec": "1"}])
def test_only_pages_with_something_to_do_are_left_when_asked(
    english: Province, committed: Any, admin_client: Any, query: dict[str, str]
) -> None:
    whole = _page(english, "Hồ sơ xong", "Một.")
    behind = _page(english, "Hồ sơ dở", "Một.")
    for page in (whole, behind):
        _live(committed, page, SAID)
    behind.body = stream(("paragraph", "<p>Một khác.</p>"))
    publish(behind)
    shown = admin_client.get(reverse("translations_table"), query).content.decode()
    assert "Hồ sơ dở" in shown
    assert ("Hồ sơ xong" in shown) is (not query)


@pytest.mark.parametrize("query", [{}, {"con-viec": "1"}, {"tep": "csv"}])
def test_a_translator_reads_the_pages_of_the_office_that_are_translated(
    english: Province, committed: Any, query: dict[str, str]
) -> None:
    behind = _page(english, "Hồ sơ dở", "Một.")
    _live(committed, behind, SAID)
    behind.body = _paragraphs("Một khác.")
    publish(behind)
    set_up_office(english.agency)
    client = _member(english.agency, "dich")
    answer = client.get(reverse("translations_table"), query)
    assert "Hồ sơ dở" in answer.content.decode("utf-8-sig")

    for row, is_told in ((english.agency, True), (_a_draft_like(english.agency), False)):
        place = f"{row._meta.app_label}/{row._meta.model_name}/{row.pk}"
        named = client.get(f"/admin/localize/api/snippets/{place}/", follow=True)
        assert (str(row) in named.content.decode()) is is_told
    listed = f"/admin/localize/api/snippets/cms/{type(english.agency)._meta.model_name}/"
    assert client.get(listed).status_code == 302


def test_who_approves_sends_the_first_page_of_an_office_and_the_translator_may_then(
    province: Province, committed: Any
) -> None:
    set_up_office(province.agency)
    page = _page(province, "Hồ sơ", "Một.")
    address = f"/admin/localize/submit/page/{page.pk}/"
    translator, approver = (_member(province.agency, one) for one in ("dich", "duyet"))
    assert translator.get(address).status_code == 302
    assert approver.get(address).status_code == 200
    english = Locale.objects.get(language_code="en")
    with committed():
        assert approver.post(address, {"locales": [english.pk]}).status_code == 302
    assert page.has_translation(english)
    assert translator.get(address).status_code == 200


def _member(agency: Agency, role: str) -> Client:
    user = User.objects.create_user(role, f"{role}@loa.example", "x")
    user.groups.add(groups_of(agency)[role])
    client = Client()
    client.force_login(user)
    return client


def _a_draft_like(agency: Agency) -> Agency:
    names = dict.fromkeys(("name", "short_name", "document_name"), "Sở Đang Lập")
    same = {"level": agency.level, "province": agency.province, "is_live": False}
    made: Agency = a_fact(Agency, **names, **same)
    return made

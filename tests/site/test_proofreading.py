"""Proof-reading of pages: told in the form and after publishing, and with a release where it is due."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.models import LegalDocument, Portal, ServiceKind, ServiceKindRegime
from cms.proofreading.pages import label_of, texts_of
from cms.usage.walk import GIVEN, fields_of
from sitegen.collect.registry import page_collectors
from sitegen.collect.site import collect
from sitegen.collect.warm import Collector
from sitegen.preview import findings_of
from tests.factories import (
    Province,
    a_fact,
    a_group,
    a_guide_page,
    a_regime,
    a_statistics_page,
    a_step,
    an_announcement_page,
    an_outreach_page,
    items,
    publish,
    stream,
)
from tests.site.collected import codes, collected
from tests.site.editing import edit_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_portal(province: Province) -> Portal:
    """A portal that closed long ago."""
    row: Portal = a_fact(
        Portal,
        name="Cổng tỉnh cũ",
        short_name="Cổng cũ",
        address="https://dichvucong.cu.gov.vn",
        closed_on=date(2025, 7, 1),
        replaced_by=province.portal,
    )
    return row


def _told(page: Page) -> dict[str, str]:
    """Return what is said of a draft by the rule that says it, with its place."""
    found = findings_of(page)
    return {one.code: f"{one.block}: {one.message}" for one in found if one.code[:6] == "proof-"}


def test_form_and_message_name_place_words_and_reason(
    admin_client: Client, province: Province
) -> None:
    line = "<p>Danh mục thuộc thẩm quyền của của Sở Nội vụ.</p>"
    page = an_announcement_page(province.office, body=stream(("paragraph", line)))
    said = "“của của” trong “Danh mục thuộc thẩm quyền của của Sở Nội vụ.”: một từ gõ hai lần"
    form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    panel = form.partition('aria-label="Hiện ra nhưng còn phải sửa"')[2].partition("</section>")[0]
    assert said in panel
    assert "Đoạn văn" in panel
    outcome = edit_page(admin_client, page, summary="Tóm tắt mới")
    assert outcome.is_saved, outcome.errors
    shown = admin_client.get(outcome.response["Location"]).content.decode()
    assert (
        said
        in shown.partition("Người dân thấy phần sau, nhưng còn phải sửa:")[2].partition("</ul>")[0]
    )


def test_one_thing_in_many_places_is_told_once(province: Province) -> None:
    lines = "".join(f"<p>Điều {number} của của xã.</p>" for number in range(4))
    page = an_announcement_page(province.office, body=stream(("paragraph", lines)))
    (found,) = [one for one in findings_of(page) if one.code == "proof-doubled-word"]
    assert "và 3 chỗ nữa" in found.message
    assert found.is_shown
    assert found.severity == "warning"


def test_what_is_chosen_is_not_read_and_a_link_is(province: Province, old_portal: Portal) -> None:
    chip = f'<a linktype="fact" kind="portal" id="{old_portal.pk}" field="address">x</a>'
    given = f"<p>Vào {chip}, bấm <code>Nộp của của</code>. Bảng của {chip} của xã.</p>"
    page = an_outreach_page(province.office, body=stream(("paragraph", given)))
    assert _told(page) == {}
    assert any(GIVEN in text.words for text in texts_of(page).texts)
    link = '<p>Vào <a href="https://dichvucong.cu.gov.vn">đây</a>.</p>'
    page = an_outreach_page(province.office, body=stream(("paragraph", link)))
    said = _told(page)["proof-closed-portal"]
    assert "https://dichvucong.cu.gov.vn" in said
    assert "ngừng từ 01/07/2025" in said


def test_a_release_tells_what_comes_by_itself_and_the_form_everything(
    province: Province, old_portal: Portal
) -> None:
    words = "<p>Vào dichvucong.cu.gov.vn để nộp và và nhận.</p>"
    page = an_outreach_page(province.office, title="Bài cũ", body=stream(("paragraph", words)))
    assert _told(page).keys() == {"proof-closed-portal", "proof-doubled-word"}
    assert codes() == [("proof-closed-portal", "Bài cũ")]


def test_a_portal_that_closes_is_told_of_pages_that_nobody_touched(province: Province) -> None:
    portal = a_fact(Portal, name="Cổng xã", short_name="Cổng xã", address="http://xa.gov.vn")
    words = stream(("paragraph", "<p>Mở xa.gov.vn.</p>"))
    an_outreach_page(province.office, title="Gõ tay", body=words)
    a_guide_page(province.office, title="Không nhắc")
    warm, now = Collector(), timezone.localtime()
    assert warm.collect(now).collection.findings == ()
    portal.closed_on = timezone.localdate()
    publish(portal)
    now += timedelta(seconds=1)
    found = warm.collect(now).collection.findings
    assert [(one.code, one.page) for one in found] == [("proof-closed-portal", "Gõ tay")]
    assert found == collect(now).collection.findings


@pytest.mark.parametrize("said", ["NĐ 42/2022", "Nghị định số 42/2022/ NĐ-CP", "42/2022/NĐ-CP"])
def test_a_repealed_decree_is_told_of_however_its_number_is_typed(
    province: Province, said: str
) -> None:
    a_fact(
        LegalDocument,
        number="42/2022/NĐ-CP",
        type_name="Nghị định",
        name="về dịch vụ công trực tuyến",
        issuer="Chính phủ",
        valid_until=date(2026, 6, 30),
    )
    words = stream(("paragraph", f"<p>Làm theo {said} của Chính phủ.</p>"))
    an_outreach_page(province.office, title="Bài cũ", body=words, posted_on=date(2026, 11, 2))
    assert codes() == [("proof-repealed-basis", "Bài cũ")]


def test_a_text_is_judged_by_its_own_day(province: Province) -> None:
    a_regime(valid_until=date(2022, 8, 14))
    new = a_fact(ServiceKindRegime, name="Hai loại", valid_from=date(2022, 8, 15))
    a_fact(ServiceKind, name="Một phần", regime=new, order=1, definition="Một đoạn.")
    body = stream(("paragraph", "<p>Dịch vụ công trực tuyến mức độ 3.</p>"))
    days: dict[int, set[str]] = {2019: set(), 2023: {"proof-expired-term"}}
    for year, told in days.items():
        page = an_announcement_page(
            province.office, body=body, signed_day=2, signed_month=12, signed_year=year
        )
        assert _told(page).keys() == told


def test_rows_of_a_statistics_page_are_added_up(province: Province) -> None:
    rows = [(f"Sở {number}", [number, 3 * number, 4 * number]) for number in range(1, 9)]
    rows[4] = ("Sở lệch", [5, 15, 21])
    columns = items(*({"label": name, "unit": "number"} for name in ("Trước", "Mới", "Tất cả")))
    page = a_statistics_page(
        province.office,
        column_groups=stream(("group", {"label": "", "columns": columns})),
        rows=stream(
            *(("row", {"unit": n, "figures": "; ".join(map(str, v))}) for n, v in rows),
        ),
    )
    said = _told(page)["proof-sums"]
    assert "“Sở lệch”" in said
    assert "5 + 15 = 20, không phải 21" in said


def test_a_step_says_its_number_itself(province: Province) -> None:
    groups = stream(("group", a_group(a_step("Bước 1: Mở cổng."), title="Cách 1: trên mạng")))
    page = a_guide_page(province.office, groups=groups)
    found = [one for one in findings_of(page) if one.code == "proof-numbered-twice"]
    assert {one.block.rpartition(", ")[2] for one in found} == {"Việc làm", "Tên cách làm"}


def test_whoever_cannot_read_a_page_does_not_stop_it(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = a_guide_page(province.office, title="Trang lạ")

    def fails(_page: Any) -> None:
        raise ValueError("hỏng")

    monkeypatch.setattr("cms.proofreading.pages.texts_of", fails)
    assert {one.code for one in findings_of(page)} == {"remarks-failed"}
    assert "Trang lạ" in {one.head.title for one in collected().documents}


def test_every_field_that_is_read_has_a_name() -> None:
    paths = [(model, path) for model in page_collectors() for path in _paths(model)]
    assert len(paths) > 50
    for model, path in paths:
        assert label_of(model, path)[:1].isupper(), path


def _paths(model: type[Page]) -> Iterator[str]:
    for one in fields_of(model):
        yield one.name
        if isinstance(one, StreamField):
            yield from _below(one.stream_block, one.name, depth=4)


def _below(block: Any, path: str, *, depth: int) -> Iterator[str]:
    while isinstance(block, blocks.ListBlock):
        block = block.child_block
    for name, child in getattr(block, "child_blocks", {}).items() if depth else ():
        yield f"{path}.{name}"
        yield from _below(child, f"{path}.{name}", depth=depth - 1)


def test_what_is_amiss_in_a_draft_is_not_said_to_be_seen(
    admin_client: Client, province: Province
) -> None:
    body = stream(("paragraph", "<p>Thẩm quyền của của Sở.</p>"))
    for is_live in (False, True):
        page = an_announcement_page(
            province.office, slug=f"nhap-{is_live}", body=body, is_live=is_live
        )
        form = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert "Nếu xuất bản lúc này, phần sau hiện ra nhưng còn phải sửa" in form
        assert "vẫn hiện với người dân" not in form

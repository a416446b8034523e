"""What was changed: written beside a draft, out with its publication, told to readers with its day."""

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.collect.changes import load_changes
from cms.models import ChangeNote
from cms.publishing.changes import keep_note, waiting_note
from sitegen.documents.base import Head, PageChange
from sitegen.documents.changed import days_of
from sitegen.plan import page_entry
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.site_files.feeds import atom, json_feed
from tests.builders import a_site, a_view
from tests.factories import Province, a_guide_page, an_announcement_page
from tests.lots import lots
from tests.site.collected import document_of
from tests.site.editing import edit_page

NOTES = ("Phí còn 20.000 đồng", "Thêm số điện thoại", "Đổi giờ làm việc <sáng> & chiều")


def _days_pass(page: Page, days: int) -> None:
    """Let what has happened to ``page`` be so many days ago."""
    back = timedelta(days=days)
    row = Page.objects.get(pk=page.pk)
    moments = {
        name: getattr(row, name) - back for name in ("first_published_at", "last_published_at")
    }
    Page.objects.filter(pk=page.pk).update(**moments)
    for note in ChangeNote.objects.filter(page=page.pk, published_at__isnull=False):
        note.published_at -= back
        note.before -= back
        note.save()


def _head(page: Page) -> Head:
    head = document_of(page).head
    assert isinstance(head, Head)
    return head


def _fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize("seed", lots(3, 6))
def test_readers_are_told_what_was_written_and_nothing_for_a_typo(
    province: Province, admin_client: Client, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    page = an_announcement_page(province.office, title="Thông báo về phí")
    today = timezone.localdate()
    updated, told = today, list[tuple[int, str]]()  # days are reckoned back from today
    ago = 0
    for at in range(6):
        days = chance.randint(1, 30)
        _days_pass(page, days)
        ago += days
        updated -= timedelta(days=days)
        told = [(before + days, text) for before, text in told]
        kind = chance.choice(("nothing", "note", "typo", "draft first"))
        text = chance.choice(NOTES) if kind in ("note", "draft first") else ""
        fields: dict[str, Any] = {"summary": f"Lần {at}"}
        asked = (
            {"change_note": text, "only_wording": "on"} if kind == "typo" else {"change_note": text}
        )
        if kind == "draft first":
            outcome = edit_page(admin_client, _fresh(page), is_draft=True, **fields, **asked)
            assert outcome.is_saved, outcome.errors
            assert [one.text for one in _head(page).changes] == [text for _, text in told]
            _fresh(page).latest_revision.publish()  # as an approval does, or the hour that was set
        else:
            outcome = edit_page(admin_client, _fresh(page), **fields, **asked)
            assert outcome.is_saved, outcome.errors
        if kind != "typo":
            updated = today
        if text:
            told.insert(0, (0, text))
        head = _head(page)
        assert head.updated == updated, kind
        assert head.changes == tuple(
            PageChange(day=today - timedelta(days=before), text=text) for before, text in told
        )
    assert waiting_note(page) is None


def test_the_form_asks_only_of_what_citizens_see_and_presses_nobody(
    province: Province, admin_client: Client
) -> None:
    page = an_announcement_page(province.office)
    shown = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert shown.count('name="change_note"') == 1
    assert shown.count('name="only_wording"') == 1
    assert edit_page(admin_client, page, summary="Khác").is_saved
    page = _fresh(page)
    page.unpublish()
    shown = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert 'name="change_note"' not in shown
    add = f"/admin/pages/add/cms/announcementpage/{province.office.pk}/"
    assert 'name="change_note"' not in admin_client.get(add).content.decode()


def test_what_is_new_and_nothing_new_at_once_is_refused_and_kept_in_a_draft(
    province: Province, admin_client: Client
) -> None:
    page = an_announcement_page(province.office)
    both = {"change_note": NOTES[0], "only_wording": "on"}
    refused = edit_page(admin_client, page, **both)
    assert not refused.is_saved
    assert "xoá câu" in str(refused.errors)
    assert edit_page(admin_client, page, is_draft=True, **both).is_saved
    shown = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert NOTES[0] in shown


@pytest.mark.parametrize("make", [an_announcement_page, a_guide_page])
def test_a_note_goes_out_once_whatever_the_kind_of_page(province: Province, make: Any) -> None:
    page = make(province.office)
    keep_note(page, NOTES[1], only_wording=False, user=None)
    assert _head(page).changes == ()
    page.save_revision().publish()
    page.save_revision().publish()
    assert [one.text for one in _head(page).changes] == [NOTES[1]]


def test_every_output_tells_it_and_keeps_the_earlier_ones_folded(province: Province) -> None:
    page = an_announcement_page(province.office)
    for text in NOTES:
        keep_note(_fresh(page), text, only_wording=False, user=None)
        _fresh(page).save_revision().publish()
    document = document_of(page)
    html = render(document, a_view()).decode()
    last, *earlier = reversed(NOTES)
    fold = html.partition('<details class="fold news">')[2].partition("</details>")[0]
    assert "Đổi giờ làm việc &lt;sáng&gt; &amp; chiều" in html.replace("\u00a0", " ")
    assert all(text in fold.replace("\u00a0", " ") for text in earlier)
    assert last not in fold
    twin = render_markdown(document, a_view()).decode().replace("\u00a0", " ")
    assert all(text in twin for text in earlier)
    site = a_site(base_address="https://loa.example.vn/")
    entry = page_entry(document)
    assert "Đổi giờ làm việc" in atom([entry], site).decode()
    assert last in json.loads(json_feed([entry], site))["items"][0]["content_text"]


def test_a_translation_shows_the_note_of_its_source_as_vietnamese_once_it_has_followed(
    province: Province,
) -> None:
    page = an_announcement_page(province.office)
    english, _ = Locale.objects.get_or_create(language_code="en")
    other = page.copy_for_translation(english, copy_parents=True)
    other.title = "Notice"
    other.save_revision().publish()
    keep_note(page, NOTES[0], only_wording=False, user=None)
    page.save_revision().publish()
    assert _head(other).changes == ()
    other.save_revision().publish()
    head = _head(other)
    assert [one.text for one in head.changes] == [NOTES[0]]
    assert NOTES[0] in head.untranslated
    assert f'<span lang="vi">{NOTES[0]}'[:20] in render(document_of(other), a_view()).decode()


def test_notes_cost_one_query_however_many(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    page = an_announcement_page(province.office)
    for text in NOTES:
        keep_note(_fresh(page), text, only_wording=False, user=None)
        _fresh(page).save_revision().publish()
    with django_assert_max_num_queries(1):
        load_changes(None)  # type: ignore[arg-type]  # it asks nothing of it


@pytest.mark.parametrize("is_signed", [False, True])
@pytest.mark.parametrize("ago", [0, 400])
def test_an_official_text_says_when_it_was_posted_beside_when_it_was_signed(
    province: Province, ago: int, is_signed: bool
) -> None:
    signed = {"signed_year": 2022, "signed_month": 3, "signed_day": 4} if is_signed else {}
    page = an_announcement_page(province.office, **signed)
    _days_pass(page, ago)
    document = document_of(page)
    today = timezone.localdate()
    assert not is_signed or document.head.published == date(2022, 3, 4)
    assert dict(days_of(document))["published"] == today - timedelta(days=ago)
    assert "updated" not in dict(days_of(document))

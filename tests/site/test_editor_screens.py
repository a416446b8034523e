"""The editor's screens: Vietnamese throughout, and a first page that hides no failure."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import Page

from cms.models import Agency, AnnouncementPage
from cms.settings.environment import ROOT
from sitegen.errors import Finding
from sitegen.pipeline import release_now
from sitegen.release.last_failure import remember_failure
from sitegen.release.report import Report
from tests.factories import an_announcement_page
from tests.site.test_editor_words import DOMAINS, ours, said

LEFT = {"Actions", "Root", "None", "True", "Yes", "No", "Email", "URL", "ID"}
"""Written into Wagtail's templates, or rows of its first migration, or the same in Vietnamese."""


@cache
def english() -> frozenset[str]:
    """Return every sentence that has a translation of ours."""
    entries: list[polib.POEntry] = [entry for domain in DOMAINS for entry in ours(domain)]
    return frozenset(
        entry.msgid.strip() for entry in entries if said(entry).strip() != entry.msgid.strip()
    )


def spoken(response: Any) -> set[str]:
    """Return what a screen says, in its texts and in the names of its buttons."""
    tree = LexborHTMLParser(response.content.decode())
    tree.strip_tags(["script", "style", "svg", "noscript"])
    texts = [node.text_content or "" for node in tree.css("body")[0].traverse(include_text=True)]
    for name in ("title", "aria-label", "placeholder", "data-w-progress-active-value"):
        texts += [node.attributes[name] or "" for node in tree.css(f"[{name}]")]
    return {re.sub(r"\s+", " ", text).strip() for text in texts} - {""}


@pytest.fixture
def page(province: Any) -> AnnouncementPage:
    return an_announcement_page(province.office)


def screens(page: Page) -> dict[str, str]:
    agency = Agency.objects.get()
    names: dict[str, list[Any]] = {
        "wagtailadmin_home": [],
        "wagtailadmin_account": [],
        "wagtailadmin_explore": [page.get_parent().pk],
        "wagtailadmin_pages:add": ["cms", "announcementpage", page.get_parent().pk],
        "wagtailadmin_pages:add_subpage": [page.get_parent().pk],
        "wagtailadmin_pages:edit": [page.pk],
        "wagtailadmin_pages:history": [page.pk],
        "wagtailadmin_pages:usage": [page.pk],
        "wagtailadmin_pages:copy": [page.pk],
        "wagtailadmin_pages:move": [page.pk],
        "wagtailadmin_pages:delete": [page.pk],
        "wagtailadmin_pages:unpublish": [page.pk],
        "wagtailadmin_pages:search": [],
        "announcements:index": [],
        "guide_pages:index": [],
        "wagtailimages:index": [],
        "wagtailimages:add_multiple": [],
        "wagtaildocs:index": [],
        "wagtaildocs:add_multiple": [],
        "wagtailsnippets_cms_agency:list": [],
        "wagtailsnippets_cms_agency:add": [],
        "wagtailsnippets_cms_agency:edit": [agency.pk],
        "wagtailsnippets_cms_agency:history": [agency.pk],
        "wagtailsnippets_cms_agency:delete": [agency.pk],
        "wagtailadmin_reports:site_history": [],
        "wagtailadmin_reports:aging_pages": [],
        "wagtaillocales:index": [],
        "wagtailredirects:index": [],
        "wagtailadmin_collections:index": [],
        "wagtailusers_users:index": [],
        "wagtailusers_users:add": [],
    }
    return {name: reverse(name, args=given) for name, given in names.items()}


def test_no_screen_says_in_english_what_we_have_translated(
    admin_client: Any, page: AnnouncementPage
) -> None:
    found = {
        (name, text)
        for name, address in screens(page).items()
        for text in spoken(admin_client.get(address, headers={"accept-language": "vi"}))
        if text in english() and text not in LEFT
    }
    assert found == set()


def test_languages_count_their_pages_in_vietnamese(
    admin_client: Any, page: AnnouncementPage
) -> None:
    shown = spoken(admin_client.get(reverse("wagtaillocales:index")))
    assert [text for text in shown if re.fullmatch(r"\d+ trang( và \d+ mục khác)?", text)]
    assert not [text for text in shown if " pages" in text]


def test_nobody_is_said_in_vietnamese(admin_client: Any, page: AnnouncementPage) -> None:
    Page.objects.filter(pk=page.pk).update(last_published_at=datetime(2019, 11, 21, tzinfo=UTC))
    shown = spoken(admin_client.get(reverse("wagtailadmin_reports:aging_pages")))
    assert "không rõ ai" in shown
    assert "None" not in shown


def test_scripts_of_the_editor_speak_our_vietnamese(editor: Any) -> None:
    for address in ("/admin/jsi18n/", "/admin/localize/jsi18n/"):
        words = editor.get(address).content.decode()
        for english_, vietnamese in (
            ("Collapse all", "Gấp tất cả"),
            ("Download PO file", "Tải tệp PO về"),
        ):
            assert f"{json.dumps(english_)}: {json.dumps(vietnamese)}" in words


def test_login_asks_in_vietnamese_under_our_mark(client: Any, db: None) -> None:
    shown = client.get(reverse("wagtailadmin_login"), headers={"accept-language": "vi"})
    assert {"Loa", "Mật khẩu", "Tên đăng nhập", "Đăng nhập bộ biên tập"} <= spoken(shown)
    assert b"cms/mark.svg" in shown.content
    assert b"icon-wagtail" not in shown.content


def test_mark_of_the_editor_is_the_mark_of_the_mirror() -> None:
    editors, mirrors = "cms/static/cms/mark.svg", "sitegen/render/assets/mark.svg"
    assert (ROOT / editors).read_bytes() == (ROOT / mirrors).read_bytes()


def test_a_new_announcement_begins_with_the_choice_of_an_office(
    editor: Any, page: AnnouncementPage
) -> None:
    Page.objects.get(pk=page.get_parent().pk).copy(
        recursive=False, update_attrs={"slug": "so-khac", "title": "Sở Khác"}
    )
    asked = editor.get(reverse("announcements:choose_parent"))
    office = page.get_parent()
    assert {"Sở Khác", office.title} <= spoken(asked)
    chosen = editor.post(reverse("announcements:choose_parent"), {"parent_page": office.pk})
    assert chosen.url == reverse(
        "wagtailadmin_pages:add", args=["cms", "announcementpage", office.pk]
    )


def test_first_page_names_the_release_that_citizens_see(
    editor: Any, page: AnnouncementPage
) -> None:
    assert "Chưa có bản phát hành nào." in " ".join(spoken(editor.get("/admin/")))
    assert release_now().status == "released"
    assert "Không có lỗi và không có điều cần lưu ý." in spoken(editor.get("/admin/"))


def test_first_page_tells_of_a_refused_release_and_leads_to_the_page(
    editor: Any, page: AnnouncementPage, settings: Any
) -> None:
    finding = Finding(
        code="link-broken",
        severity="error",
        page=page.title,
        message="Liên kết hỏng.",
        key=f"page-{page.pk}",
    )
    at = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    releases = Path(settings.LOA_VAR) / "releases"
    remember_failure(releases, Report(status="failed", findings=(finding,)), at=at)
    shown = editor.get("/admin/")
    assert "Lần phát hành lúc 15:30 ngày 21/11/2026 không xong." in spoken(shown)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'<a href="{edit}">{page.title}</a>' in shown.content.decode()
    release_now()
    assert "không xong" not in " ".join(spoken(editor.get("/admin/")))

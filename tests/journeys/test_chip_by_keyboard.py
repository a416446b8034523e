"""A fact in running text: chosen with the keyboard, published, and changed where it is kept."""

from pathlib import Path
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.chromium import chromium, settle
from tests.demo_world import manage
from tests.keyboard import press_at, tab_to
from tests.running_demo import RunningDemo, log_in, running_demo, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FIRST = "Nhắc lại:"
WORDS = f"{FIRST} nộp tại"
PARAGRAPH = """
from wagtail.rich_text import RichText
from cms.models import AnnouncementPage
page = AnnouncementPage.objects.order_by("pk").first()
page.body.append(("paragraph", RichText("<p>Xin lưu ý.</p>")))
page.save_revision().publish()
"""
NEW = "https://dichvucong.vi-du.gov.vn"
EDITOR = "#body-root .public-DraftEditor-content"


def test_address_of_a_portal_is_set_and_changed_with_the_keyboard_alone(tmp_path: Path) -> None:
    with running_demo(tmp_path) as demo, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        log_in(page, demo)
        address = demo.text("select address from cms_portal where closed_on is null limit 1")
        name = demo.text("select name from cms_portal where closed_on is null limit 1")
        _write(page, demo)
        _leave_the_chooser(page)
        page.keyboard.type(f"{WORDS} ")
        _choose(page, name, address)
        _publish(page)
        wait_until(lambda: address in _mirror(demo), "the address on the mirror")
        assert f'href="{address}"' in _mirror(demo)
        assert " trước ngày" in _mirror(demo).replace("\xa0", " ")
        _change_the_portal(page, demo)
        wait_until(lambda: NEW in _mirror(demo), "the new address on the mirror")
        assert address not in _mirror(demo)


def _write(page: Page, demo: RunningDemo) -> None:
    prepared = manage(demo.folder, "shell", "-v", "0", "-c", PARAGRAPH)
    assert prepared.returncode == 0, prepared.stderr
    announcement = demo.number("select min(page_ptr_id) from cms_announcementpage")
    page.goto(f"{demo.editor}admin/pages/{announcement}/edit/")
    settle(page)
    tab_to(page, EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")


def _choose(page: Page, name: str, address: str) -> None:
    page.keyboard.press("Control+Alt+d")
    page.wait_for_selector("dialog.loa-fact[open]")
    with page.expect_response(lambda answer: quote_plus(name) in answer.url):
        page.keyboard.insert_text(name)
    settle(page)
    broken = Axe().run(page, context=".loa-fact").response["violations"]
    assert broken == []
    tab_to(page, ".loa-fact__value[data-field=address]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.loa-fact", state="detached")
    _wait_for_the_text(page)
    assert page.locator(".loa-chip").inner_text() == address
    page.keyboard.type("trước ngày 30.")


def _leave_the_chooser(page: Page) -> None:
    page.keyboard.press("Control+Alt+d")
    page.wait_for_selector("dialog.loa-fact[open]")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.loa-fact", state="detached")
    _wait_for_the_text(page)


def _wait_for_the_text(page: Page) -> None:
    """Wait until the text takes keys again: it is read only while something is chosen for it."""
    has_focus = f"document.activeElement.matches('{EDITOR}[contenteditable=true]')"
    page.wait_for_function(has_focus)


def _publish(page: Page) -> None:
    press_at(page, "footer [data-w-dropdown-target=toggle]")
    page.locator("button[name=action-publish]").wait_for()
    with page.expect_navigation():
        press_at(page, "button[name=action-publish]")
    settle(page)


def _mirror(demo: RunningDemo) -> str:
    """Return the sentence with the chip as the mirror shows it, "" while there is none."""
    current = demo.folder / "releases/current"
    for file in current.glob("*/*/index.html"):
        if FIRST in file.read_text("utf-8"):
            html = demo.read(str(file.relative_to(current)))
            return html.partition(FIRST)[2].partition("</p>")[0]
    return ""


def _change_the_portal(page: Page, demo: RunningDemo) -> None:
    portal = demo.number("select id from cms_portal where closed_on is null limit 1")
    page.goto(f"{demo.editor}admin/snippets/cms/portal/edit/{portal}/")
    settle(page)
    tab_to(page, "[name=address]")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(NEW)
    _publish(page)

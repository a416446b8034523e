"""Promise 1: what an officer publishes in the editor is on the mirror, without a command."""

import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.chromium import PATIENCE_SECONDS, settle, until
from tests.demo_world import manage
from tests.keyboard import press_at, tab_to
from tests.running_demo import RunningDemo, be_logged_in, running_demo, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.journey]

CONTACT = "lien-he/index.html"
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


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """An officer's own window, logged in."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    opened = context.new_page()
    be_logged_in(opened, demo)
    opened.goto(f"{demo.editor}admin/")
    yield opened
    context.close()


def test_the_editor_leads_to_the_mirror_of_its_own_demo(demo: RunningDemo, page: Page) -> None:
    link = page.get_by_role("link", name="Xem trang người dân").first
    assert link.get_attribute("href") == demo.mirror
    with page.expect_popup() as opened:
        link.click()
    assert opened.value.url == demo.mirror
    opened.value.get_by_role("heading", level=1).wait_for()


def test_an_edit_published_in_the_browser_reaches_the_mirror_by_itself(
    demo: RunningDemo, page: Page
) -> None:
    words = "Gọi trước khi đi: người trực chỉ bạn từng bước, cả ngày thứ Bảy."
    kept = demo.folder / "releases" / "current" / CONTACT
    assert demo.read(CONTACT)
    assert words not in demo.read(CONTACT)
    _open_for_editing(page, demo)
    page.locator("textarea[name=lead]").fill(words)
    seconds = _publish_and_wait(page, demo, words)
    assert words in kept.read_text("utf-8")
    _unpublish(page, demo)
    wait_until(lambda: _is_gone(demo.mirror + CONTACT), "the page to disappear")
    assert words not in kept.read_text("utf-8")
    assert not kept.with_suffix(".json").exists()
    print(f"published in the editor, read on the mirror after {seconds:.2f} s")  # noqa: T201


def test_address_of_a_portal_is_set_and_changed_with_the_keyboard_alone(
    demo: RunningDemo, page: Page
) -> None:
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


def _open_for_editing(page: Page, demo: RunningDemo) -> None:
    query = "select id from wagtailcore_page where slug = 'lien-he' order by id limit 1"
    page.goto(f"{demo.editor}admin/pages/{demo.number(query)}/edit/")
    settle(page)


def _publish_and_wait(page: Page, demo: RunningDemo, words: str) -> float:
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    started = time.monotonic()
    with page.expect_navigation():  # one that comes while another is under way may never end
        page.locator("button[name=action-publish]").click()
    wait_until(lambda: words in demo.read(CONTACT), "the edit to reach the mirror")
    return time.monotonic() - started


def _unpublish(page: Page, demo: RunningDemo) -> None:
    _open_for_editing(page, demo)
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    with page.expect_navigation():
        page.locator("main form [type=submit], #main form [type=submit]").first.click()


def _is_gone(address: str) -> bool:
    """Tell whether the mirror answers 410, with a sign in the place of the page."""
    try:
        urllib.request.urlopen(address, timeout=PATIENCE_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code == 410
    except OSError:
        return False
    return False


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
    until(page, has_focus)


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

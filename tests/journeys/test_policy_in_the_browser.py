"""Every family of screens in a browser that enforces the policy: nothing is refused, all works."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cms.demo.load.users import PASSWORD
from tests.chromium import chromium, settle
from tests.factories import png
from tests.running_demo import RunningDemo, running_editor

pytestmark = [pytest.mark.browser, pytest.mark.journey]

LISTEN = """addEventListener("securitypolicyviolation", (event) => window.loaRefused(
    `${location.pathname} ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));"""
SCREENS = (
    "admin/",
    "admin/pages/3/",
    "admin/images/",
    "admin/images/add/",
    "admin/documents/",
    "admin/documents/add/",
    "admin/snippets/cms/agency/",
    "admin/snippets/cms/legaldocument/add/",
    "admin/kho-in/new/",
    "admin/reports/site-history/",
    "admin/reports/aging-pages/",
    "admin/phat-hanh/",
    "admin/ra-soat/",
    "admin/dung-o-dau/",
    "admin/account/",
    "admin/noi-dang-nhap/",
    "admin/bao-ve-tai-khoan/",
    "admin/mo-khoa-dang-nhap/",
    "admin/workflows/edit/1/",
    "admin/hai-buoc/",
)


@dataclass
class Watched:
    """A browser at the demo that writes down what its policy refused, and what scripts broke on."""

    demo: RunningDemo
    context: BrowserContext
    refused: list[str] = field(default_factory=list)

    def refuse(self, said: str) -> None:
        """Write down what was refused."""
        self.refused.append(said)

    def open(self, path: str) -> Page:
        """Open a screen in a tab of its own and let it come to rest."""
        for left in self.context.pages[:-1]:
            left.close()  # without asking whether what was typed may go
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.refuse(str(error)))
        page.goto(self.demo.editor + path)
        settle(page)
        return page


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with running_editor(tmp_path_factory.mktemp("demo")) as demo, chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        watched = Watched(demo, context)
        context.expose_function("loaRefused", watched.refuse)
        context.add_init_script(LISTEN)
        page = watched.open("admin/login/")
        _log_in(page, demo.editor, "quan-tri")
        page.wait_for_url("**/admin/")
        yield watched


@pytest.fixture(autouse=True)
def _nothing_is_refused(walk: Watched) -> Iterator[None]:
    walk.refused.clear()
    yield
    walk.context.pages[-1].evaluate("1")  # what was said in the page has arrived
    assert walk.refused == []


def test_browser_reports_what_the_policy_refuses(walk: Watched) -> None:
    """The other tests can fail: a script that somebody slipped in is refused and seen."""
    page = walk.open("admin/noi-dang-nhap/")
    page.evaluate("""() => {
        const slipped = document.createElement("script");
        slipped.textContent = "window.slipped = true";
        document.body.append(slipped);
    }""")
    assert page.evaluate("window.slipped === undefined")
    assert any("script-src-elem inline" in one for one in walk.refused)
    walk.refused.clear()


@pytest.mark.parametrize("path", SCREENS)
def test_screen_opens(walk: Watched, path: str) -> None:
    page = walk.open(path)
    assert page.locator("main").count() == 1


def test_page_is_edited_with_blocks_rich_text_dates_and_preview(walk: Watched) -> None:
    number = walk.demo.number("select min(page_ptr_id) from cms_announcementpage")
    page = walk.open(f"admin/pages/{number}/edit/")
    page.locator("#body-root button.c-sf-add-button").last.click()
    page.get_by_role("option", name="Đoạn văn").click()
    text = page.locator("#body-root .public-DraftEditor-content").last
    text.click()
    page.keyboard.type("Thêm. ")
    expect(text).to_contain_text("Thêm.")
    page.locator("[data-side-panel-toggle=preview]").click()
    expect(page.frame_locator("iframe[title='Xem trước']").last.locator("h1").first).to_be_visible()


def test_picture_is_uploaded_and_chosen_in_a_dialog(walk: Watched) -> None:
    page = walk.open("admin/images/multiple/add/")
    file = {"name": "thu.png", "mimeType": "image/png", "buffer": png()}
    page.locator("input[type=file]").first.set_input_files([file])  # type: ignore[list-item]
    page.locator("#upload-list form[action]").first.wait_for(state="attached")
    steps = walk.demo.number("select min(id) from guides_stepset")
    page = walk.open(f"admin/snippets/guides/stepset/edit/{steps}/")
    page.locator("[data-chooser-action-choose]").first.dispatch_event("click")
    page.locator(".modal-body").wait_for()
    settle(page)


def test_pictures_are_edited_with_callouts_and_redactions(walk: Watched) -> None:
    picture = walk.demo.number("select min(id) from media_illustration")
    steps = walk.demo.number("select min(id) from guides_stepset")
    for path in (f"admin/images/{picture}/", f"admin/snippets/guides/stepset/edit/{steps}/"):
        page = walk.open(path)
        for folded in page.locator(".loa-step [data-panel-toggle]").all()[:1]:
            folded.click()
        page.locator(".loa-editor__bar").first.wait_for()


def test_leaflet_is_edited_checked_and_its_editions_are_seen(walk: Watched) -> None:
    number = walk.demo.number("select min(page_ptr_id) from cms_leafletpage")
    for path in ("pages/{}/edit/", "kiem-tra-in/{}/", "ban-in/{}/"):
        page = walk.open("admin/" + path.format(number))
        assert page.locator("main").count() == 1


def test_translation_is_edited(walk: Watched) -> None:
    number = walk.demo.number(
        "select p.id from wagtailcore_page p join wagtailcore_locale l on l.id = p.locale_id"
        " join guides_guidepage g on g.page_ptr_id = p.id where l.language_code = 'en'"
    )
    page = walk.open(f"admin/pages/{number}/edit/")
    page.locator(":is(#editor, .js-translation-editor) button").first.wait_for()
    source = walk.demo.number(
        "select min(p.id) from wagtailcore_page p join cms_announcementpage on page_ptr_id = p.id"
        " where (select count(*) from wagtailcore_page o where o.translation_key = p.translation_key) = 1"
    )
    page = walk.open(f"admin/localize/submit/page/{source}/")
    page.locator("[name=select_all]").check(force=True)
    assert page.locator("[name=locales]:checked").count() > 0


def test_snippet_dates_and_choosers_work(walk: Watched) -> None:
    page = walk.open("admin/snippets/cms/legaldocument/add/")
    page.click("#id_issued_on")
    page.locator(".xdsoft_datetimepicker:visible").first.wait_for()
    page = walk.open("admin/snippets/cms/contactpoint/add/")
    page.locator("[data-chooser-action-choose]:visible").first.click()
    page.locator(".modal-body").wait_for()
    settle(page)


def test_second_step_by_app_key_and_printed_code(walk: Watched) -> None:
    """An officer sets up an app, prints codes, adds a key, and logs in with each but the app."""
    host = walk.demo.editor.replace("127.0.0.1", "localhost")  # keys belong to a name
    assert walk.context.browser
    context = walk.context.browser.new_context()
    context.expose_function("loaRefused", walk.refuse)
    context.add_init_script(LISTEN)
    page = context.new_page()
    _log_in(page, host)
    page.wait_for_url("**/admin/")
    page.goto(f"{host}admin/hai-buoc/ung-dung/bat/")
    page.fill("input[name=code]", _code(page.inner_text(".loa-door__secret")))
    page.get_by_role("button", name="Bật đăng nhập hai bước").click()
    page.wait_for_url("**/ma-du-phong/")
    printed = page.locator(".loa-door__codes li").all_inner_texts()
    assert len(set(printed)) == 10
    _plug_in_a_key(page)
    page.goto(f"{host}admin/hai-buoc/khoa/them/")
    page.locator("#loa-key").click()
    page.wait_for_url("**/hai-buoc/")
    context.clear_cookies()
    _log_in(page, host)
    page.get_by_role("button", name="Khoá hoặc vân tay").click()
    page.wait_for_url("**/admin/")
    context.clear_cookies()
    _log_in(page, host)
    page.fill("input[name=code]", printed[0])
    page.get_by_role("button", name="Vào bộ biên tập").click()
    page.wait_for_url("**/admin/")
    context.close()


def _log_in(page: Page, host: str, name: str = "can-bo") -> None:
    page.goto(f"{host}admin/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")


def _code(secret: str) -> str:
    """Return what an app shows now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def _plug_in_a_key(page: Page) -> None:
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal"}
    truths = (
        "hasResidentKey",
        "hasUserVerification",
        "isUserVerified",
        "automaticPresenceSimulation",
    )
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": key | dict.fromkeys(truths, True)})

"""The screens on which an officer works: axe finds no fault, except what is named here as Wagtail's."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.chromium import settle
from tests.running_demo import RunningDemo, be_logged_in
from tests.site.test_editor_english import ALLOWED, is_english

pytestmark = [pytest.mark.browser]

SCREENS = (
    "",
    "pages/{office}/",
    "pages/{office}/add_subpage/",
    "pages/add/cms/announcementpage/{office}/",
    "pages/add/guides/guidepage/{office}/",
    "pages/add/cms/leafletpage/{office}/",
    "pages/{announcement}/edit/",
    "pages/{guide}/edit/",
    "pages/{leaflet}/edit/",
    "pages/{statistics}/edit/",
    "pages/{announcement}/history/",
    "pages/{announcement}/delete/",
    "pages/{announcement}/unpublish/",
    "pages/{announcement}/move/",
    "duyet/{announcement}/",
    "pages/search/?q=h",
    "snippets/cms/procedure/",
    "snippets/cms/procedure/add/",
    "snippets/cms/procedure/edit/1/",
    "snippets/cms/contactpoint/edit/1/",
    "snippets/cms/agency/edit/1/",
    "images/",
    "images/add/",
    "documents/",
    "phat-hanh/",
    "account/",
)

WAGTAIL = {
    "pages/search/?q=h": {"aria-allowed-role", "heading-order"},
    "pages/{statistics}/edit/": {"landmark-unique"},
}
"""A heading with the role "alert", and the one after it a level too low; two blocks of one kind."""


@pytest.fixture(scope="module")
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    be_logged_in(page, demo)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def numbers(demo: RunningDemo) -> dict[str, int]:
    queries = {
        "office": "select min(page_ptr_id) from cms_agencyhomepage",
        "announcement": "select min(page_ptr_id) from cms_announcementpage",
        "guide": "select min(page_ptr_id) from guides_guidepage",
        "leaflet": "select min(page_ptr_id) from cms_leafletpage",
        "statistics": "select min(page_ptr_id) from cms_statisticspage",
        "translation": "select min(p.id) from guides_guidepage g"
        " join wagtailcore_page p on p.id = g.page_ptr_id"
        " join wagtailcore_locale l on l.id = p.locale_id"
        " where l.language_code = 'en' and p.alias_of_id is null",
    }
    return {name: demo.number(query) for name, query in queries.items()}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_a_screen(
    page: Page, demo: RunningDemo, numbers: dict[str, int], screen: str
) -> None:
    answer = page.goto(f"{demo.editor}admin/{screen.format(**numbers)}")
    assert answer
    assert answer.status == 200
    settle(page)
    found = {
        fault["id"]: [node["html"][:200] for node in fault["nodes"]]
        for fault in Axe().run(page).response["violations"]
        if fault["id"] not in WAGTAIL.get(screen, ())
    }
    assert found == {}


NAMED = "button, summary, label, legend, th, h2, h3, [role=tab], [role=menuitem], .button"
READ = """named => [...document.querySelectorAll(named)].filter(one => one.checkVisibility()).flatMap(
    one => [one.innerText, one.title, one.getAttribute("aria-label") ?? ""]
)"""


@pytest.mark.parametrize("kind", ["translation", "guide", "announcement", "leaflet"])
def test_what_scripts_draw_has_vietnamese_names(
    page: Page, demo: RunningDemo, numbers: dict[str, int], kind: str
) -> None:
    """The server says nothing of these: scripts bring words of their own."""
    page.goto(f"{demo.editor}admin/pages/{numbers[kind]}/edit/")
    settle(page)
    said = {" ".join(text.split()) for text in page.evaluate(READ, NAMED)}
    assert len(said) > 10
    assert [text for text in said if is_english(text) and text not in ALLOWED] == []

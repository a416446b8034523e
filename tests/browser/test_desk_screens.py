"""The screens of the desk: no fault that axe knows at any width; the result of publishing changes by itself."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, expect

from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def _first(demo: RunningDemo, kind: str) -> int:
    return demo.number(f"select min(page_ptr_id) from {kind}")  # noqa: S608  # a table of ours


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_screens_fit_and_are_read_aloud_at_every_width(
    browser: Browser, demo: RunningDemo, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    page = context.new_page()
    be_logged_in(page, demo)
    announcement = _first(demo, "cms_announcementpage")
    for path in (
        "ra-soat/?luc=moi-luc",
        f"ra-soat/dinh-ky/page/{announcement}/",
        f"da-xuat-ban/{announcement}/",
        "du-kien-nhap/",
        "lap-co-quan/",
        f"so-lieu-tu-bang/{_first(demo, 'cms_statisticspage')}/",
    ):
        page.goto(f"{demo.editor}admin/{path}")
        found = Axe().run(page, "main").response["violations"]
        assert [one["id"] for one in found] == [], path
        assert page.evaluate("document.querySelector('main').scrollWidth") <= width, path
    context.close()


def test_result_of_publishing_changes_when_citizens_see_it(
    browser: Browser, demo: RunningDemo
) -> None:
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    be_logged_in(page, demo)

    def as_it_was(route: Route) -> None:
        answer = route.fetch()
        assert 'data-how="out"' in answer.text()
        route.fulfill(
            response=answer, body=answer.text().replace('data-how="out"', 'data-how="waiting"')
        )

    address = f"{demo.editor}admin/da-xuat-ban/{_first(demo, 'cms_announcementpage')}/"
    page.route(address, as_it_was)
    page.goto(address)
    expect(page.locator("[data-how=waiting]")).to_have_count(1)
    expect(page.locator("[data-how=out]")).to_have_count(1, timeout=30_000)
    context.close()

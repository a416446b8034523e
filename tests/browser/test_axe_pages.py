"""Every kind of page, opened from a folder: no accessibility fault, nothing outside, no overflow."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sitegen.documents.kinds import Document
from sitegen.render.assets import assets
from sitegen.render.html import render
from tests.builders import (
    a_guide,
    a_head,
    a_site,
    a_view,
    an_announcement,
    an_article,
    every_document,
    every_node,
    some_sheets,
)
from tests.chromium import another
from tests.lots import crossed

SCREENS = crossed((360, 1280), ("light", "dark"))

pytestmark = pytest.mark.browser


def _documents() -> tuple[Document, ...]:
    return (
        *every_document(),
        an_article(head=a_head("Mọi loại nội dung", path="moi-loai/"), body=every_node()),
        a_guide(head=a_head("Hướng dẫn trống", path="trong/"), groups=(), prepare=()),
        a_guide(head=a_head("Apply", path="en/apply/", language="en", untranslated=("Mở cổng",))),
        an_announcement(head=a_head("Thông báo", path="tyz/tb/", language="tyz", is_alias=True)),
    )


def _page(document: Document) -> bytes:
    has_sheets = document.kind == "leaflet"
    return render(
        document,
        a_view(
            site=a_site(language=document.head.language),
            pdf_path="print/ban-in.pdf",
            sheets=some_sheets() if has_sheets else (),
        ),
    )


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mirror")
    files = [(artifact.path, artifact.content) for artifact in assets()]
    files += [(f"{d.head.path}index.html", _page(d)) for d in _documents()]
    for path, content in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_no_kind_of_page_has_a_fault(
    browser: Browser, mirror: Path, width: int, theme: Literal["light", "dark"]
) -> None:
    faults = []
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme
    ) as context:
        page = context.new_page()
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url))
        for document in _documents():
            page.goto((mirror / document.head.path / "index.html").as_uri())
            results = Axe().run(page)
            faults += [(document.head.path, one["id"]) for one in results.response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [(document.head.path, f"{wide} px wide")] if wide > width else []
    assert faults == []
    assert all(address.startswith(mirror.as_uri()) for address in outside)


def test_pages_are_whole_without_script(browser: Browser, mirror: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((mirror / "so-noi-vu/nop-ho-so-truc-tuyen/index.html").as_uri())
        assert page.locator(".step").count() == 18
        page.get_by_role("button", name="Cỡ chữ, nền").click()
        page.locator("#size-large").check(force=True)
        assert page.locator("html").evaluate("e => getComputedStyle(e).fontSize") == "22px"


def test_text_size_is_remembered_on_the_next_page(browser: Browser, mirror: Path) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto((mirror / "index.html").as_uri())
        page.get_by_role("button", name="Cỡ chữ, nền").click()
        page.locator("#size-large").check(force=True)
        page.goto((mirror / "lien-he/index.html").as_uri())
        assert page.locator("html").get_attribute("data-size") == "large"
        assert page.locator("#size-large").is_checked()


def test_large_text_on_a_small_phone_stays_inside(browser: Browser, mirror: Path) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        too_wide = []
        for document in _documents():
            page.goto((mirror / document.head.path / "index.html").as_uri())
            page.evaluate("document.documentElement.dataset.size = 'large'")
            if page.evaluate("document.documentElement.scrollWidth") > 320:
                too_wide.append(document.head.path)
        assert too_wide == []


@pytest.fixture(scope="module")
def twice(browser: Browser) -> Iterator[Browser]:
    """A browser whose reader asked for letters twice as large."""
    with another(browser, "--blink-settings=defaultFontSize=32") as running:
        yield running


@pytest.mark.parametrize("width", [320, 768])
def test_with_letters_twice_as_large_nothing_is_wider_than_the_window(
    twice: Browser, mirror: Path, width: int
) -> None:
    with twice.new_context(viewport={"width": width, "height": 640}) as context:
        page = context.new_page()
        too_wide = []
        for document in _documents():
            page.goto((mirror / document.head.path / "index.html").as_uri())
            assert page.evaluate("matchMedia('(max-width: 24em)').matches")
            wide = page.evaluate("document.documentElement.scrollWidth")
            too_wide += [(document.head.path, wide)] if wide > width else []
            covered = page.evaluate(
                "(b => t => b.bottom > t.top + 1 && b.right > t.left + 1)"
                "(document.querySelector('.brand').getBoundingClientRect())"
                "(document.querySelector('.tools').getBoundingClientRect())"
            )
            too_wide += [(document.head.path, "name under buttons")] if covered else []
        assert too_wide == []

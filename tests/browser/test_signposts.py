"""Signposts in a browser: no fault, no overflow, and an old address opens the new page by itself."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from sitegen.documents.addresses import Gone, Moved
from sitegen.documents.view import View
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.site_files import gone_page, moved_page, not_found, offline_page
from tests.builders import a_guide, a_head, a_site
from tests.lots import crossed

pytestmark = pytest.mark.browser

SITE = a_site(base_address="https://loa.example.vn/", search_path="tim-kiem/")
NEW = "so-noi-vu/nop-ho-so/"
LONG = "Danh mục thủ tục hành chính thuộc phạm vi chức năng quản lý của Sở Nội vụ tỉnh Bắc Kạn"
SCREENS = crossed((320, 1280), ("light", "dark"))


def _signs() -> dict[str, bytes]:
    view = View(site=SITE)
    english = a_site(language="en", base_address=SITE.base_address, home_path="en/")
    replaced = Gone(
        path="b/", language="vi", successor=NEW, successor_title=LONG, above="a/", above_title=LONG
    )
    return {
        "404.html": not_found(view, others=(english,)),
        "offline.html": offline_page(view, others=(english,)),
        "a/index.html": gone_page(Gone(path="a/", language="vi"), view),
        "b/index.html": gone_page(replaced, view),
        "c/index.html": gone_page(Gone(path="c/", language="tyz"), view),
    }


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mirror")
    moved = Moved(path="cu/trang/", target=NEW, title="Nộp hồ sơ", language="vi")
    files = {artifact.path: artifact.content for artifact in assets()} | _signs()
    files["cu/trang/index.html"] = moved_page(moved, View(site=SITE))
    files[f"{NEW}index.html"] = render(a_guide(head=a_head("Nộp hồ sơ", path=NEW)), View(site=SITE))
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


@pytest.mark.parametrize(("width", "theme"), SCREENS)
def test_no_signpost_has_a_fault(
    browser: Browser, mirror: Path, width: int, theme: Literal["light", "dark"]
) -> None:
    faults = []
    with browser.new_context(
        viewport={"width": width, "height": 740}, color_scheme=theme
    ) as context:
        page = context.new_page()
        for path in _signs():
            page.goto((mirror / path).as_uri())
            results = Axe().run(page)
            faults += [(path, one["id"]) for one in results.response["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth")
            faults += [(path, f"{wide} px wide")] if wide > width else []
    assert faults == []


@pytest.mark.parametrize("has_script", [True, False])
def test_an_old_address_opens_the_new_page_from_a_folder(
    browser: Browser, mirror: Path, has_script: bool
) -> None:
    with browser.new_context(java_script_enabled=has_script) as context:
        page = context.new_page()
        old = (mirror / "cu/trang/index.html").as_uri()
        page.goto(old, wait_until="commit")  # it may be on its way before it is loaded
        page.wait_for_url((mirror / NEW / "index.html").as_uri())
        assert page.locator("h1").inner_text().replace("\u00a0", " ") == "Nộp hồ sơ"

"""What leaves the house, in a real browser: one file, and a stick."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sitegen.release.export import Asked, Profile, Target, export
from tests.demo_world import demo_folder

pytestmark = pytest.mark.browser

GUIDE = "ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/"


def _export(destination: Path, target: Target, profile: Profile) -> None:
    asked = Asked(destination=str(destination), target=target, profile=profile, pages=(GUIDE,))
    export(demo_folder(), asked, publisher="test", tell_withdrawn=lambda _: ())


def _watched(browser: Browser, width: int) -> tuple[Page, list[str]]:
    page, said = browser.new_page(viewport={"width": width, "height": 800}), list[str]()
    page.on("request", lambda request: said.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def test_single_file_shows_all_its_pictures_and_asks_nobody(
    browser: Browser, demo_mirror: Path, tmp_path: Path
) -> None:
    _export(tmp_path / "huong-dan.html", "file", "single")
    page, said = _watched(browser, 360)
    address = (tmp_path / "huong-dan.html").as_uri()
    page.goto(address)
    widths = page.evaluate(
        "Promise.all([...document.images].map(one => one.decode().then(() => one.naturalWidth)))"
    )
    assert len(widths) > 10
    assert min(widths) >= 360
    assert [one for one in said if not one.startswith("data:")] == [address]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.fonts.ready.then(all => all.check('1em \"Be Vietnam Pro\"'))")

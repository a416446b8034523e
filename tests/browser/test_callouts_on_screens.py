"""Callouts on a telephone and on a desk: the right part, large enough, and nothing needs a script."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.pictures import Source, derivatives, encode
from tests.builder_callouts import marked_examples, portal_screen
from tests.builders import a_guide, a_step, a_view

LEAST_RADIUS = 11
FONTS_IN = Path(__file__).parents[2] / "var" / "cache"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a guide, a picture with callouts at every step, in a folder."""
    root = tmp_path_factory.mktemp("screens")
    pictures = tuple(marked_examples().values())
    steps = [
        replace(a_step(number), pictures=(one,)) for number, one in enumerate(pictures, start=1)
    ]
    plain = a_guide(steps=1)
    document = replace(plain, groups=(replace(plain.groups[0], steps=tuple(steps)),))
    files = {asset.path: asset.content for asset in assets(FONTS_IN)}
    for picture in pictures:
        source = portal_screen(picture.width, picture.height)
        files |= {one.path: encode(Source(source), one) for one in derivatives(picture)}
    files[f"{document.head.path}index.html"] = render(document, a_view())
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root / document.head.path / "index.html"


@pytest.fixture(params=[(360, "light"), (360, "dark"), (768, "light"), (1280, "dark")])
def page(request: pytest.FixtureRequest, browser: Browser, guide: Path) -> Iterator[Page]:
    width, theme = request.param
    size = ViewportSize(width=width, height=800)
    context = browser.new_context(viewport=size, color_scheme=theme)
    opened = context.new_page()
    opened.goto(guide.as_uri())
    yield opened
    context.close()


def _width(page: Page) -> int:
    assert page.viewport_size is not None
    return page.viewport_size["width"]


def test_only_the_part_that_is_seen_is_shown_and_fetched(page: Page) -> None:
    is_phone = _width(page) < 600
    figure = page.locator("figure.near").first
    figure.scroll_into_view_if_needed()
    assert figure.locator("> .crop").is_visible() == is_phone
    assert figure.locator("> .screen:not(.crop)").is_visible() != is_phone
    assert figure.get_by_role("link", name="Xem hình lớn").is_visible()
    fetched_for_nothing = page.locator("figure.near img").evaluate_all(
        """images => {
            const seen = new Set(images.filter(i => i.offsetParent).map(i => i.currentSrc));
            return images.map(i => i.currentSrc).filter(address => address && !seen.has(address));
        }"""
    )
    assert fetched_for_nothing == []


def test_numerals_are_large_enough_and_lie_inside(page: Page) -> None:
    found = page.locator(".screen:visible").evaluate_all(
        """screens => screens.flatMap(screen => {
            const around = screen.getBoundingClientRect();
            return [...screen.querySelectorAll('text')].map(text => {
                const disc = text.previousSibling.getBoundingClientRect();
                return [disc.width / 2, disc.left - around.left, disc.top - around.top,
                        around.right - disc.right, around.bottom - disc.bottom];
            });
        })"""
    )
    assert len(found) >= 16
    assert min(radius for radius, *_ in found) >= LEAST_RADIUS
    assert min(min(edges) for _, *edges in found) >= -2  # no more than the white casing


def test_a_drawing_covers_its_picture_and_nothing_else(page: Page) -> None:
    apart = page.locator(".screen:visible").evaluate_all(
        """screens => screens.map(screen => {
            const [one, other] = [...screen.querySelectorAll('img, :scope > svg')]
                .map(shown => shown.getBoundingClientRect());
            return Math.max(...['left', 'top', 'width', 'height']
                .map(edge => Math.abs(one[edge] - other[edge])));
        })"""
    )
    assert max(apart) < 0.1


def test_nothing_is_wider_than_the_screen_and_axe_finds_no_fault(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= _width(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_whole_screen_is_one_tap_away_without_a_script(browser: Browser, guide: Path) -> None:
    size = ViewportSize(width=360, height=640)
    context = browser.new_context(viewport=size, java_script_enabled=False)
    page = context.new_page()
    page.goto(guide.as_uri())
    whole = page.locator("details.whole").first
    assert not whole.locator(".screen").is_visible()
    whole.locator("summary").click()
    assert whole.locator("img").is_visible()
    box = whole.locator(".screen").bounding_box()
    assert box is not None
    assert (round(box["x"]), round(box["width"])) == (0, 360)
    context.close()

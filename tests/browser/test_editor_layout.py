"""The editor on small screens: what saves is in sight, names are readable, icons are icons."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running_demo import RunningDemo, log_in, running_demo

pytestmark = [pytest.mark.browser]

SIZES = ((360, 740), (768, 1024), (1280, 900))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(params=SIZES, ids=lambda size: str(size[0]))
def page(browser: Browser, demo: RunningDemo, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    log_in(page, demo)
    yield page
    page.context.close()


def test_an_icon_is_as_high_as_its_line_wherever_it_stands(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.editor}admin/")
    width = page.evaluate(
        """() => {
            const line = document.createElement("p");
            line.innerHTML = '<svg class="icon icon-warning"><use href="#icon-warning"/></svg> Lời';
            document.querySelector("main").append(line);
            return line.firstChild.getBoundingClientRect().width;
        }"""
    )
    assert width <= 20

"""Promise 5: copied to a USB stick, the mirror opens with every link, picture and the search."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.demo_world import copy_demo, manage
from tests.mirror_links import broken_links

pytestmark = [pytest.mark.browser, pytest.mark.journey]

FIRST = "MO-TRANG-NAY.html"
FORBIDDEN = set('<>:"\\|?*')
"""What a stick of Windows cannot have in a name."""


@pytest.fixture(scope="module")
def stick(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command wrote, copied on by somebody who keeps it where they like."""
    folder = tmp_path_factory.mktemp("stick")
    copy_demo(folder / "var")
    done = manage(folder / "var", "export", "--target", "usb", str(folder / "usb"))
    assert done.returncode == 0, done.stderr
    return shutil.copytree(folder / "usb", folder / "Ổ đĩa của bà #1 (100%)" / "Loa")


def _watched(browser: Browser, stick: Path) -> tuple[Page, list[str]]:
    """Open a page that notes whatever is asked for outside the stick, missing or broken."""
    page, wrong = browser.new_page(viewport={"width": 360, "height": 740}), list[str]()

    def ask(request: Request) -> None:
        if not request.url.startswith((stick.as_uri(), "data:")):
            wrong.append(f"outside: {request.url}")

    def fail(request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # cut short by the next page
            wrong.append(f"missing: {request.url}")

    page.on("request", ask)
    page.on("requestfailed", fail)
    page.on("pageerror", lambda error: wrong.append(f"broken: {error}"))
    return page, wrong


def _see_every_picture(page: Page) -> list[str]:
    """Fetch the pictures below the fold too; return those that cannot be seen."""
    return list(
        page.evaluate(
            """async () => {
              const pictures = [...document.images].filter(one => one.currentSrc || one.src);
              for (const one of pictures) { one.loading = "eager"; }
              const seen = await Promise.allSettled(pictures.map(one => one.decode()));
              return pictures.filter((_, at) => seen[at].status === "rejected").map(one => one.src);
            }"""
        )
    )


def test_every_page_opens_with_all_its_pictures_and_asks_nobody_else(
    browser: Browser, stick: Path
) -> None:
    page, wrong = _watched(browser, stick)
    page.goto((stick / FIRST).as_uri())
    page.get_by_role("link", name="Mở trang chủ").click()
    page.wait_for_url("**/trang/index.html")
    unseen, count = [], 0
    for path in sorted((stick / "trang").rglob("index.html")):
        page.goto(path.as_uri())
        assert page.locator("h1").count() == 1, path
        count += page.locator("img").count()
        unseen += _see_every_picture(page)
    assert count > 50
    assert (unseen, wrong) == ([], [])


def test_every_link_leads_to_a_file_on_the_stick(stick: Path) -> None:
    assert len(list(stick.rglob("*.html"))) >= 28
    assert broken_links(stick) == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [("nop ho so ban dan toc", "ban-dan-toc/"), ("mở tài khoản", "mo-tai-khoan")],
)
def test_the_search_finds_without_a_network_and_its_first_answer_opens(
    browser: Browser, stick: Path, typed: str, found: str
) -> None:
    page, wrong = _watched(browser, stick)
    page.goto((stick / "trang/index.html").as_uri())
    page.get_by_role("searchbox").fill(typed)
    page.get_by_role("searchbox").press("Enter")
    page.locator("#results a").first.click()
    page.wait_for_url(lambda address: found in address and "tim-kiem" not in address)
    assert page.locator("h1").count() == 1
    assert wrong == []


def test_every_name_can_be_written_on_a_stick_of_windows(stick: Path) -> None:
    names = [str(path.relative_to(stick)) for path in stick.rglob("*")]
    assert [name for name in names if FORBIDDEN & set(name) or name.endswith((".", " "))] == []
    assert len({name.casefold() for name in names}) == len(names)

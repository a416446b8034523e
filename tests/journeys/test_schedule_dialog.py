"""“Hẹn giờ đăng”: the calendar of a date never lies over the button that saves it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import chromium
from tests.running_demo import RunningDemo, log_in, running_demo

pytestmark = pytest.mark.journey

SIZES = ((360, 640), (768, 1024), (1280, 720))
DATES = (
    ".w-dialog .w-field--admin_date_time_input input, .w-dialog .w-field--admin_date_input input"
)
COVERS = """(button) => {
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top === button || button.contains(top) ? "" : `${top && top.className}`;
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningDemo, Page]]:
    """The demo with an officer at the editor."""
    with running_demo(tmp_path_factory.mktemp("demo")) as demo, chromium() as browser:
        page = browser.new_page()
        log_in(page, demo)
        yield demo, page


@pytest.mark.parametrize("table", ["cms_announcementpage", "guides_guidepage"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_button_below_an_open_calendar_can_be_pressed(
    running: tuple[RunningDemo, Page], size: tuple[int, int], table: str
) -> None:
    demo, page = running
    page.set_viewport_size({"width": size[0], "height": size[1]})
    number = demo.number(f"SELECT min(page_ptr_id) FROM {table}")  # noqa: S608  # names of ours
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    ids = page.locator(DATES).evaluate_all("(found) => found.map((one) => one.id)")
    assert len(ids) >= 2
    for name in ids:
        _press_with_open_calendar(page, name)


def _press_with_open_calendar(page: Page, name: str) -> None:
    field = page.locator(f"#{name}")
    dialog = page.locator(".w-dialog").filter(has=field)
    opener = page.locator(f'[data-a11y-dialog-show="{dialog.get_attribute("id")}"]').first
    if not opener.is_visible():
        page.locator('[data-side-panel-toggle="status"]').first.click()
    opener.click()
    field.click()
    expect(dialog.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    button = dialog.locator('[type="submit"]')
    assert button.evaluate(COVERS) == ""
    button.click()
    expect(dialog).to_be_hidden()

"""“Hẹn giờ đăng”: the calendar never lies over the button; a wrong date stays and is named."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import chromium, settle
from tests.running_demo import RunningDemo, log_in, running_editor

pytestmark = pytest.mark.journey

SIZES = ((360, 640), (768, 1024), (1280, 720))
DATES = (
    ".w-dialog .w-field--admin_date_time_input input, .w-dialog .w-field--admin_date_input input"
)
ANNOUNCEMENTS = (
    "FROM wagtailcore_page p JOIN cms_announcementpage ON page_ptr_id = p.id"
    " JOIN wagtailcore_locale l ON l.id = p.locale_id WHERE language_code = 'vi'"
)
COVERS = """(button) => {
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top === button || button.contains(top) ? "" : `${top && top.className}`;
}"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[RunningDemo, Page]]:
    """The demo with an officer at the editor."""
    with running_editor(tmp_path_factory.mktemp("demo")) as demo, chromium() as browser:
        page = browser.new_page()
        log_in(page, demo)
        yield demo, page


@pytest.mark.parametrize("table", ["cms_announcementpage", "guides_guidepage"])
def test_the_button_below_an_open_calendar_can_be_pressed(
    running: tuple[RunningDemo, Page], table: str
) -> None:
    demo, page = running
    number = demo.number(f"SELECT min(page_ptr_id) FROM {table}")  # noqa: S608  # names of ours
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    settle(page)  # a side panel that was open opens again, a moment after the page is there
    ids = page.locator(DATES).evaluate_all("(found) => found.map((one) => one.id)")
    assert len(ids) >= 2
    for width, height in SIZES:  # a calendar takes its place when it opens, not when the form does
        page.set_viewport_size({"width": width, "height": height})
        for name in ids:
            _press_with_open_calendar(page, name)


@pytest.mark.parametrize(
    ("which", "words"),
    [
        (f"SELECT max(p.id) {ANNOUNCEMENTS}", "31/02/2027 08:30"),
        (f"SELECT min(p.id) {ANNOUNCEMENTS}", "hôm sau"),
    ],
    ids=["no such day", "words"],
)
def test_a_wrong_hour_stays_as_typed_and_is_named(
    running: tuple[RunningDemo, Page], which: str, words: str
) -> None:
    """Each on a page of its own: a draft that still saves itself would overtake the next form."""
    demo, page = running
    number = demo.number(which)
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    settle(page)  # a side panel that was open opens again, a moment after the page is there
    field = page.locator("#id_go_live_at")
    _open_dialog(page, "id_go_live_at")
    field.fill(words)
    page.keyboard.press("Tab")
    assert field.input_value() == words
    page.locator(".w-dialog").filter(has=field).locator('[type="submit"]').click()
    expect(page.locator(".loa-kept[data-kind=refused]")).to_contain_text("Đăng lúc")
    assert field.input_value() == words
    page.locator(".loa-kept__way").click()  # leads into the dialog
    expect(field).to_be_focused()
    expect(page.locator(".w-dialog").filter(has=field)).to_contain_text("Ngày giờ chưa đúng")


def test_a_wrong_day_stays_as_typed(running: tuple[RunningDemo, Page]) -> None:
    demo, page = running
    page.goto(f"{demo.editor}admin/snippets/cms/portal/add/")
    for words in ("31/02/2027", "mai", "5/1/2027"):
        page.fill("#id_closed_on", words)
        page.keyboard.press("Tab")
        assert page.input_value("#id_closed_on") == words
        expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def test_calendar_of_a_field_that_was_left_at_once_does_not_open(
    running: tuple[RunningDemo, Page],
) -> None:
    demo, page = running
    page.goto(f"{demo.editor}admin/snippets/cms/portal/add/")
    settle(page)
    page.locator("#id_closed_on").focus()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    page.keyboard.press("Tab")
    left = "(field) => { field.focus(); field.blur(); return new Promise((on) => setTimeout(on, 300)); }"
    page.locator("#id_closed_on").evaluate(left)  # longer than the calendar waits
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def _open_dialog(page: Page, name: str) -> Locator:
    """Open the dialog that a field stands in."""
    dialog = page.locator(".w-dialog").filter(has=page.locator(f"#{name}"))
    opener = page.locator(f'[data-a11y-dialog-show="{dialog.get_attribute("id")}"]').first
    if not opener.is_visible():
        page.locator('[data-side-panel-toggle="status"]').first.click()
    opener.click()
    return dialog


def _press_with_open_calendar(page: Page, name: str) -> None:
    field, dialog = page.locator(f"#{name}"), _open_dialog(page, name)
    field.click()
    expect(dialog.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    button = dialog.locator('[type="submit"]')
    assert button.evaluate(COVERS) == ""
    button.click()
    expect(dialog).to_be_hidden()

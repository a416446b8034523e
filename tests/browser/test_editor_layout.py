"""The editor on small screens: what saves is in sight, names are readable, icons are icons."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.chromium import settle, until
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

SIZES = ((360, 740), (768, 1024), (1280, 900))


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    page = browser.new_page()
    be_logged_in(page, demo)
    yield page
    page.context.close()


def _each_size(page: Page) -> Iterator[int]:
    """Let the page stand in a window of each size; yield its width."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        settle(page)
        yield width


def _announcement(page: Page, demo: RunningDemo) -> None:
    number = demo.number("select min(page_ptr_id) from cms_announcementpage")
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")


def _contact(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.editor}admin/snippets/cms/contactpoint/edit/1/")


def _is_on_top(place: Locator) -> bool:
    """Tell whether a click in its middle would reach it, without moving the page."""
    return bool(
        place.evaluate(
            """(one) => {
                const { x, y, width, height } = one.getBoundingClientRect();
                const top = document.elementFromPoint(x + width / 2, y + height / 2);
                return Boolean(top) && one.contains(top);
            }"""
        )
    )


def test_an_icon_is_as_high_as_its_line_wherever_it_stands(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.editor}admin/")
    for width in _each_size(page):
        drawn = page.evaluate(
            """() => {
                const line = document.createElement("p"), main = document.querySelector("main");
                line.innerHTML = '<svg class="icon icon-warning"><use href="#icon-warning"/></svg> Lời';
                main.append(line);
                return line.firstChild.getBoundingClientRect().width;
            }"""
        )
        assert drawn <= 20, width


@pytest.mark.parametrize("opened", [_announcement, _contact])
def test_what_saves_is_in_sight_and_covers_no_field(
    page: Page, demo: RunningDemo, opened: Callable[[Page, RunningDemo], None]
) -> None:
    opened(page, demo)
    bar = page.locator("form[data-edit-form] footer.footer")
    bar.locator(".action-save").first.wait_for()
    for width in _each_size(page):
        for button in (".action-save", ".w-dropdown__toggle"):
            assert _is_on_top(bar.locator(button).first), width
        field = page.locator("form[data-edit-form] [data-field-input] input:visible").last
        field.focus()
        field.scroll_into_view_if_needed()
        assert _is_on_top(field), width


def test_what_is_not_saved_is_said_beside_the_field_not_over_it(
    page: Page, demo: RunningDemo
) -> None:
    field, bar = page.locator("[name=closed_on]"), page.locator(".loa-kept[data-kind=refused]")
    for width in _each_size(page):
        page.goto(f"{demo.editor}admin/snippets/cms/portal/edit/1/")
        field.fill("31/02/2027")  # brings it into sight, as the officer has it
        bar.wait_for()
        settle(page)
        low, high = field.bounding_box(), bar.bounding_box()
        assert low
        assert high
        assert low["y"] + low["height"] <= high["y"], width


def test_what_can_be_done_with_several_rows_is_in_sight(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.editor}admin/pages/3/")
    for box in page.locator("tbody .bulk-action-checkbox").all()[:2]:
        box.check()
    buttons = page.locator(".bulk-actions-choices .bulk-action-btn")
    buttons.first.wait_for()
    for width in _each_size(page):
        assert all(_is_on_top(one) for one in buttons.all()), width


def test_names_in_lists_wrap_between_words(page: Page, demo: RunningDemo) -> None:
    page.goto(f"{demo.editor}admin/snippets/cms/contactpoint/")
    for width in _each_size(page):
        lines = page.locator("[id^=snippet_][id$=_title]").evaluate_all(
            """(names) => names.flatMap((name) => {
                const text = name.firstChild, words = text.data.matchAll(/\\S+/g);
                return [...words].map(({ 0: word, index }) => {
                    const range = document.createRange();
                    range.setStart(text, index);
                    range.setEnd(text, index + word.length);
                    return range.getClientRects().length;
                });
            })"""
        )
        assert set(lines) == {1}, width
        title = page.locator(".w-breadcrumbs li:visible a").last
        assert title.evaluate(
            "(one) => one.closest('.w-breadcrumbs').scrollWidth"
        ) <= title.evaluate("(one) => one.closest('.w-breadcrumbs').clientWidth")


@pytest.mark.parametrize("path", ["snippets/cms/contactpoint/", "pages/3/", "reports/aging-pages/"])
def test_nothing_of_a_list_is_out_of_reach(page: Page, demo: RunningDemo, path: str) -> None:
    page.goto(f"{demo.editor}admin/{path}")
    for width in _each_size(page):
        assert page.evaluate(
            """() => {
                const list = document.querySelector("table.listing");
                const room = list.parentElement;
                const scrolls = getComputedStyle(room).overflowX === "auto";
                return scrolls || list.getBoundingClientRect().right <= innerWidth + 1;
            }"""
        ), width


def test_a_picture_that_did_not_arrive_asks_for_no_description(
    page: Page, demo: RunningDemo
) -> None:
    page.goto(f"{demo.editor}admin/images/multiple/add/")
    broken = {"name": "hong.png", "mimeType": "image/png", "buffer": b"no picture"}
    page.set_input_files("#fileupload", [broken])
    row = page.locator("#upload-list > .upload-failure")
    row.wait_for()
    for width in _each_size(page):
        assert row.locator(".error_messages").is_visible(), width
        assert not row.locator(".error-message").is_visible(), width


_TAKE_THE_LAST = """() => {
    const orders = [...document.querySelectorAll("input")]
        .filter((one) => /^content-\\d+-order$/.test(one.name));
    const last = orders.find((one) => Number(one.value) === orders.length - 1);
    last.closest("[data-streamfield-child]").querySelector("[data-streamfield-action=MOVE_UP]").focus();
    return last.name;
}"""
_STANDS_AT = "([name, place]) => Number(document.getElementsByName(name)[0].value) === place"


def test_the_keyboard_stays_on_the_block_that_it_moves(page: Page, demo: RunningDemo) -> None:
    number = demo.number("select min(page_ptr_id) from cms_leafletpage")
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.locator("[name='content-0-order']").wait_for(state="attached")
    name = page.evaluate(_TAKE_THE_LAST)
    last = int(page.locator(f"[name='{name}']").input_value())
    for place in (*range(last - 1, -1, -1), 1):  # from the first place it can only go down again
        settle(page)
        page.keyboard.press("Enter")
        until(page, _STANDS_AT, [name, place])

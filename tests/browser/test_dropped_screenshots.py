"""Screenshots become steps: dropped, pasted, chosen with the keyboard, refused, lost and tried again."""

import base64
import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.chromium import settle
from tests.factories import png
from tests.keyboard import open_chooser, press_at
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

RANDOM = Random(14)  # noqa: S311  # colours and an order
FIRST = ".loa-drop--first"
OWN = ".loa-group .loa-drop"
STEP = "[data-contentpath=steps] > * > * > [data-streamfield-child]:not([aria-hidden])"
BRING = """([place, files, kind]) => {
    const data = new DataTransfer(), at = document.querySelector(place);
    for (const [name, type, text] of files) {
        const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
    }
    const options = { bubbles: true, cancelable: true };
    if (kind === "paste") {
        at.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
    } else for (const name of ["dragenter", "dragover", "drop"]) {
        at.dispatchEvent(new DragEvent(name, { ...options, dataTransfer: data }));
    }
}"""
File = tuple[str, str, bytes]


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """The form of a new guide."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    be_logged_in(page, demo)
    office = demo.number("select min(page_ptr_id) from cms_agencyhomepage")
    page.goto(f"{demo.editor}admin/pages/add/guides/guidepage/{office}/")
    settle(page)
    page.fill("[name=title]", f"Nộp hồ sơ {RANDOM.random()}")
    yield page
    page.context.close()


def _screenshot(name: str) -> File:
    """Return a picture that no other is like."""
    size = (RANDOM.randrange(300, 900), RANDOM.randrange(200, 700))
    return name, "image/png", png(size=size, color=f"#{RANDOM.randrange(1 << 24):06x}")


def _bring(page: Page, place: str, files: Sequence[File], kind: str = "drop") -> None:
    told = [[name, type_, base64.b64encode(content).decode()] for name, type_, content in files]
    page.evaluate(BRING, [place, told, kind])


def _saved(page: Page, demo: RunningDemo) -> list[str]:
    """Save the draft; return the titles of the pictures of its steps, in their order."""
    page.locator("footer .action-save").first.click()
    _until_saved(page)
    number = page.url.split("/")[-3]
    content = json.loads(
        demo.text(
            "select content from wagtailcore_revision where content_type_id in"  # noqa: S608
            " (select id from django_content_type where model = 'guidepage')"
            f" and object_id = '{number}' order by id desc limit 1"
        )
    )
    steps = json.loads(content["groups"])[0]["value"]["steps"]
    shown = [one["value"]["pictures"][0]["value"]["picture"] for one in steps]
    return [demo.text(f"select title from media_illustration where id = {one}") for one in shown]  # noqa: S608


def _until_saved(page: Page) -> None:
    """Wait for the page that says so: an autosave changes the address before."""
    page.locator(".messages .success").wait_for()
    settle(page)


def _names(titles: Sequence[str]) -> list[str]:
    return [one.partition(": ")[2] for one in titles]


def _steps(page: Page, count: int) -> Locator:
    steps = page.locator(STEP)
    expect(steps).to_have_count(count)
    return steps


def test_ten_dropped_pictures_are_ten_steps_in_the_order_of_their_names(
    page: Page, demo: RunningDemo
) -> None:
    names = [f"màn hình {number}" for number in range(1, 11)]
    files = [_screenshot(f"{name}.png") for name in names]
    twin = ("trùng.png", "image/png", files[3][2])
    refused = [("hỏng.png", "image/png", b"no picture"), ("thư.docx", "application/msword", b"x")]
    mixed = [*files, *refused]
    RANDOM.shuffle(mixed)
    _bring(page, FIRST, [*mixed, twin])
    steps = _steps(page, 10)
    rows = page.locator(f"{OWN} .loa-drop__list li[data-state=refused]")
    expect(rows).to_have_count(3)
    said = " ".join(rows.all_inner_texts())
    assert "hỏng.png" in said
    assert "thư.docx" in said
    assert "Trùng với ảnh “Ảnh chưa mô tả: màn hình 4”" in said
    for place in range(10):
        assert steps.nth(place).locator(".loa-step__thumb img").is_visible()
        expect(steps.nth(place).locator(".loa-step__lacks")).to_contain_text("việc làm")
        expect(steps.nth(place).locator(".loa-step__lacks")).to_contain_text("che thông tin riêng")
    assert _names(_saved(page, demo)) == names


def test_what_is_not_complete_is_not_published(page: Page, demo: RunningDemo) -> None:
    _bring(page, FIRST, [_screenshot("một.png")])
    step = _steps(page, 1).first
    step.locator("[data-panel-toggle]").first.click()
    step.locator("[data-contentpath=title] [contenteditable=true]").focus()
    page.keyboard.type("Trang chủ")
    expect(step.locator(".loa-step__lacks")).to_contain_text("động từ ở đầu việc làm")
    page.keyboard.press("Home")
    page.keyboard.type("Mở ")
    expect(step.locator(".loa-step__lacks")).not_to_contain_text("việc làm")
    page.fill("[name='groups-0-value-title']", "Trên cổng")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    with page.expect_navigation():
        page.locator("button[name=action-publish]").click()
    settle(page)
    errors = " ".join(page.locator(f"{STEP} .error-message").all_inner_texts())
    assert "chưa được đánh dấu" in errors
    slug = "select count(*) from wagtailcore_page where live and title like 'Nộp hồ sơ 0.%'"
    assert demo.number(slug) == 0


def test_a_pasted_picture_is_a_step_of_the_group_at_hand(page: Page, demo: RunningDemo) -> None:
    _bring(page, "[name=title]", [_screenshot("image.png")], "paste")
    _steps(page, 1)
    _bring(page, "[name='groups-0-value-title']", [_screenshot("hai.png")], "paste")
    _steps(page, 2)
    assert _saved(page, demo) == ["Ảnh chưa mô tả", "Ảnh chưa mô tả: hai"]


def test_what_the_network_lost_is_tried_again_and_stands_where_it_should(
    page: Page, demo: RunningDemo
) -> None:
    before = demo.number("select count(*) from media_illustration")
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.url)
        if len(sent) == 2:
            route.abort()
        elif len(sent) == 4:  # it arrived, and the answer was lost
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/hinh/tha/", lose)
    _bring(page, FIRST, [_screenshot(f"{number}.png") for number in (1, 2, 3)])
    _steps(page, 2)
    row = page.locator(f"{OWN} li[data-state=failed]")
    expect(row).to_contain_text("không nối được với máy chủ")
    page.locator("footer .action-save").first.click()  # would lose it
    expect(page.locator(f"{OWN} [role=status]")).to_contain_text("Chưa lưu: 1 ảnh")
    expect(row.get_by_role("button", name="Thử lại")).to_be_focused()
    row.get_by_role("button", name="Thử lại").click()
    expect(row).to_have_count(1)
    expect(page.locator(".messages .success")).to_have_count(0)
    row.get_by_role("button", name="Thử lại").evaluate("(one) => { one.click(); one.click(); }")
    _steps(page, 3)
    assert len(sent) == 5
    assert _names(_saved(page, demo)) == ["1", "2", "3"]
    assert demo.number("select count(*) from media_illustration") - before == 3


def test_saving_waits_for_the_pictures_that_are_on_their_way(page: Page, demo: RunningDemo) -> None:
    held: list[Route] = []
    page.route("**/hinh/tha/", lambda route: held.append(route))  # noqa: PLW0108  # it is given marks
    _bring(page, FIRST, [_screenshot("một.png")])
    expect(page.locator(f"{OWN} li[data-state=going]")).to_have_count(1)
    page.locator("footer .action-save").first.evaluate("(one) => one.click()")
    held[0].continue_()
    _until_saved(page)
    expect(page.locator(STEP)).to_have_count(1)


def test_the_keyboard_alone_brings_pictures_and_moves_their_steps(
    page: Page, demo: RunningDemo
) -> None:
    opened = open_chooser(page, f"{FIRST} .loa-drop__choose")
    files = [_screenshot(f"{number}.png") for number in (1, 2, 3)]
    assert opened.is_multiple()
    chosen: list[Any] = [{"name": n, "mimeType": t, "buffer": content} for n, t, content in files]
    opened.set_files(chosen)
    steps = _steps(page, 3)
    assert page.evaluate("() => document.activeElement.matches('.loa-group .loa-drop__choose')")
    press_at(page, f"{STEP}:last-of-type [data-streamfield-action=MOVE_UP]")
    expect(steps.nth(1).locator("> .w-panel > .w-panel__header")).to_contain_text(": 3")
    assert _names(_saved(page, demo)) == ["1", "3", "2"]


def test_axe_finds_nothing_in_the_place_or_the_cards(page: Page, demo: RunningDemo) -> None:
    _bring(
        page, FIRST, [_screenshot("một.png"), _screenshot("hai.png"), ("x.png", "image/png", b"")]
    )
    _steps(page, 2)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        settle(page)
        found = Axe().run(page, context={"include": [[OWN], [".loa-step"]]}).response
        faults = [(one["id"], node["html"]) for one in found["violations"] for node in one["nodes"]]
        assert faults == [], width

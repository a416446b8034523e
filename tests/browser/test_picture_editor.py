"""The editor of pictures with a mouse, with a finger, undone and done again, and what axe says."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import settle, until
from tests.factories import png
from tests.lots import crossed
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

WIDTHS = (360, 768, 1280)


def _page(browser: Browser, demo: RunningDemo, *, width: int = 1280, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    be_logged_in(page, demo)
    return page


def _picture(page: Page, demo: RunningDemo) -> Locator:
    """Open the page of a picture; return its editor of redactions."""
    number = demo.number("select id from media_illustration order by id limit 1")
    page.goto(f"{demo.editor}admin/images/{number}/")
    return _ready(page)


def _step_set(page: Page, demo: RunningDemo) -> Locator:
    """Open a step set; return the editor of the callouts of its first picture."""
    number = demo.number("select id from guides_stepset order by id limit 1")
    page.goto(f"{demo.editor}admin/snippets/guides/stepset/edit/{number}/")
    page.locator(".loa-step [data-panel-toggle]").first.click()  # steps are folded into cards
    return _ready(page)


def _ready(page: Page) -> Locator:
    editor = page.locator(".loa-editor").first
    editor.locator(".loa-editor__bar").wait_for()
    settle(page)
    editor.locator(".loa-editor__frame").scroll_into_view_if_needed()
    return editor


def _names(editor: Locator) -> list[str]:
    return [str(one.get_attribute("aria-label")) for one in editor.locator("[data-id]").all()]


def _tool(editor: Locator, name: str) -> Locator:
    return editor.get_by_role("button", name=name, exact=True)


def _drag(
    page: Page, editor: Locator, start: tuple[float, float], end: tuple[float, float]
) -> None:
    box = editor.locator(".loa-editor__stage").bounding_box()
    assert box
    (x, y), (to_x, to_y) = (
        (box["x"] + box["width"] * at[0] / 100, box["y"] + box["height"] * at[1] / 100)
        for at in (start, end)
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()


def _count(editor: Locator, before: int) -> int:
    return editor.locator("[data-id]").count() - before


def test_mouse_draws_moves_and_resizes_and_all_can_be_undone(
    browser: Browser, demo: RunningDemo
) -> None:
    page = _page(browser, demo)
    editor = _picture(page, demo)
    before = editor.locator("[data-id]").count()
    _tool(editor, "Che một vùng").click()
    _drag(page, editor, (10, 20), (30, 40))
    rows = page.locator("[name^='redactions-'][type=number]")

    def last() -> list[float]:
        values = [one.input_value() for one in rows.all()]
        return [float(value) for value in values if value][-4:]

    assert last() == pytest.approx([10, 20, 20, 20], abs=0.6)
    _drag(page, editor, (20, 30), (40, 50))
    assert last() == pytest.approx([30, 40, 20, 20], abs=0.6)
    handle = editor.locator("[data-id]:focus .loa-shape__reach--handle[data-end=end]")
    box = handle.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    _drag(page, editor, (50.8, 61), (60.8, 71))
    assert last() == pytest.approx([30, 40, 30, 30], abs=1.2)
    for _ in range(3):
        _tool(editor, "Hoàn tác").click()
    assert _count(editor, before) == 0
    for _ in range(3):
        _tool(editor, "Làm lại").click()
    assert last() == pytest.approx([30, 40, 30, 30], abs=1.2)
    page.context.close()


def test_finger_places_a_marker_and_its_label_gives_it_a_number(
    browser: Browser, demo: RunningDemo
) -> None:
    page = _page(browser, demo, width=360, has_touch=True)
    editor = _step_set(page, demo)
    before = editor.locator("[data-id]").count()
    _tool(editor, "Số tròn").tap()
    box = editor.locator(".loa-editor__stage").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 4, box["y"] + box["height"] / 2)
    expect(editor.locator("[data-id]")).to_have_count(before + 1)
    page.keyboard.press("Enter")
    page.keyboard.insert_text("Bấm")
    assert any(": Bấm, cách trái 25" in name for name in _names(editor))
    page.context.close()


def test_keys_move_resize_delete_undo_and_say_so(browser: Browser, demo: RunningDemo) -> None:
    page = _page(browser, demo)
    editor = _step_set(page, demo)
    before = editor.locator("[data-id]").count()
    said = editor.get_by_role("status")
    _tool(editor, "Khung").press("Enter")
    shape = editor.locator("[data-id]:focus")
    name = str(shape.get_attribute("aria-label"))
    page.keyboard.press("ArrowRight")
    assert str(shape.get_attribute("aria-label")) != name
    assert "Trái" in said.inner_text()
    page.keyboard.press("Alt+ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    assert "cao 13 %" in said.inner_text()
    page.keyboard.press("Delete")
    assert (_count(editor, before), "Đã xoá Khung" in said.inner_text()) == (0, True)
    page.keyboard.press("Control+z")
    assert _count(editor, before) == 1
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    assert said.inner_text() == "Đã làm lại."
    page.context.close()


def test_copied_block_has_an_editor_of_its_own(browser: Browser, demo: RunningDemo) -> None:
    page = _page(browser, demo)
    _step_set(page, demo)
    editors = page.locator(".loa-editor")
    before = editors.count()
    block = page.locator("[data-contentpath=pictures] [data-streamfield-child]").first
    block.locator("[data-streamfield-action=DUPLICATE]").first.click()
    until(
        page, "(count) => document.querySelectorAll('.loa-editor').length === count", arg=before + 1
    )
    first, second = editors.nth(0), editors.nth(1)
    second.locator(".loa-editor__bar").wait_for()
    old, fresh = first.locator("[data-id]").count(), second.locator("[data-id]").count()
    _tool(second, "Mũi tên").press("Enter")
    assert (_count(first, old), _count(second, fresh)) == (0, 1)
    page.context.close()


def _new_picture(page: Page, demo: RunningDemo) -> Locator:
    page.goto(f"{demo.editor}admin/images/add/")
    return page.locator("form:has([name=is_free_of_personal_data])")


def _stored_picture(page: Page, demo: RunningDemo) -> Locator:
    _picture(page, demo)
    return page.locator("form:has([name=is_free_of_personal_data])")


@pytest.mark.parametrize("opened", [_new_picture, _stored_picture])
def test_another_file_takes_the_tick_away(
    browser: Browser, demo: RunningDemo, opened: Callable[[Page, RunningDemo], Locator]
) -> None:
    page = _page(browser, demo)
    form = opened(page, demo)
    file, tick = (
        form.locator("input[type=file]"),
        form.get_by_label("Ảnh không còn dữ liệu cá nhân"),
    )
    for name in ("mot.png", "hai.png"):
        file.set_input_files([{"name": name, "mimeType": "image/png", "buffer": png()}])
        assert not tick.is_checked()
        tick.check()
    page.context.close()


@pytest.mark.parametrize(("width", "opened"), crossed(WIDTHS, (_picture, _step_set)))
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, demo: RunningDemo, opened: Any, width: int
) -> None:
    scheme: Any = "dark" if width == 768 else "light"
    page = _page(browser, demo, width=width, color_scheme=scheme)
    if width == 768:
        page.add_init_script("document.documentElement.classList.add('w-theme-dark')")
    editor = opened(page, demo)
    editor.get_by_role("button").first.press("Enter")
    found = Axe().run(page, context=".loa-editor-field")
    assert found.violations_count == 0, json.dumps(
        [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
    )
    box = editor.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.context.close()

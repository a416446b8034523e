"""Promise 3: a guide from nothing with the keyboard alone, its screenshot redacted and explained."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.chromium import chromium, settle
from tests.keyboard import choose_file, press_at, tab_to, turn_to, type_at
from tests.running_demo import RunningDemo, log_in, running_demo, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.journey]

TITLE = "Tra cứu hồ sơ bằng bàn phím"
LABELS = ("Bấm “Tra cứu”", "Gõ mã hồ sơ", "Xem kết quả")
RED = (255, 0, 0)
FILE = ".modal input[type=file]"
STEP = "[data-contentpath=steps]"
EDITOR = "[data-contentpath=pictures] .loa-editor"


def test_guide_is_made_from_nothing_with_the_keyboard_alone(tmp_path: Path) -> None:
    with running_demo(tmp_path) as demo, chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        log_in(page, demo)
        office = demo.number("select page_ptr_id from cms_agencyhomepage order by 1 limit 1")
        page.goto(f"{demo.editor}admin/pages/add/guides/guidepage/{office}/")
        settle(page)
        type_at(page, "[name=title]", TITLE)
        _choose_a_step_set(page)
        _add_a_step_with_a_redacted_screenshot(page)
        _place_callouts(page)
        _preview(page)
        _publish(page)
        _read_on_the_mirror(demo)


def _choose_a_step_set(page: Page) -> None:
    press_at(page, "[id*=groups] .c-sf-add-button")
    type_at(page, "[name$='-value-title']", "Trên cổng của tỉnh")
    press_at(page, "[data-contentpath=step_set] [data-chooser-action-choose]")
    page.wait_for_selector(".modal.in a[data-chooser-modal-choice]")
    press_at(page, ".modal a[data-chooser-modal-choice]")
    page.wait_for_selector(".modal", state="detached")


def _add_a_step_with_a_redacted_screenshot(page: Page) -> None:
    press_at(page, f"{STEP} .c-sf-add-button", key="Shift+Tab")
    page.wait_for_selector(f"{STEP} [contenteditable=true]")
    type_at(page, f"{STEP} [data-contentpath=title] [contenteditable=true]", "Bấm Tra cứu.")
    press_at(page, f"{STEP} [data-contentpath=pictures] .c-sf-add-button")
    page.wait_for_selector(f"{STEP} [data-chooser-action-choose]")
    press_at(page, "[data-contentpath=pictures] [data-chooser-action-choose]")
    page.wait_for_selector(".modal.in [role=tab][aria-selected=true]")
    turn_to(page, ".modal [role=tab][aria-selected=true]", "ArrowRight", FILE)
    choose_file(page, FILE, "man-hinh.png", _screenshot())
    page.wait_for_selector(".modal .loa-editor__stage img[src^=blob]")
    press_at(page, ".modal .loa-editor__button")  # a region of 20 by 6 percent in the middle
    for key in ("ArrowLeft", "ArrowUp", *["Shift+ArrowRight"] * 2, *["Shift+ArrowDown"] * 2):
        page.keyboard.press(key)
    assert "cao 8 %" in page.locator(".modal .loa-editor [role=status]").inner_text()
    press_at(page, ".modal [name$=is_free_of_personal_data]", "Space")
    press_at(page, ".modal form[data-chooser-modal-creation-form] [type=submit]")
    page.wait_for_selector(".modal", state="detached")


def _place_callouts(page: Page) -> None:
    page.wait_for_selector(f"{EDITOR} .loa-editor__bar:visible")
    for place, label in enumerate(LABELS):
        tools = f"{EDITOR} .loa-editor__button:nth-of-type({place + 1})"
        press_at(page, tools, key="Shift+Tab" if place else "Tab")
        tab_to(page, f"{EDITOR} [data-id]")
        for _ in range(3 * place):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.insert_text(label)
    shapes = page.locator(f"{EDITOR} [data-id]")
    said = [str(shape.get_attribute("aria-label")) for shape in shapes.all()]
    assert [one.split(",")[0] for one in said] == [
        f"Số tròn 1: {LABELS[0]}",
        f"Khung 2: {LABELS[1]}",
        f"Mũi tên 3: {LABELS[2]}",
    ]


def _preview(page: Page) -> None:
    press_at(page, "[data-side-panel-toggle=preview]")
    frame = page.frame_locator("iframe[id*=preview], iframe.w-preview__iframe").first
    frame.get_by_text(LABELS[2]).first.wait_for(state="attached")


def _publish(page: Page) -> None:
    press_at(page, "footer [data-w-dropdown-target=toggle]")
    page.locator("button[name=action-publish]").wait_for()
    with page.expect_navigation():
        press_at(page, "button[name=action-publish]")
    settle(page)


def _read_on_the_mirror(demo: RunningDemo) -> None:
    slug = "tra-cuu-ho-so-bang-ban-phim"

    def path() -> str:
        query = f"select count(*) from wagtailcore_page where slug = '{slug}' and live"  # noqa: S608
        return slug if demo.number(query) else ""

    wait_until(lambda: bool(path()), "the guide to be published")
    current = demo.folder / "releases/current"
    wait_until(lambda: bool(list(current.glob(f"**/{slug}/index.html"))), "the guide on the mirror")
    (file,) = current.glob(f"**/{slug}/index.html")
    html = demo.read(str(file.relative_to(current)))
    assert all(label in html for label in LABELS)
    assert "<svg" in html
    digest = demo.text("select baked_digest from media_illustration order by id desc limit 1")
    pictures = [one for one in (current / "pictures").iterdir() if one.name[:16] == digest[:16]]
    assert pictures
    assert [
        one.name for one in pictures if one.suffix in (".png", ".webp") and _shows_red(one)
    ] == []


def _screenshot() -> bytes:
    picture = Image.new("RGB", (800, 500), "#ffffff")
    ImageDraw.Draw(picture).rectangle((330, 238, 470, 258), fill=RED)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def _shows_red(file: Path) -> bool:
    with Image.open(file) as shown:
        colours = shown.convert("RGB").getcolors(1 << 22) or []
    return any(red > 200 and green < 100 and blue < 100 for _, (red, green, blue) in colours)

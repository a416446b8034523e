"""Steps as cards: folded with picture and words, joined and cut without losing a word or a callout."""

import json
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import settle
from tests.factories import png
from tests.lots import crossed
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

RANDOM = Random(10)  # noqa: S311  # places
STEP = ".loa-drop:not(.loa-drop--first) + * > * > [data-streamfield-child]:not([aria-hidden])"
FORMS = ("pages/add/guides/guidepage/{office}/", "snippets/guides/stepset/add/")
TEXTS = ("title", "body")
FAIL = """(part) => {
    const input = [...part.querySelectorAll("input")].find((one) => one.draftailEditor);
    const { onChange } = input.draftailEditor;
    input.draftailEditor.onChange = () => { throw new Error("cannot be written"); };
    window.mend = () => { input.draftailEditor.onChange = onChange; };
}"""
NOT_WORDS = {"id", "drawn_for", "shape", "tone", "type", "logic", "only_if"}


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """The form of a shared set of many steps, each with a picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    be_logged_in(page, demo)
    page.goto(f"{demo.editor}admin/snippets/guides/stepset/edit/{_set(demo)}/")
    settle(page)
    yield page
    page.context.close()


def _set(demo: RunningDemo) -> int:
    return demo.number("select min(id) from guides_stepset")


def _stored(demo: RunningDemo) -> list[Any]:
    """Return the steps as they were saved last."""
    content = json.loads(
        demo.text(
            "select content from wagtailcore_revision where content_type_id in"  # noqa: S608
            " (select id from django_content_type where model = 'stepset')"
            f" and object_id = '{_set(demo)}' order by id desc limit 1"
        )
    )
    steps: list[Any] = json.loads(content["steps"])
    return steps


def _words(value: Any, name: str = "") -> Iterator[str]:
    """Yield every word that somebody wrote, in the order of reading."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _words(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one, name)
    elif isinstance(value, str) and name not in NOT_WORDS:
        yield from re.sub(r"<[^>]*>", " ", value).split()


def _callouts(steps: list[Any]) -> list[tuple[str, str]]:
    """Return id and words of every callout, in the order in which they are numbered."""
    return [
        (callout["value"]["id"], callout["value"]["label"])
        for step in steps
        for picture in step["value"]["pictures"]
        for callout in picture["value"]["callouts"]
    ]


def _are_alike(steps: list[Any]) -> bool:
    """Tell whether steps are done under the same conditions."""
    seen = {
        tuple(step["value"].get(name) or "" for name in ("condition", "only_if", "is_optional"))
        for step in steps
    }
    return len(seen) == 1 and steps[-1]["value"].get("logic") != "or"


def _pictures(steps: list[Any]) -> list[list[int]]:
    return [[one["value"]["picture"] for one in step["value"]["pictures"]] for step in steps]


def _save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("footer .action-save").first.click()
    settle(page)


def _press(page: Page, place: int, name: str) -> None:
    step = page.locator(STEP).nth(place)
    step.locator(f"> .w-panel > .w-panel__header [data-loa-step={name}]").click()


def test_steps_are_cards_until_they_are_opened(page: Page, demo: RunningDemo) -> None:
    steps = page.locator(STEP)
    count = len(_stored(demo))
    expect(steps).to_have_count(count)
    for step in steps.all():
        expect(step.locator(".loa-step__thumb img")).to_be_visible()
        expect(step.locator("[data-contentpath=title]")).to_be_hidden()
    page.get_by_role("button", name="Mở tất cả các bước").click()
    expect(steps.last.locator("[data-contentpath=title]")).to_be_visible()
    page.get_by_role("button", name="Xem thành thẻ").click()
    expect(steps.last.locator("[data-contentpath=title]")).to_be_hidden()


def test_the_first_step_has_none_before_it_and_one_picture_is_not_cut(page: Page) -> None:
    first = page.locator(STEP).first.locator("> .w-panel > .w-panel__header")
    expect(first.locator("[data-loa-step=merge]")).to_be_hidden()
    expect(first.locator("[data-loa-step=split]")).to_be_hidden()


def test_what_is_joined_and_cut_keeps_every_word_and_the_order_of_callouts(
    page: Page, demo: RunningDemo
) -> None:
    before = _stored(demo)
    place = RANDOM.choice(
        [at for at in range(1, len(before)) if _are_alike(before[at - 1 : at + 1])]
    )
    page.locator(STEP).nth(place).locator("[data-loa-step=merge]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(STEP)).to_have_count(len(before) - 1)
    expect(page.locator(".loa-drop__live")).to_contain_text(f"Đã gộp bước {place + 1}")
    assert page.evaluate("() => document.activeElement.matches('[data-panel-toggle]')")
    _save(page)
    joined = _stored(demo)
    assert len(joined) == len(before) - 1
    assert sorted(_words(joined)) == sorted(_words(before))
    assert _callouts(joined) == _callouts(before)
    assert [one["id"] for one in joined] == [
        one["id"] for at, one in enumerate(before) if at != place
    ]

    _press(page, place - 1, "split")
    expect(page.locator(STEP)).to_have_count(len(before))
    _save(page)
    cut = _stored(demo)
    assert sorted(_words(cut)) == sorted(_words(before))
    assert _callouts(cut) == _callouts(before)
    assert _pictures(cut) == _pictures(before)


def test_steps_under_different_conditions_stay_two(page: Page, demo: RunningDemo) -> None:
    count = len(_stored(demo))
    step = page.locator(STEP).nth(2)
    step.locator("[data-streamfield-action=SETTINGS]").first.click()
    step.locator("[name$=-condition]").fill("thủ tục có phí")
    _press(page, 2, "merge")
    expect(page.locator(".loa-drop__live")).to_contain_text("“Chỉ làm khi”")
    expect(page.locator(STEP)).to_have_count(count)


def _with_two_pictures(page: Page, demo: RunningDemo, form: str) -> Locator:
    """Open a new form and return its two steps of one picture each."""
    office = demo.number("select min(page_ptr_id) from cms_agencyhomepage")
    page.goto(f"{demo.editor}admin/{form.format(office=office)}")
    settle(page)
    colours = RANDOM.sample(range(1 << 24), 2)
    page.locator(".loa-drop input[type=file]").first.set_input_files(
        [
            {"name": f"{at}.png", "mimeType": "image/png", "buffer": png(color=f"#{colour:06x}")}
            for at, colour in enumerate(colours)
        ]
    )
    expect(page.locator(STEP)).to_have_count(2)
    settle(page)
    return page.locator(STEP)


def _write(page: Page, step: Locator, text: str, words: str) -> None:
    toggle = step.locator("[data-panel-toggle]").first
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
    step.locator(f"[data-contentpath={text}] [contenteditable=true]").focus()
    page.keyboard.type(words)


def _seen(page: Page) -> list[tuple[str | int, ...]]:
    """Return title, further words and the number of pictures of every step."""
    return [
        (
            *(
                (
                    step.locator(f"[data-contentpath={text}] [role=textbox]").text_content() or ""
                ).strip("\ufeff")
                for text in TEXTS
            ),
            step.locator(".loa-step__thumb").get_attribute("data-more") or "+0",
        )
        for step in page.locator(STEP).all()
    ]


def _join_and_undo(page: Page, joined: tuple[str, str]) -> None:
    before = _seen(page)
    _press(page, 1, "merge")
    expect(page.locator(STEP)).to_have_count(1)
    told = page.locator(".loa-step__told")
    expect(told).to_contain_text("Đã gộp")
    expect(page.locator(".loa-step__thumb[data-more='+1']")).to_have_count(1)
    assert _seen(page) == [(*joined, "+1")]
    assert joined[0] in page.locator(f"{STEP} [data-panel-heading-text]").first.inner_text()
    told.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(STEP)).to_have_count(2)
    expect(told).to_contain_text("Đã hoàn tác")
    expect(page.locator(f"{STEP} .loa-step__thumb[data-more='+1']")).to_have_count(0)
    assert _seen(page) == before


@pytest.mark.parametrize("form", FORMS)
def test_steps_are_joined_and_parted_whatever_is_written_in_either(
    page: Page, demo: RunningDemo, form: str
) -> None:
    steps = _with_two_pictures(page, demo, form)
    _join_and_undo(page, ("", ""))
    _write(page, steps.nth(1), "title", "Chọn mục")
    _join_and_undo(page, ("Chọn mục", ""))
    _write(page, steps.nth(1), "body", "Ở góc phải.")
    _join_and_undo(page, ("Chọn mục", "Ở góc phải."))
    steps.nth(1).locator("[data-streamfield-action=MOVE_UP]").first.click()
    _join_and_undo(page, ("Chọn mục", "Ở góc phải."))
    _write(page, steps.nth(1), "title", "Bấm nút")
    _join_and_undo(page, ("Chọn mục", "Ở góc phải.Bấm nút"))


@pytest.mark.parametrize(("form", "text"), crossed(FORMS, TEXTS))
def test_nothing_is_left_half_done_where_a_text_cannot_be_written(
    page: Page, demo: RunningDemo, form: str, text: str
) -> None:
    steps = _with_two_pictures(page, demo, form)
    _write(page, steps.nth(1), "title", "Chọn mục")
    _write(page, steps.nth(1), "body", "Ở góc phải.")
    before = _seen(page)
    steps.first.locator(f"[data-contentpath={text}]").evaluate(FAIL)
    _press(page, 1, "merge")
    told = steps.nth(1).locator(".loa-step__told")
    expect(told).to_contain_text("Không gộp được, chưa có gì thay đổi")
    expect(told.get_by_role("button")).to_have_count(0)
    assert _seen(page) == before
    page.evaluate("window.mend()")
    _join_and_undo(page, ("Chọn mục", "Ở góc phải."))


def test_what_is_undone_is_stored_as_it_was(page: Page, demo: RunningDemo) -> None:
    _save(page)
    before = _stored(demo)
    undo = page.locator(".loa-step__told").get_by_role("button")
    alike = [at for at in range(1, len(before)) if _are_alike(before[at - 1 : at + 1])]
    place = RANDOM.choice(alike)
    _press(page, place, "merge")
    undo.click()
    expect(page.locator(STEP)).to_have_count(len(before))
    _save(page)
    assert _stored(demo) == before

    _press(page, place, "merge")
    expect(page.locator(STEP)).to_have_count(len(before) - 1)
    _save(page)
    joined = _stored(demo)
    _press(page, place - 1, "split")
    undo.click()
    expect(page.locator(STEP)).to_have_count(len(joined))
    _save(page)
    assert _stored(demo) == joined
    _press(page, place - 1, "split")
    _save(page)


def test_what_was_written_since_then_is_not_undone(page: Page, demo: RunningDemo) -> None:
    steps = _with_two_pictures(page, demo, RANDOM.choice(FORMS))
    _press(page, 1, "merge")
    _write(page, steps.first, RANDOM.choice(TEXTS), "Mở trang")
    now = _seen(page)
    page.locator(".loa-step__told").get_by_role("button").click()
    expect(page.locator(".loa-step__told")).to_contain_text("không hoàn tác được")
    assert _seen(page) == now

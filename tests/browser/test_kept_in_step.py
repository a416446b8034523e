"""Forms in step with what is typed: the swatch with its digits, the name of a part with its ways."""

import random
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.chromium import settle
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

STREAM = "document.getElementById('groups-root').rootBlock"
OUTLINE = f"""() => {STREAM}.children.map(({{ block: {{ childBlocks }} }}) =>
  [childBlocks.title.getState(), childBlocks.part.getState() ?? ""])"""
BUILD = f"""(rows) => rows.forEach(([title, part], at) => {{
  const value = {{ ...{STREAM}.blockDef.initialChildStates.group, title, part }};
  {STREAM}.insert({{ type: "group", value, id: `g${{at}}` }}, at);
}})"""
PRESS = f"""([at, action]) => {STREAM}.children[at].element
  .querySelector(`[data-streamfield-action="${{action}}"]`).click()"""


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    be_logged_in(page, demo)
    yield page
    page.context.close()


def test_swatch_shows_the_colour_that_is_typed_and_none_where_it_is_none(
    page: Page, demo: RunningDemo
) -> None:
    home = demo.number("select min(page_ptr_id) from cms_homepage")
    page.goto(f"{demo.editor}admin/pages/{home}/edit/")
    settle(page)
    digits, swatch = page.locator("[data-loa-colour]"), page.locator(".loa-colour")
    for typed, shown in (
        ("#12AB9f", "#12ab9f"),
        ("red", ""),
        ("#ABC", "#aabbcc"),
        ("#12345G", ""),
        ("336699", "#336699"),
        ("", ""),
        ("#12", ""),
    ):
        digits.evaluate(
            "(one, typed) => { one.value = typed; one.dispatchEvent(new Event('input')); }", typed
        )
        assert swatch.input_value() == (shown or "#ffffff"), typed
        assert ("loa-colour--none" in (swatch.get_attribute("class") or "")) is (not shown), typed


def test_name_of_a_part_is_kept_when_its_first_way_is_deleted_or_moved(
    page: Page, demo: RunningDemo
) -> None:
    chance = random.Random(11)  # noqa: S311  # the same each time
    office = demo.number("select min(page_ptr_id) from cms_agencyhomepage")
    page.goto(f"{demo.editor}admin/pages/add/guides/guidepage/{office}/")
    settle(page)
    ways = [("A1", "Phần A"), ("A2", ""), ("A3", ""), ("B1", "Phần B"), ("B2", ""), ("B3", "")]
    page.evaluate(BUILD, ways)
    expect(page.locator(".loa-group")).to_have_count(len(ways))
    for _ in range(12):
        outline = page.evaluate(OUTLINE)
        assert [part for _title, part in outline if part] == ["Phần A", "Phần B"]
        assert outline[0][1] == "Phần A"
        heads = [at for at, (_title, part) in enumerate(outline) if part]
        at = chance.choice(heads)
        has_mate = at + 1 < len(outline) and not outline[at + 1][1]
        if not has_mate:
            continue
        pressed = chance.choice([(at, "MOVE_DOWN"), (at + 1, "MOVE_UP"), (at, "DELETE")])
        page.evaluate(PRESS, pressed)
        said = page.locator(".loa-table-said")
        expect(said).to_have_count(1)
        expect(said).to_contain_text(re.compile("Tên phần “Phần [AB]” nay ghi ở cách làm này"))

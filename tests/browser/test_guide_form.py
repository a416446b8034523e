"""The form of a guide: own steps first, what is rarely needed later, and every ⊕ says what it adds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.chromium import settle
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser]

ONLY_WITH_A_SET = ("has_payment", "has_signature", "has_post", "is_on_behalf", "changes")
PAGES = (
    "guides_guidepage",
    "cms_announcementpage",
    "cms_contactpage",
    "cms_leafletpage",
    "cms_outreachpage",
    "cms_statisticspage",
)


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    page = browser.new_page()
    be_logged_in(page, demo)
    yield page
    page.context.close()


def _new_guide(page: Page, demo: RunningDemo) -> Locator:
    """Open the form of a new guide, with one group of steps."""
    office = demo.number("select min(page_ptr_id) from cms_agencyhomepage")
    page.goto(f"{demo.editor}admin/pages/add/guides/guidepage/{office}/")
    page.get_by_role("button", name="Thêm nhóm bước").click()
    group = page.locator(".loa-group")
    group.wait_for()
    return group


def _part(group: Locator, name: str) -> Locator:
    return group.locator(f"[data-contentpath={name}]").first


def test_every_sign_that_adds_says_what(page: Page, demo: RunningDemo) -> None:
    for kind in PAGES:
        number = demo.number(f"select min(page_ptr_id) from {kind}")  # noqa: S608
        page.goto(f"{demo.editor}admin/pages/{number}/edit/")
        settle(page)
        said = page.locator(".c-sf-add-button").evaluate_all(
            "(all) => all.map((one) => [one.textContent.trim(), one.title])"
        )
        assert said, kind
        assert [words for words, _title in said if not words.startswith("Thêm ")] == [], kind
        assert {title for _words, title in said} == {""}, kind


def test_own_steps_stand_before_the_shared_set(page: Page, demo: RunningDemo) -> None:
    group = _new_guide(page, demo)
    names = group.locator("> [data-contentpath]").evaluate_all(
        "(all) => all.map((one) => one.dataset.contentpath)"
    )
    assert names.index("steps") < names.index("step_set") < names.index("has_payment")


def test_switches_of_a_shared_set_wait_until_one_is_chosen(page: Page, demo: RunningDemo) -> None:
    group = _new_guide(page, demo)
    for name in ONLY_WITH_A_SET:
        expect(_part(group, name)).to_be_hidden()
    _part(group, "step_set").locator("[data-chooser-action-choose]").first.click()
    page.locator(".modal a[data-chooser-modal-choice]").first.click()
    for name in ONLY_WITH_A_SET:
        expect(_part(group, name)).to_be_visible()
    _part(group, "has_payment").locator("input").check()
    _part(group, "changes").get_by_role("button", name="Thêm vào “Khác bản chung”").click()
    page.get_by_role("option", name="Bỏ bước").click()
    _part(group, "step_set").locator("[data-w-dropdown-target=toggle]").click()
    page.locator("[data-chooser-action-clear]:visible").click()
    expect(_part(group, "has_post")).to_be_hidden()
    for name in ("has_payment", "changes"):  # nothing that was filled in disappears
        expect(_part(group, name)).to_be_visible()


def test_the_condition_of_an_own_step_brings_the_switches(page: Page, demo: RunningDemo) -> None:
    group = _new_guide(page, demo)
    group.get_by_role("button", name="Thêm bước").click()
    step = group.locator("[data-contentpath=steps] [data-streamfield-child]").first
    step.locator("[data-streamfield-action=SETTINGS]").first.click()
    step.locator("[name$=-only_if]").select_option("payment")
    for name in ONLY_WITH_A_SET[:4]:
        expect(_part(group, name)).to_be_visible()

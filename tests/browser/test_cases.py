"""My case: whatever one answers, one hears and prints the list of a guide without branches."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.documents.cases import Case
from sitegen.documents.kinds import Guide
from sitegen.documents.view import View
from sitegen.render.html import render
from tests.branching_guides import a_branching_guide, asked_of, branching_files
from tests.builders import a_site, text
from tests.lots import lots

SEEDS = range(100, 120)
FEW = SEEDS[::4]
READ = SEEDS[: len(lots(8, 20))]
OUT = """[...document.querySelectorAll('.step')].filter((step) =>
    getComputedStyle(step).getPropertyValue('--out').trim() === '1').map((step) => step.id)"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("cases")
    for path, content in branching_files(SEEDS).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    served = View(site=a_site(base_address="https://loa.example.vn/"))
    for seed in SEEDS:
        place = root / f"bang-{seed}" / "index.html"
        place.parent.mkdir()
        place.write_bytes(render(_of_equal_words(a_branching_guide(seed)), served))
    return root


def _of_equal_words(guide: Guide) -> Guide:
    groups = (
        replace(
            group,
            title="Lối" + "x" * 75,
            part=group.part and "Phần",
            steps=tuple(replace(step, title=text("Làm " + "x" * 75)) for step in group.steps),
        )
        for group in guide.groups
    )
    return replace(guide, groups=tuple(groups))


def _anchor(case: Case) -> str:
    return "truong-hop" + "".join(f"-q{question}a{answer}" for question, answer in case)


def _checked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.case :checked')].map((box) => box.id)"
    )
    return found


def _ids(case: Case) -> list[str]:
    return [f"q{question}a{answer}" for question, answer in case]


def _cases(seed: int, most: int = 4) -> list[tuple[int, Case]]:
    every = list(enumerate(asked_of(a_branching_guide(seed)).all()))
    chance = random.Random(seed)  # noqa: S311  # no secret
    return chance.sample(every, min(most, len(every)))


@pytest.fixture(params=[False, True], ids=["plain", "script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    with browser.new_context(
        java_script_enabled=request.param, viewport={"width": 1280, "height": 900}
    ) as context:
        page = context.new_page()

        def fail(said: object) -> None:
            raise AssertionError(str(said))

        page.on("pageerror", fail)
        yield page


def _heard(page: Page) -> str:
    """Return all that a screen reader reads of the guide: not the questions, links to ways, buttons.

    Whether it helped is asked of the guide as a whole where a case was chosen.
    """
    page.evaluate("document.getElementById('giup-ich')?.remove()")
    session = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    main = next(one for one in nodes.values() if _role(one) == "main")
    return "".join("".join(_texts(main, nodes)).split())


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def _texts(node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[str]:
    links = [one for one in _below(node, nodes) if _role(one) == "link"]
    is_bar = _role(node) == "navigation"
    if _role(node) in ("form", "button") or (is_bar and (len(links) < 2 or not _name(node))):
        return
    if _role(node) == "StaticText":
        yield _name(node)
        return
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _texts(nodes[child], nodes)


def _below(node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in filter(nodes.get, node.get("childIds", ())):
        yield nodes[child]
        yield from _below(nodes[child], nodes)


def _printed(page: Page) -> str:
    page.emulate_media(media="print")
    seen = page.evaluate(
        """() => [...document.querySelectorAll(
            ".phase, .branch > summary :is(h2, h3), .group-head > *, .step, .closing")]
            .filter((node) => node.checkVisibility({contentVisibilityAuto: false}))
            .filter((node) => node.getBoundingClientRect().height > 1)
            .map((node) => node.matches(".step") ? node.id : node.innerText.trim()).filter(Boolean)"""
    )
    page.emulate_media(media="screen")
    return " | ".join(seen)


def _answer(page: Page, case: Case) -> None:
    for question, answer in case:
        page.locator(f"#q{question}a{answer}").check()


@pytest.mark.parametrize("seed", READ)
def test_each_case_reads_and_prints_as_the_guide_without_branches(
    page: Page, folder: Path, seed: int
) -> None:
    place = (folder / f"nhanh-{seed}").as_uri()
    for number, case in _cases(seed):
        page.goto(f"{place}/{number}.html")
        wanted = _heard(page), _printed(page)
        page.goto(f"{place}/index.html")
        _answer(page, case)
        assert (_heard(page), _printed(page)) == wanted
        page.evaluate("window.localStorage.clear()")


@pytest.mark.parametrize("seed", READ)
def test_the_address_of_a_case_leads_to_it(page: Page, folder: Path, seed: int) -> None:
    place = (folder / f"nhanh-{seed}").as_uri()
    for number, case in _cases(seed, 2):
        if not case:
            continue
        page.goto(f"{place}/{number}.html")
        wanted = _heard(page)
        page.goto("about:blank")
        page.goto(f"{place}/index.html#{_anchor(case)}")
        assert _heard(page) == wanted
        expect(page.get_by_role("heading", name="Trường hợp của bạn")).to_be_in_viewport()
        expect(page.locator(".case .ask").first).to_be_in_viewport()
        page.emulate_media(media="print")
        if not page.locator("main.reads").count():
            expect(page.locator(f"li#{_anchor(case)}")).to_be_visible()
        page.emulate_media(media="screen")
        page.evaluate("window.localStorage.clear()")


@pytest.mark.parametrize("seed", FEW)
def test_paper_says_the_answers_given(page: Page, folder: Path, seed: int) -> None:
    for _, case in _cases(seed, 2):
        page.goto((folder / f"nhanh-{seed}" / "index.html").as_uri())
        page.emulate_media(media="print")
        expect(page.locator(".case:visible")).to_have_count(0)
        page.emulate_media(media="screen")
        _answer(page, case)
        page.emulate_media(media="print")
        expect(page.locator(".ask label:visible")).to_have_count(len(case))
        page.emulate_media(media="screen")
        page.evaluate("window.localStorage.clear()")


@pytest.mark.parametrize("seed", FEW)
def test_long_words_make_no_page_wide(page: Page, folder: Path, seed: int) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto((folder / f"bang-{seed}" / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_a_script_an_address_is_said_until_one_answers(
    browser: Browser, folder: Path
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(5000)
        for seed in FEW:
            for _, case in _cases(seed, 1):
                if not case:
                    continue
                page.goto("about:blank")
                address = (folder / f"nhanh-{seed}" / "index.html").as_uri()
                page.goto(f"{address}#{_anchor(case)}")
                shown = page.locator(".cases li:visible")
                expect(shown).to_have_count(2)
                expect(shown.first).to_have_text("Xem mọi trường hợp")
                expect(shown.last).to_have_id(_anchor(case))
                page.locator(".ask:visible input").first.check()
                expect(page.locator(".cases li:visible")).to_have_count(0)
                expect(page.get_by_role("button", name="Xem mọi trường hợp")).to_be_visible()


@pytest.mark.parametrize("seed", FEW)
def test_a_case_is_kept_whatever_its_words_and_however_much_is_answered(
    browser: Browser, folder: Path, seed: int
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for name in ("nhanh", "bang"):
            for _, case in _cases(seed, 2):
                page.goto((folder / f"{name}-{seed}" / "index.html").as_uri())
                for count in range(1, len(case) + 1):
                    _answer(page, case[:count][-1:])
                    assert _checked(page) == _ids(case[:count])
                    page.reload()
                    assert _checked(page) == _ids(case[:count])
                page.evaluate("window.localStorage.clear()")


@pytest.mark.parametrize("seed", FEW)
def test_a_reload_at_a_step_keeps_the_case(browser: Browser, folder: Path, seed: int) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        address = (folder / f"nhanh-{seed}" / "index.html").as_uri()
        for _, case in _cases(seed, 1):
            page.goto(address)
            _answer(page, case)
            left_out = page.evaluate(OUT)
            steps = page.evaluate("[...document.querySelectorAll('.step')].map((one) => one.id)")
            for step in steps:
                page.goto("about:blank")
                page.goto(f"{address}#{step}")
                assert _checked(page) == ([] if step in left_out else _ids(case))
                expect(page.locator(f"#{step}")).to_be_visible()
            page.goto("about:blank")
            page.goto(address)
            assert _checked(page) == _ids(case)


@pytest.mark.parametrize("seed", FEW)
def test_what_is_sent_on_is_the_case_on_the_screen(
    browser: Browser, folder: Path, seed: int
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for _, case in _cases(seed, 1):
            page.goto((folder / f"bang-{seed}" / "index.html").as_uri())
            bare = _sent(page)
            _answer(page, case)
            ends = [f"#{_anchor(case)}"] * 2 + [f"%23{_anchor(case)}"] * 2 if case else [""] * 4
            assert _sent(page) == [one + end for one, end in zip(bare, ends, strict=True)]
            if case:
                page.get_by_role("button", name="Xem mọi trường hợp").click()
                expect(page.locator(".send [href*=truong-hop-]")).to_have_count(0)
                assert _sent(page) == bare


def _sent(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        """() => [document.querySelector(".send [data-copy]").firstChild.textContent,
            document.querySelector("main > .on-paper").textContent,
            ...[...document.querySelectorAll(".send [href]")].map((one) => one.href)]"""
    )
    return found


@pytest.mark.parametrize("seed", FEW)
def test_all_cases_are_seen_again_after_the_address_of_one(
    browser: Browser, folder: Path, seed: int
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        address = (folder / f"nhanh-{seed}" / "index.html").as_uri()
        for _, case in _cases(seed, 1):
            if case:
                page.goto("about:blank")
                page.goto(f"{address}#{_anchor(case)}")
                assert _checked(page) == _ids(case)
                page.get_by_role("button", name="Xem mọi trường hợp").click()
                expect(page.locator(".case :checked")).to_have_count(0)
                assert page.evaluate(OUT) == []


class TestWithScript:
    """What the script adds: it remembers, has an address, and goes with one step at a time."""

    SEED = next(
        seed
        for seed in SEEDS
        if [one.kind for one in asked_of(a_branching_guide(seed)).questions][:2] == ["way", "when"]
    )

    @pytest.fixture
    def page(self, browser: Browser, folder: Path) -> Iterator[Page]:
        with browser.new_context(viewport={"width": 360, "height": 740}) as context:
            page = context.new_page()
            page.goto((folder / f"nhanh-{self.SEED}" / "index.html").as_uri())
            yield page

    def test_answers_are_remembered_until_all_cases_are_asked_for(self, page: Page) -> None:
        page.locator("#q1a2").check()
        before = _heard(page)
        page.goto(page.url.partition("#")[0])
        expect(page.locator("#q1a2")).to_be_checked()
        assert _heard(page) == before
        page.get_by_role("button", name="Xem mọi trường hợp").click()
        expect(page.locator(".case :checked")).to_have_count(0)
        page.reload()
        expect(page.locator(".case :checked")).to_have_count(0)

    def test_a_link_to_a_step_that_is_left_out_shows_it(self, page: Page) -> None:
        page.locator("#q1a2").check()
        expect(page.locator("#cach-1-buoc-1")).to_be_hidden()
        page.evaluate("location.hash = '#cach-1-buoc-1'")
        expect(page.locator("#cach-1-buoc-1")).to_be_visible()
        expect(page.locator(".case :checked")).to_have_count(0)

    def test_one_step_at_a_time_goes_through_the_case_alone(self, page: Page) -> None:
        page.locator("#q1a2").check()
        wanted = page.locator(".step:visible:not(.beside)").count()
        assert wanted > 1
        page.get_by_role("button", name="Xem từng bước một").click()
        for _ in range(wanted - 1):
            expect(page.locator("#cach-2 .step:visible, .step:visible").first).to_be_visible()
            assert page.locator("#cach-1 .step:visible").count() == 0
            page.locator(".turns button:visible").last.click()
        expect(page.locator(".turns .fin:visible")).to_have_count(1)

    def test_ticks_stay_with_their_steps_when_the_case_changes(self, page: Page) -> None:
        page.locator("#q1a2").check()
        box = page.locator("#cach-2 .step:visible .done input").last
        box.check()
        page.get_by_role("button", name="Xem mọi trường hợp").click()
        page.reload()
        assert page.locator("#cach-2 .done input:checked").count() == 1

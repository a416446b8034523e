"""An officer on a slow line presses Xuất bản at any moment: what became of it, by the database."""

import random
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Response, Route

from tests.running_demo import RunningDemo

__all__ = ["KINDS", "Kind", "Line", "Outcome", "publish_once"]

PATIENCE_SECONDS = 240
PUBLISHED = "xuất bản"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is published: where its new form is, its rows, what is typed after its name."""

    add: str
    table: str
    name: str
    typed: dict[str, str]

    @property
    def last(self) -> str:
        """Return the field that is typed last."""
        return list(self.typed)[-1]


KINDS = (
    Kind("snippets/cms/procedurefield/add/", "cms_procedurefield", "name", {"numeral": "IX"}),
    Kind(
        "snippets/cms/portal/add/",
        "cms_portal",
        "name",
        {"short_name": "Cổng thử", "address": "https://dichvucong.example.vn"},
    ),
    Kind(
        "pages/add/cms/outreachpage/{parent}/",
        "wagtailcore_page",
        "title",
        {"form": "article", "summary": "Một câu tóm tắt."},
    ),
)


@dataclass(slots=True)
class Line:
    """A slow line: what the editor's forms send is held up on its way."""

    seconds: float = 0.0
    waiting: list[tuple[float, Route]] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)

    def lay(self, page: Page) -> None:
        """Let ``page`` speak over this line from now on."""
        page.route("**/admin/**", self.take)
        page.on("response", self.hear)

    def hear(self, answer: Response) -> None:
        """Note what the server could not do."""
        if answer.status >= 500:
            self.errors.append(answer.status)

    def take(self, route: Route) -> None:
        """Let a request go at once, or later."""
        if route.request.method != "POST" or not self.seconds:
            route.continue_()
        else:
            self.waiting.append((time.monotonic() + self.seconds, route))

    def move(self, page: Page) -> None:
        """Let time pass, and everything that is due."""
        page.wait_for_timeout(25)
        now = time.monotonic()
        due = [one for one in self.waiting if one[0] <= now]
        self.waiting = [one for one in self.waiting if one[0] > now]
        for _, route in due:
            self.let(route)

    def let(self, route: Route) -> None:
        """Send it on."""
        with suppress(PlaywrightError):  # the page that asked has gone
            route.continue_()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows have the name, how many are live with all that was typed, what was said."""

    rows: int
    whole: int
    said: str
    errors: tuple[int, ...]

    @property
    def faults(self) -> Counter[str]:
        """Return what went wrong, by the names of the issue."""
        return Counter(
            lost=int(self.whole == 0),
            twins=max(0, self.rows - 1),
            lies=int((PUBLISHED in self.said) != (self.whole == 1)),
            errors=len(self.errors),
        )


def publish_once(  # noqa: PLR0917  # a try is all of these
    page: Page, demo: RunningDemo, line: Line, kind: Kind, name: str, chance: random.Random
) -> Outcome:
    """Type a new row of ``kind``, press Xuất bản at a moment of chance, and look what there is."""
    parent = demo.number("select min(page_ptr_id) from cms_agencyhomepage")
    page.goto(f"{demo.editor}admin/" + kind.add.format(parent=parent))
    page.locator("footer [data-w-dropdown-target=toggle]").wait_for()
    line.errors.clear()
    page.fill(f"[name={kind.name}]", name)
    for field_name, value in kind.typed.items():
        until = time.monotonic() + chance.choice((0, 0.3, 0.9))
        while time.monotonic() < until:
            line.move(page)
        _type(page, field_name, value)
    until = time.monotonic() + chance.uniform(0, 1.6)
    while time.monotonic() < until:
        line.move(page)
    page.click("footer [data-w-dropdown-target=toggle]")
    page.click("[name=action-publish]")
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and not _has_answer(page):
        line.move(page)
    said = page.inner_text(".messages")
    while line.waiting:
        line.move(page)
    page.wait_for_load_state("networkidle")
    return _outcome(demo, kind, name, said, tuple(line.errors))


def _type(page: Page, name: str, value: str) -> None:
    box = page.locator(f"[name={name}]")
    if box.evaluate("(one) => one.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)


def _has_answer(page: Page) -> bool:
    try:
        return bool(page.locator(".messages li").count())
    except PlaywrightError:  # it is between two pages
        return False


def _outcome(
    demo: RunningDemo, kind: Kind, name: str, said: str, errors: tuple[int, ...]
) -> Outcome:
    same = f"from {kind.table} where {kind.name} = '{name}'"
    whole = f"select count(*) {same} and live"
    if kind.table == "wagtailcore_page":
        whole += " and id in (select page_ptr_id from cms_outreachpage)"
    return Outcome(
        rows=demo.number(f"select count(*) {same}"),  # a test's own words
        whole=demo.number(whole + _typed(kind)),
        said=said,
        errors=errors,
    )


def _typed(kind: Kind) -> str:
    """Return the condition that what was typed last is there as well."""
    value = kind.typed[kind.last]
    if kind.table == "wagtailcore_page":
        inside = f"select page_ptr_id from cms_outreachpage where {kind.last} = '{value}'"  # noqa: S608
        return f" and id in ({inside})"
    return f" and {kind.last} = '{value}'"

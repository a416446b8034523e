"""An officer on a slow line presses Xuất bản at any moment: what became of it, by the database."""

import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Page, Response

from tests.running_demo import RunningDemo

__all__ = ["KINDS", "Kind", "Line", "Outcome", "publish_once"]

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


@dataclass
class Line:
    """A slow line to the editor: what a form sends waits on its way there, its answer on its way back.

    It stands between browser and server as a port of its own; ``seconds`` may change at any time.
    """

    port: int
    seconds: float = 0.0
    errors: list[int] = field(default_factory=list)

    @contextmanager
    def laid(self) -> Iterator[str]:
        """Open the line; yield the address of its near end."""
        with socket.create_server(("127.0.0.1", 0)) as near:
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()
            yield f"http://127.0.0.1:{near.getsockname()[1]}/"

    def hear(self, answer: Response) -> None:
        """Note what the server could not do."""
        if answer.status >= 500:
            self.errors.append(answer.status)

    def _serve(self, near: socket.socket) -> None:
        with suppress(OSError):  # it was closed: the test is over
            while True:
                browser, _ = near.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        slow = threading.Event()
        with browser, socket.create_connection(("127.0.0.1", self.port)) as server:
            out = threading.Thread(target=self._carry, args=(browser, server, slow, True))
            out.start()
            self._carry(server, browser, slow, False)
            for end in (browser, server):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            out.join()

    def _carry(
        self, here: socket.socket, there: socket.socket, slow: threading.Event, is_out: bool
    ) -> None:
        with suppress(OSError):
            while data := here.recv(1 << 20):
                if is_out and data.startswith((b"POST ", b"GET ")):
                    (slow.set if data.startswith(b"POST ") else slow.clear)()
                if slow.is_set():
                    time.sleep(self.seconds / 2)
                there.sendall(data)
            there.shutdown(socket.SHUT_WR)


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
    page.goto(f"{page.url.partition('/admin/')[0]}/admin/" + kind.add.format(parent=parent))
    page.locator("footer [data-w-dropdown-target=toggle]").wait_for()
    line.errors.clear()
    _type(page, kind.name, name)
    for field_name, value in kind.typed.items():
        page.wait_for_timeout(chance.choice((0, 400, 2500)))
        _type(page, field_name, value)
    page.wait_for_timeout(chance.uniform(0, 1600))
    page.click("footer [data-w-dropdown-target=toggle]")
    page.click("[name=action-publish]")
    page.locator(".messages li").first.wait_for()
    said = page.inner_text(".messages")
    page.wait_for_load_state("networkidle")
    return _outcome(demo, kind, name, said, tuple(line.errors))


def _type(page: Page, name: str, value: str) -> None:
    box = page.locator(f"[name={name}]")
    if box.evaluate("(one) => one.tagName") == "SELECT":
        box.select_option(value)
    else:
        box.fill(value)


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

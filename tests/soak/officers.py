"""Officers at work, as their browsers speak: they log in, write, save, publish, look, search, upload.

Each edit carries a number of its own, "[123]", written behind what was there. What the editor
took with an answer of success stands in the officer's account, and is looked for afterwards.
"""

import http.client
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from itertools import count
from urllib.parse import quote

from PIL import Image

from tests.soak.browsing import Address, Browser, Refused, error_code, plain, with_file
from tests.soak.forms import Field, filled_fields
from tests.soak.hands import Hand

__all__ = ["Account", "AtWork", "Officer", "numbers_in"]

_FORM = "#page-edit-form"
_LONGEST = 270
"""Letters of a text to which no number is added any more: its field takes 300."""
_WORDS = ("ho kinh doanh", "khai sinh", "đất ở", "bảo hiểm", "bread", "Suối Hoa", "0200")


def _picture(number: int) -> bytes:
    """Return a picture of a screen that nobody else has uploaded."""
    screen, held = Image.new("RGB", (1280, 800), f"#{number % 4096:03x}"), BytesIO()
    for place in range(40):
        screen.paste(
            (place * 6, number % 255, 90), (60, place * 20, 400 + number % 700, place * 20 + 9)
        )
    screen.save(held, "PNG")
    return held.getvalue()


def numbers_in(text: str) -> set[int]:
    """Return the numbers of the edits that ``text`` carries."""
    return {int(one) for one in re.findall(r"\[(\d+)\]", text)}


@dataclass
class Account:
    """What all officers did: seconds by action, what failed, and by page what the editor took.

    ``saved`` is what the newest version must hold, ``published`` what citizens must see; both hold
    of a page what was last taken. ``sent`` is what any publication, taken or not, has carried.
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: Counter[str] = field(default_factory=Counter)
    at_publishing: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    saved: dict[int, set[int]] = field(default_factory=dict)
    published: dict[int, set[int]] = field(default_factory=dict)
    sent: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    uploaded: set[int] = field(default_factory=set)
    taken: Counter[str] = field(default_factory=Counter)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def touched(self) -> set[int]:
        """The pages that anything was sent for."""
        return {*self.saved, *self.sent}

    @contextmanager
    def publishing(self, name: str) -> Iterator[None]:
        """Let it be known that a publication is under way."""
        self.at_publishing.add(name)
        try:
            yield
        finally:
            self.at_publishing.discard(name)

    @contextmanager
    def action(self, name: str) -> Iterator[None]:
        """Measure an action that ends well."""
        begun = time.perf_counter()
        yield
        self.seconds[name].append(time.perf_counter() - begun)
        self.taken[name] += 1


class Officer:
    """One officer: every method is one action of theirs, as their browser carries it out."""

    def __init__(
        self, address: Address, name: str, password: str, pages: list[int], account: Account
    ) -> None:
        self.address, self.name, self.account = address, name, account
        self._password = password
        self._pages = pages
        self._browser = Browser(address)
        self._chance = random.Random(name)  # noqa: S311  # repeatable, not secret
        self._fields: dict[str, list[str]] = {}
        self._page = pages[0]

    def close(self) -> None:
        """Hang up."""
        self._browser.close()

    def log_in(self) -> None:
        """Log in by the form."""
        with self.account.action("log in"):
            self._browser.log_in(self.name, self._password)

    def open(self) -> None:
        """Open the form of another page, and find what was taken of it before."""
        self._page = self._chance.choice(self._pages)
        with self.account.action("open"):
            self._read(self._browser.get(self._edit))
        if len(self._text) > _LONGEST:
            self._pages.remove(self._page)
            self.open()

    def autosave(self) -> None:
        """Type on, and let the browser save by itself."""
        text = self._type()
        with self.account.action("autosave"):
            status, said = self._browser.post(self._edit, *self._form(), accept="application/json")
            if status != http.client.OK:
                raise Refused(f"autosave {status} {error_code(said)}")
        told = json.loads(said)
        self._fields["overwrite_revision_id"] = [str(told["revision_id"])]
        self.account.saved[self._page] = numbers_in(text)

    def save(self) -> None:
        """Type on, press "save", and see the form again."""
        text = self._type()
        with self.account.action("save"):
            self._send([])
            self.account.saved[self._page] = numbers_in(text)
            self._read(self._browser.get(self._edit))

    def publish(self) -> None:
        """Type on, press "publish", and see the list of pages."""
        text = self._type()
        self.account.sent[self._page] |= numbers_in(text)
        with self.account.action("publish"), self.account.publishing(self.name):
            leads = self._send([("action-publish", "action-publish")])
            self.account.saved[self._page] = self.account.published[self._page] = numbers_in(text)
            self._browser.get(leads)

    def preview(self) -> None:
        """Look at the page as citizens will see it."""
        with self.account.action("preview"):
            status, said = self._browser.post(f"{self._edit}preview/", *self._form())
            if status != http.client.OK or not json.loads(said)["is_valid"]:
                raise Refused(f"preview {status}")
            self._browser.get(f"{self._edit}preview/?in_preview_panel=true&mode=")

    def search(self) -> None:
        """Look for a page."""
        with self.account.action("search"):
            self._browser.get(f"/admin/pages/search/?q={quote(self._chance.choice(_WORDS))}")

    def upload(self) -> None:
        """Upload a picture of a screen."""
        number, path = next(self.account.numbers), "/admin/images/add/"
        with self.account.action("upload"):
            fields = filled_fields(self._browser.get(path), "form[enctype]")
            given = dict(fields) | {"title": f"Màn hình [{number}]"}
            status, _said = self._browser.post(path, *with_file(given, _picture(number)))
            if status != http.client.FOUND:
                raise Refused(f"upload {status}")
        self.account.uploaded.add(number)

    def sitting(self) -> "list[Callable[[], None]]":
        """Return what an officer does with one page, in order."""
        middle = [self.autosave, self.autosave, self.preview, self.save]
        more = self._chance.choice(([self.search], [self.upload], [self.preview], [self.search]))
        return [self.open, *middle, *more, self.autosave, self.publish]

    def errand(self) -> "list[Callable[[], None]]":
        """Return what an officer in haste does with one page."""
        more = self._chance.choice((self.autosave, self.save, self.upload))
        return [self.open, more, self.publish]

    @property
    def _edit(self) -> str:
        return f"/admin/pages/{self._page}/edit/"

    @property
    def _text(self) -> str:
        return self._fields.get(self.address.field, [""])[0]

    def _type(self) -> str:
        text = f"{self._text} [{next(self.account.numbers)}]"
        self._fields[self.address.field] = [text]
        return text

    def _read(self, html: str) -> None:
        self._fields = {}
        for name, value in filled_fields(html, _FORM):
            self._fields.setdefault(name, []).append(value)
        if not self._fields:
            raise Refused("no form")
        missing = self.account.saved.get(self._page, set()) - numbers_in(self._text)
        if missing:
            self.account.lost.append(f"page {self._page}: {sorted(missing)} not in the form")

    def _form(self, *more: Field) -> tuple[bytes, str]:
        return plain([*((name, one) for name, all_ in self._fields.items() for one in all_), *more])

    def _send(self, more: list[Field]) -> str:
        status, leads = self._browser.post(self._edit, *self._form(*more))
        if status != http.client.FOUND:
            raise Refused(f"POST {status}")
        return leads


class AtWork(Hand):
    """An officer who sits down to one page after the other until told to stop."""

    def __init__(
        self,
        officer: Officer,
        pause: Callable[[random.Random], float],
        sitting: "Callable[[Officer], list[Callable[[], None]]]" = Officer.sitting,
    ) -> None:
        # They begin at some moment of the first pause, somewhere in their first page: nobody does the
        # same all at once.
        super().__init__(self._rest)
        self._officer, self._pause_of, self._sitting = officer, pause, sitting
        self._chance = random.Random(officer.name)  # noqa: S311
        self._is_first = True

    def do(self) -> None:
        """Work on one page; whatever fails is counted, and the page is left."""
        first, *others = self._sitting(self._officer)
        done = self._chance.randrange(len(others)) if self._is_first else 0
        self._is_first = False
        for step in (first, *others[done:]):
            try:
                step()
            except Refused as refused:
                self._officer.account.failed[f"{step.__name__}: {refused}"] += 1
                return
            finally:
                self._rest()
            if self.is_over:
                return

    def leave(self) -> None:
        """Close the browser."""
        self._officer.close()

    def _rest(self) -> None:
        self.pause(self._pause_of(self._chance))

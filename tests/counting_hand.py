"""A hand at the desk that counts itself: the mouse and the keyboard as an officer has them, no shortcut.

What counts:

- a *click* is each press of the mouse on anything but a place to write in: links, buttons, signs, lists,
  ticks, the place of a mark on a picture. Files chosen in the window of the system are two more: the
  files, and its own button.
- a *field* is each place into which something is written or pasted; putting the cursor there belongs to it.
- a *screen* is each page that the browser loads.

Nothing is scripted into the page: what the hand cannot reach with a mouse or a key is not there.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page

from tests.chromium import settle

__all__ = ["CountingHand"]


class CountingHand:
    """One officer's hand on one tab; ``table`` tells what each job of the walk has cost."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.table: dict[str, Counter[str]] = {}
        self._job = ""
        page.on("domcontentloaded", lambda _page: self._count("screens"))

    def begin(self, job: str) -> None:
        """Begin a job: what follows is counted as its own."""
        self._job = job
        self.table[job] = Counter()

    def of_all(self, what: str) -> int:
        """Return how many clicks, fields or screens there were in all."""
        return sum(counted[what] for counted in self.table.values())

    def click(self, place: Locator, *, leads_on: bool = False) -> None:
        """Press the mouse on ``place``; ``leads_on`` waits for the page that comes of it."""
        self._count("clicks")
        if leads_on:
            with self.page.expect_event("load"):
                place.click()
            settle(self.page)
        else:
            place.click()

    def click_at(self, place: Locator, *, across: float, down: float) -> None:
        """Press the mouse within ``place``, at shares of its width and height."""
        self._count("clicks")
        box = place.bounding_box()
        assert box
        at = {"x": box["width"] * across, "y": box["height"] * down}
        place.click(position={"x": at["x"], "y": at["y"]})

    def write(self, place: Locator, words: str) -> None:
        """Put the cursor into ``place`` and type, over what stands there."""
        self._enter(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def paste(self, place: Locator, html: str) -> None:
        """Copy all of another window, in which ``html`` stands, and paste it into ``place``."""
        other = self._copied(self.page.context, html)
        self.page.bring_to_front()
        self._enter(place)
        self.page.keyboard.press("Control+V")
        other.close()

    def files(self, place: Locator, files: Iterable[Path]) -> None:
        """Press what asks for files, choose them in the window of the system and press its button."""
        with self.page.expect_file_chooser() as opened:
            self.click(place)
        self._count("clicks", 2)
        opened.value.set_files([_payload(file) for file in files])

    def _enter(self, place: Locator) -> None:
        self._count("fields")
        place.click()

    def _count(self, what: str, number: int = 1) -> None:
        if self._job:
            self.table[self._job][what] += number

    @staticmethod
    def _copied(context: BrowserContext, html: str) -> Page:
        other = context.new_page()
        other.set_content(html)
        other.locator("body").click()
        other.keyboard.press("Control+A")
        other.keyboard.press("Control+C")
        return other


def _payload(file: Path) -> FilePayload:
    return {"name": file.name, "mimeType": "image/png", "buffer": file.read_bytes()}

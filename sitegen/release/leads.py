"""Leads: where the pages lead that this build made, gathered while their links are at hand.

In a full release nearly all pages are sound, and together they lead to few places: looking
at those once is a tenth of the work of looking at every page again.
"""

from collections.abc import Callable, Collection, Iterable
from itertools import chain

from sitegen.release.check import CheckedPage
from sitegen.release.links import Links

__all__ = ["Leads"]


class Leads:
    """The pages taken in, and the places to which they lead, each place once."""

    def __init__(self) -> None:
        self.pages: set[str] = set()
        self._links: set[str] = set()
        self._files: set[str] = set()
        self._anchored: set[str] = set()

    def take(self, path: str, links: Links) -> None:
        """Take a page in; one that is wrong by itself is left to a closer look."""
        anchored = {link for link in links.links if "#" in link}
        own = {f"{path}#{anchor}" for anchor in links.anchors} if anchored else set()
        if links.wrong or any(link.startswith(f"{path}#") for link in anchored - own):
            return
        self.pages.add(path)
        self._files.update(links.files)
        if anchored:
            self._anchored |= anchored - own
            self._links.update(link for link in links.links if link not in anchored)
        else:
            self._links.update(links.links)

    def are_sound(
        self,
        paths: Collection[str],
        look_up: Callable[[Collection[str]], Iterable[CheckedPage]],
    ) -> bool:
        """Tell whether every place is there; ``check_pages`` says what is wrong if not.

        ``paths`` are those of the release, ``look_up`` gives pages by their path.
        """
        targets = {link.partition("#")[0] for link in self._anchored}
        if any(path not in paths for path in chain(self._files, self._links, targets)):
            return False
        known = {
            f"{page.path}#{anchor}" for page in look_up(targets) for anchor in page.links.anchors
        }
        return self._anchored <= known

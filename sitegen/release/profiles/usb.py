"""The usb profile: what a person without a network needs, and nothing made for servers.

The pages and all that they lead to lie in one folder; at the top stand only the page to
double-click and a readme. Files that no page needs stay at home: feeds, sitemap, data for
programs, pictures for social networks.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from sitegen.release.links import read_links, read_style_links
from sitegen.release.profiles.entry import Entry, Released, made, stored
from sitegen.release.profiles.reading import newest
from sitegen.release.profiles.usb_names import renamed, rewritten
from sitegen.release.profiles.usb_texts import README, START, readme, start_page

__all__ = ["FOLDER", "usb"]

FOLDER = "trang/"

_ONLY_FOR_SERVERS = {"404.html", "sw.js", "site.webmanifest"}


def usb(released: Released) -> Iterator[Entry]:
    """Yield the files of the stick. Raises SitegenError when a page's address is too long.

    Nothing depends on the day or the release: equal content gives equal bytes.
    """
    pages = _Pages(released)
    titles = {path: released.title(path) for path in sorted(pages.needed)}
    new = renamed(titles, inside=FOLDER)
    for path in titles:
        entry = stored(released, path, to=FOLDER + new.get(path, path))
        if not new.keys().isdisjoint(pages.leads_to.get(path, ())):
            html = rewritten(path, released.read(path), new)
            entry = made(entry.path, html, cache=entry.cache)
        yield entry
    folder = FOLDER.rstrip("/")
    start = start_page(released.name, f"{FOLDER}index.html", folder, accent=released.accent)
    yield made(START, start)
    count = sum(1 for path in pages.leads_to if released.files[path].owner)
    text = readme(released.name, folder, pages=count, updated=newest(released, released.files))
    yield made(README, text)


class _Pages:
    """The pages of a release, and what they need: found by following their links."""

    def __init__(self, released: Released) -> None:
        self._released = released
        self.leads_to: dict[str, frozenset[str]] = {}
        self.needed: set[str] = set()
        for path, file in released.files.items():
            if PurePosixPath(path).name in _ONLY_FOR_SERVERS:
                continue
            if file.type.startswith("text/html"):
                self._add_page(path)
            elif path.endswith(".js"):  # search loads its parts by itself
                self.needed.add(path)
        for path in [path for path in self.needed if path.endswith(".css")]:
            self._add(read_style_links(path, released.read(path)).files)

    def _add_page(self, path: str) -> None:
        links = read_links(path, self._released.read(path))
        targets = frozenset(target.partition("#")[0] for target in (*links.links, *links.files))
        self.leads_to[path] = targets
        self.needed.add(path)
        self._add(targets)

    def _add(self, paths: frozenset[str] | tuple[str, ...]) -> None:
        self.needed.update(path for path in paths if path in self._released.files)

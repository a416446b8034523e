"""Leads: a page may be passed over only when a close look would find nothing."""

from collections.abc import Collection, Iterator

import pytest

from sitegen.release.check import CheckedPage, check_pages
from sitegen.release.leads import Leads
from sitegen.release.links import read_links

_SOUND = {
    "index.html": '<a href="a/index.html#mot">x</a><a href="#dau">y</a><p id="dau">z</p>',
    "a/index.html": '<h2 id="mot">1</h2><a href="../index.html">x</a><img src="../p.png" alt="">',
}


def _look(pages: dict[str, str]) -> tuple[bool, int]:
    """Return whether the leads find nothing wrong, and how many remarks a close look has."""
    checked = {
        path: CheckedPage(path, path, "page-1", read_links(path, html.encode()))
        for path, html in pages.items()
    }
    paths = {*pages, "p.png"}
    leads = Leads()
    for page in checked.values():
        leads.take(page.path, page.links)

    def look_up(wanted: Collection[str]) -> Iterator[CheckedPage]:
        return (checked[path] for path in sorted(wanted) if path in checked)

    is_sound = leads.are_sound(paths, look_up)
    passed_over = leads.pages if is_sound else set()
    looked_at = [page for page in checked.values() if page.path not in passed_over]
    close = list(check_pages(checked.values(), paths, look_up))
    assert list(check_pages(looked_at, paths, look_up)) == close
    return is_sound and leads.pages == checked.keys(), len(close)


def test_sound_pages_are_passed_over() -> None:
    assert _look(_SOUND) == (True, 0)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="b/index.html">x</a>',
        '<a href="a/index.html#hai">x</a>',
        '<a href="b/index.html#mot">x</a>',
        '<a href="p.png#mot">x</a>',
        '<a href="#hai">x</a>',
        '<img src="q.png" alt="">',
        '<a href="/x">x</a>',
        '<a href="../x">x</a>',
    ],
)
def test_nothing_wrong_is_passed_over(html: str) -> None:
    assert _look({**_SOUND, "index.html": html}) == (False, 1)
    assert _look({**_SOUND, "c/index.html": html})[1] >= 1

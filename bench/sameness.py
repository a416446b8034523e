"""Sameness: all generators must have said the same words before their costs are compared."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from bench.content import guide
from sitegen.slugs import slug

__all__ = ["DifferentPagesError", "Written", "agreement", "check_same_words", "words_of", "written"]

EVERY = 97

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class DifferentPagesError(Exception):
    """A generator left out something that the guides say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a generator wrote: pages, and the mean size of a guide's page in kB."""

    pages: int
    guide_kb: float


def written(folder: Path, count: int) -> Written:
    """Return what lies in ``folder``; ``count`` guides are expected."""
    pages = _pages(folder)
    sizes = [pages[slug(guide(number).title)].stat().st_size for number in range(count)]
    return Written(pages=len(pages), guide_kb=sum(sizes) / len(sizes) / 1000)


def check_same_words(folder: Path, count: int) -> None:
    """Raise DifferentPagesError when a guide lacks a sentence or a picture; looks at one in 97."""
    pages = _pages(folder)
    for number in range(0, count, EVERY):
        words = guide(number)
        said = _main(pages[slug(words.title)].read_text("utf-8")).replace("\u00a0", " ")
        expected = [words.title, words.summary, words.warning, *words.result]
        expected += [sentence for step in words.steps for sentence in step.sentences]
        missing = [text for text in expected if text not in said]
        if missing or said.count("<img") != len(words.steps):
            raise DifferentPagesError(f"guide {number} in {folder.name} lacks {missing}")


def agreement(folder: Path, other: Path, count: int) -> float:
    """Return the share of words that two generators' guides have in common, by one in 97.

    Compared is what stands in ``main``; 1 when every word of the longer page is on the other.
    """
    pages, others = _pages(folder), _pages(other)
    common = most = 0
    for number in range(0, count, EVERY):
        name = slug(guide(number).title)
        mine, theirs = (
            Counter(words_of(some[name].read_text("utf-8"))) for some in (pages, others)
        )
        common += (mine & theirs).total()
        most += max(mine.total(), theirs.total())
    return common / most


def words_of(page: str) -> list[str]:
    """Return the words that a page says in its ``main``, in order."""
    return unescape(_TAG.sub(" ", _main(page))).split()


def _main(page: str) -> str:
    main = _MAIN.search(page)
    if main is None:
        raise DifferentPagesError("a page has no main")
    return main[1]


def _pages(folder: Path) -> dict[str, Path]:
    return {path.parent.name: path for path in folder.rglob("index.html")}

"""Sameness: both generators must have said the same words before their costs are compared."""

from dataclasses import dataclass
from pathlib import Path

from bench.content import guide
from sitegen.slugs import slug

__all__ = ["DifferentPagesError", "Written", "check_same_words", "written"]

EVERY = 97


class DifferentPagesError(Exception):
    """A generator left out something that the guides say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a generator wrote: pages, and the mean size of a guide's page in kB."""

    pages: int
    guide_kb: float


def written(folder: Path, count: int) -> Written:
    """Return what lies in ``folder``; ``count`` guides are expected."""
    pages = {path.parent.name: path.stat().st_size for path in folder.rglob("index.html")}
    sizes = [pages[slug(guide(number).title)] for number in range(count)]
    return Written(pages=len(pages), guide_kb=sum(sizes) / len(sizes) / 1000)


def check_same_words(folder: Path, count: int) -> None:
    """Raise DifferentPagesError when a guide lacks a sentence or a picture; looks at one in 97."""
    pages = {path.parent.name: path for path in folder.rglob("index.html")}
    for number in range(0, count, EVERY):
        words = guide(number)
        said = pages[slug(words.title)].read_text("utf-8").replace("\u00a0", " ")
        expected = [words.title, words.summary, words.warning, *words.result]
        expected += [sentence for step in words.steps for sentence in step.sentences]
        missing = [text for text in expected if text not in said]
        if missing or said.count("<img") != len(words.steps):
            raise DifferentPagesError(f"guide {number} in {folder.name} lacks {missing}")

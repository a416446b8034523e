"""Proof-reading takes as long as a text is, whatever is in it: no rule sees much of it at a time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from sitegen.proofreading.pieces import LONGEST_PIECE, LONGEST_WORD, in_pieces
from sitegen.proofreading.run import RULES, proofread
from sitegen.proofreading.texts import Found, Known, PageTexts, Text

_LETTERS = [
    "a",
    "1",
    "*",
    "_",
    ".",
    "a.",
    "-",
    "`",
    "[",
    "\\",
    "/",
    "@",
    "và ",
    "Bước 1 ",
    "! ",
    "\n",
]


def _page(*texts: str) -> PageTexts:
    return PageTexts(texts=tuple(Text("body.paragraph", one) for one in texts))


@pytest.mark.parametrize("letters", _LETTERS)
@pytest.mark.parametrize("many", [1, 3_000, 20_000, 40_000])
def test_pieces_are_short_and_make_the_whole(letters: str, many: int) -> None:
    words = letters * many
    pieces, of = in_pieces(_page(words))
    assert sum(len(one.words) for one in pieces.texts) == len(words)
    for one in pieces.texts:
        text, start = of[id(one.words)]
        there = text.words[start : start + len(one.words)]
        longest = max(map(len, one.words.split()), default=0)
        assert len(one.words) <= LONGEST_PIECE
        assert longest <= LONGEST_WORD
        assert one.words == there or re.search(rf"\S{{{LONGEST_WORD + 1}}}", words)


def test_every_rule_is_given_pieces() -> None:
    seen: list[PageTexts] = []

    def find(page: PageTexts, _known: Known) -> Iterator[Found]:
        seen.append(page)
        return iter(())

    list(proofread(_page("a" * 100_000), Known(), [replace(rule, find=find) for rule in RULES]))
    assert len(seen) == len(RULES)
    assert all(len(one.words) <= LONGEST_PIECE for page in seen for one in page.texts)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_found_in_a_long_text_stands_where_it_is_said_to(seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # reproducible
    clean = "Tổ chức nộp hồ sơ tại bộ phận một cửa hoặc qua mạng. "
    before, after = chance.randint(0, 200), chance.randint(0, 200)
    line = clean * before + "Người dân nộp của của mình. " + "x" * chance.choice([5, 5_000])
    line += " " + clean * after
    found = [one for _rule, one in proofread(_page(clean, line), Known())]
    assert [one.words for one in found] == ["của của"]
    assert found[0].line == line
    assert line[found[0].start :].startswith("của của mình")

"""Pieces: what a rule reads at a time is short, so that any text takes as long as its length."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sitegen.proofreading.texts import Found, PageTexts, Text

__all__ = ["LONGEST_PIECE", "LONGEST_WORD", "in_pieces", "whole"]

LONGEST_PIECE, LONGEST_WORD = 1_500, 400
"""Letters. No paragraph that anybody reads is as long as the one, no word or address as the other."""

_NO_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_LEFT_OUT = "\ufffc\n"  # neither a word nor one that is long
_ENDS = ("\n", ". ", "; ", ", ", " ")


def in_pieces(page: PageTexts) -> tuple[PageTexts, dict[int, tuple[Text, int]]]:
    """Return ``page`` in pieces, and by the id of its words what each is of and where it begins.

    Pieces end with a sentence if they can. Of a word that is none only its place is left.
    """
    texts, of = list[Text](), {}
    for text in page.texts:
        for start, words in _pieces(_NO_WORD.sub(_hidden, text.words)):
            piece = text if words == text.words else Text(text.place, words)
            texts.append(piece)
            of[id(piece.words)] = (text, start)
    return replace(page, texts=tuple(texts)), of


def whole(found: Found, of: dict[int, tuple[Text, int]]) -> Found:
    """Return what was found in a piece as it stands in the text of the page."""
    text, start = of.get(id(found.line), (None, 0))
    if text is None or found.line is text.words:
        return found
    start += found.start
    words = text.words[start : start + len(found.words)]
    return replace(found, words=words, line=text.words, start=start)


def _hidden(match: re.Match[str]) -> str:
    return (_LEFT_OUT * len(match[0]))[: len(match[0])]


def _pieces(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    while len(line) - start > LONGEST_PIECE:
        last = start + LONGEST_PIECE
        found = ((line.rfind(mark, last - LONGEST_PIECE // 2, last), mark) for mark in _ENDS)
        end = next((at + len(mark) for at, mark in found if at >= 0), last)
        yield start, line[start:end]
        start = end
    yield start, line[start:]

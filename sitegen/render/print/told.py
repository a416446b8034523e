"""Told: of which words on a sheet it has to be said that they are in another language."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sitegen.documents.base import Head
from sitegen.letters import in_one_line
from sitegen.render.labels import print_words
from sitegen.render.print.glyphs import texts_of
from sitegen.render.print.wording import ready_text

__all__ = ["languages", "translation_remark"]

_LEAST = 2  # letters: shorter words stand in every language


def translation_remark(head: Head) -> tuple[str, bool]:
    """Return what a sheet says of itself as a translation, and whether only a part is translated."""
    if head.language == head.source_language:
        return "", False
    is_partial = bool(head.is_alias or head.untranslated or head.stale or head.lacks)
    key = "translated_in_part" if is_partial else "translated"
    return print_words(head.language)[key], is_partial


def languages(head: Head, data: Any, never_said: tuple[str, ...] = ()) -> dict[str, str]:
    """Return, for the layout, expressions that find in ``data`` what is foreign and what is old.

    Foreign is what is in the source language, ``never_said`` too; old says what was so once.
    """
    foreign = frozenset(map(in_one_line, (*head.untranslated, *never_said)))
    return {
        "foreign": _expression(_found(data, foreign)),
        "stale": _expression(_alone(data, _found(data, frozenset(head.stale)))),
        "source_language": head.source_language,
    }


def _found(data: Any, sentences: frozenset[str]) -> set[str]:
    return {*sentences, *_pieces(data, sentences)} if sentences else set()


def _alone(data: Any, found: set[str]) -> Iterator[str]:
    """Yield what stands in no other text: "Press" alone would mark every sentence that has it."""
    others = [one for one in map(in_one_line, texts_of(data)) if one not in found] if found else []
    yield from (one for one in found if not any(one in text for text in others))


def _expression(found: Iterable[str]) -> str:
    said = sorted(filter(_is_word, map(ready_text, found)), key=lambda one: (-len(one), one))
    return "|".join(map(re.escape, said))


def _is_word(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _LEAST


def _pieces(value: Any, sentences: frozenset[str]) -> Iterator[str]:
    """Yield the pieces of each run that is one of ``sentences``: they are set one by one."""
    if isinstance(value, dict):
        for one in value.values():
            yield from _pieces(one, sentences)
    elif isinstance(value, list | tuple):
        if in_one_line("".join(_texts(value))) in sentences:
            yield from (in_one_line(text) for text in _texts(value))
        for one in value:
            yield from _pieces(one, sentences)


def _texts(value: Any) -> Iterator[str]:
    """Yield the words of a run as data; nothing of what is no run."""
    for one in value:
        if isinstance(one, dict):
            yield from (
                _texts(one["children"]) if "children" in one else [str(one.get("value", " "))]
            )

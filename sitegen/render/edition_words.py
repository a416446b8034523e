"""Whose words have changed on a printed sheet: a number alone does not say whom one calls by it."""

from sitegen.documents.editions import ChangedWords
from sitegen.render.labels import labels

__all__ = ["whose_words"]

_NUMBER = {"number": "phone"}
"""Fields that are called as another one is."""


def whose_words(change: ChangedWords, language: str) -> str:
    """Return whose the changed words are, "Điện thoại của …"; "" when they are nobody's."""
    words = labels(language)
    what = words.get(_NUMBER.get(change.what, change.what), "") if change.what else ""
    both = what and change.of
    return words["edition_of"].format(what=what, of=change.of) if both else what or change.of

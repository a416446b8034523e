"""The vocabulary: every word of an index once, for "did you mean" and short beginnings.

Vietnamese has a closed set of syllables, so this is a small file; it is loaded only when a
word of the query is nowhere.
"""

from collections.abc import Iterable, Mapping

from sitegen.render.search.normalise import fold, written

__all__ = ["Counts", "changed_vocabulary", "vocabulary"]

Counts = Iterable[tuple[str, int]]
"""Exact forms of words, each with the number of pages that have it."""

_SIZES = "0123456789abcdefghijklmnopqrstuvwxyz"


def vocabulary(counts: Counts) -> str:
    """Return the words as written, each with how common it is: a digit, two to whose power."""
    by_key: dict[str, list[tuple[str, int]]] = {}
    for word, count in counts:
        by_key.setdefault(fold(word), []).append((word, count))
    return _joined({key: _said(forms) for key, forms in by_key.items() if key.isalpha()})


def changed_vocabulary(old: str, counts: Mapping[str, Counts]) -> str:
    """Return ``old`` with the words under some folded forms counted anew (nothing: gone)."""
    said = {fold(one[:-1]): one for one in old.split()}
    for key, forms in counts.items():
        if listed := list(forms):
            said[key] = _said(listed)
        else:
            said.pop(key, None)
    return _joined({key: one for key, one in said.items() if key.isalpha()})


def _said(forms: list[tuple[str, int]]) -> str:
    """Return the form that most pages have, with the pages of all forms."""
    best, _ = max(forms, key=lambda form: (form[1], form[0]))
    pages = sum(count for _, count in forms)
    return written(best) + _SIZES[min(pages.bit_length(), len(_SIZES) - 1)]


def _joined(said: Mapping[str, str]) -> str:
    return " ".join(said[key] for key in sorted(said))

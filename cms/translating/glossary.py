"""Glossary: words of the registry of terms that have an agreed word in the language of a translation.

The agreed word is the term's own name in that language. Findings are advice: they hold up nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.models import Term
from cms.translating.codes import parts_of, without_facts

__all__ = ["Agreed", "glossary_of", "terms_in", "terms_not_used", "told"]

_ALIKE = str.maketrans("’‘“”–", "''\"\"-")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A term as the source writes it, and the word that was agreed for it."""

    name: str
    word: str


def glossary_of(translation: Translation) -> tuple[Agreed, ...]:
    """Return the published terms in the language of the source that hold today and have an agreed word."""
    source, target = translation.source.locale, translation.target_locale
    rows = Term.holding(timezone.localdate()).filter(language=source.language_code)
    found = ((row.name, row.label(target.language_code)) for row in rows)
    return tuple(Agreed(name, word) for name, word in found if word)


def terms_in(sentence: str, glossary: Iterable[Agreed], attrs: str = "") -> list[Agreed]:
    """Return the terms that stand in a stored sentence as whole words, each once, in their order.

    Of terms that hold each other the longest counts: "dịch vụ công trực tuyến" is no "dịch vụ công".
    ``attrs`` say which links of the sentence are facts: nobody translates their words, they do not count.
    """
    known: dict[str, Agreed] = {}
    for one in glossary:
        known.setdefault(_even(one.name), one)
    names = sorted(filter(None, known), key=len, reverse=True)
    if not names:
        return []
    words = _words(without_facts(sentence, attrs))
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"
    return list(dict.fromkeys(known[name] for name in re.findall(pattern, words)))


def terms_not_used(
    sentence: str, said: str, glossary: Iterable[Agreed], attrs: str = ""
) -> list[Agreed]:
    """Return the terms of a sentence whose agreed word its translation does not have.

    A word may go on ("one-stop shops"), not begin earlier; one without small letters may stand anywhere.
    """
    words = _words(without_facts(said, attrs))
    return [
        one for one in terms_in(sentence, glossary, attrs) if not _stands(_even(one.word), words)
    ]


def told(terms: Iterable[Agreed]) -> str:
    """Return terms in words: “cổng” là “portal”."""
    said = _("“%(name)s” là “%(word)s”")
    return ", ".join(said % {"name": one.name, "word": one.word} for one in terms)


def _stands(word: str, words: str) -> bool:
    start = r"(?<!\w)" if word[:1] != word[:1].upper() else ""
    return re.search(start + re.escape(word), words) is not None


def _words(stored: str) -> str:
    return _even("".join(_shown(stored)))


def _shown(stored: str) -> Iterator[str]:
    for part in parts_of(stored):
        yield part if isinstance(part, str) else (" " if part.name in {"br", "token"} else "")


def _even(words: str) -> str:
    """Return words as they are compared: however large, spaced or quoted."""
    evened = unicodedata.normalize("NFC", words).translate(_ALIKE).casefold()
    return " ".join(evened.split())

"""Words printed on pages and on paper: one file a language; what a language lacks its fallback says, marked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from markupsafe import Markup, escape

from sitegen.languages import SOURCE, sources_of

__all__ = [
    "has_labels",
    "labels",
    "marked_labels",
    "plain_labels",
    "print_words",
    "untranslated_labels",
]

_FOLDER = Path(__file__).parent.parent / "labels"


_Words = Mapping[str, tuple[str, str]]
"""By key: the words, and the language in which they are."""


def labels(language: str) -> Mapping[str, str]:
    """Return the words of ``language`` by key; where it has none, those that stand in for them."""
    return _plain(tuple(sources_of(language)))


def untranslated_labels(language: str) -> frozenset[str]:
    """Return the keys whose words stand in another language."""
    return _untranslated(tuple(sources_of(language)))


def plain_labels(language: str) -> SimpleNamespace:
    """Return the words as attributes, plain, for places where no markup can stand."""
    return _namespace(tuple(sources_of(language)))


def marked_labels(language: str) -> SimpleNamespace:
    """Return the words as attributes, with the language marked where it is another one."""
    return _marked(tuple(sources_of(language)))


@cache
def print_words(language: str) -> Mapping[str, str]:
    """Return the words that layouts print by themselves, Vietnamese where a language has none."""
    file = _FOLDER / f"{language}.toml"
    said = tomllib.loads(file.read_text("utf-8")).get("print") if file.exists() else None
    return MappingProxyType(said) if said else print_words(SOURCE)


def has_labels(language: str) -> bool:
    """Tell whether ``language`` has words of its own."""
    return (_FOLDER / f"{language}.toml").exists()


@cache
def _plain(sources: tuple[str, ...]) -> Mapping[str, str]:
    return MappingProxyType({key: words for key, (words, _) in _found(sources).items()})


@cache
def _untranslated(sources: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for key, (_, spoken) in _found(sources).items() if spoken != sources[0])


@cache
def _namespace(sources: tuple[str, ...]) -> SimpleNamespace:
    return SimpleNamespace(**_plain(sources))


@cache
def _marked(sources: tuple[str, ...]) -> SimpleNamespace:
    return SimpleNamespace(
        **{
            key: escape(words)
            if spoken == sources[0]
            else Markup('<span lang="{}">{}</span>').format(spoken, words)
            for key, (words, spoken) in _found(sources).items()
        }
    )


@cache
def _found(sources: tuple[str, ...]) -> _Words:
    """Return the words of the first of ``sources`` that has them; the last one has all."""
    found: dict[str, tuple[str, str]] = {}
    for language in reversed(sources):
        file = _FOLDER / f"{language}.toml"
        if file.exists():
            read = tomllib.loads(file.read_text("utf-8"))
            still = {*read.get("untranslated", ())} if language != SOURCE else set()
            own = {key: (words, language) for key, words in read["labels"].items()}
            found |= {key: said for key, said in own.items() if key not in still}
    return found

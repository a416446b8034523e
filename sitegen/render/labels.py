"""Words printed on pages: one file a language, the same keys in all."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from markupsafe import Markup, escape

from sitegen.languages import SOURCE

__all__ = ["label_source", "labels", "marked_labels", "plain_labels", "untranslated_labels"]

_FOLDER = Path(__file__).parent.parent / "labels"


@cache
def labels(language: str) -> Mapping[str, str]:
    """Return the words of ``language`` by key; raises FileNotFoundError for a language without."""
    return MappingProxyType(_read(language)["labels"])


@cache
def untranslated_labels(language: str) -> frozenset[str]:
    """Return the keys whose words still stand in Vietnamese."""
    return frozenset(_read(language).get("untranslated", ()))


def label_source(language: str) -> bytes:
    """Return the file of ``language`` as it lies on the disk, for digests."""
    return (_FOLDER / f"{language}.toml").read_bytes()


@cache
def plain_labels(language: str) -> SimpleNamespace:
    """Return the words as attributes, plain, for places where no markup can stand."""
    return SimpleNamespace(**labels(language))


@cache
def marked_labels(language: str) -> SimpleNamespace:
    """Return the words as attributes, with the language marked where it is another one."""
    foreign = untranslated_labels(language)
    return SimpleNamespace(
        **{
            key: Markup('<span lang="{}">{}</span>').format(SOURCE, words)
            if key in foreign
            else escape(words)
            for key, words in labels(language).items()
        }
    )


def _read(language: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(label_source(language).decode())

"""Sentences for translators: "10 m²" is one of them, not three pieces around its small 2."""

from wagtail_localize import strings

__all__ = ["keep_sentences_whole"]

_INSIDE = ("sub", "sup")


def keep_sentences_whole() -> None:
    """Tell wagtail-localize that sub- and superscript stand inside a sentence."""
    strings.INLINE_TAGS.extend(tag for tag in _INSIDE if tag not in strings.INLINE_TAGS)

"""What a translation has not said yet: the texts that still stand in the source language."""

from collections import defaultdict

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation

from sitegen.collect.guard import readable
from sitegen.collect.richtext import plain_text

__all__ = ["Untranslated", "untranslated_texts"]

Untranslated = dict[tuple[str, str], tuple[str, ...]]
"""By (translation key, language): the plain source texts nobody has translated yet."""


def untranslated_texts() -> Untranslated:
    """Return what is missing in every translation, with one query for each target language."""
    targets = Translation.objects.filter(enabled=True).values_list("target_locale_id", flat=True)
    found: Untranslated = {}
    for locale in Locale.objects.filter(pk__in=set(targets)):
        missing: dict[str, list[str]] = defaultdict(list)
        for key, html in _missing(locale):
            missing[str(key)].append(plain_text(html))
        for key, texts in missing.items():
            found[key, locale.language_code] = tuple(sorted(set(texts)))
    return found


def _missing(locale: Locale) -> "list[tuple[object, str]]":
    segments = (
        StringSegment.objects.filter(
            source__translations__target_locale=locale, source__translations__enabled=True
        )
        .annotate_translation(locale)
        .filter(translation__isnull=True)
    )
    return readable(segments.values_list("source__object_id", "string__data"))

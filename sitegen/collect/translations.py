"""What a translation says and does not say: sentence by sentence, by what it was made of.

A sentence is true while the source says what it was translated from. It is untranslated when it was
left in the source language, and stale when the source says something else by now. All this is read
before any token, chip or fact is filled in, and whether or not wagtail-localize still keeps a
translation in step.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q, QuerySet
from wagtail.models import DraftStateMixin, Locale, get_translatable_models
from wagtail_localize.models import StringSegment, Translation

from sitegen.collect.guard import readable

__all__ = [
    "NOTHING",
    "Truth",
    "Truths",
    "bare",
    "is_said_still",
    "is_taken_over",
    "made_tables",
    "truths",
]

_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True, slots=True)
class Truth:
    """What is not true of one translation: its sentences as they are stored, without ids of links.

    ``lacks`` counts the sentences of the source for which it has none; it is 1 where every sentence
    is true and something else of the source is not taken over: a number, a date, a link, an order.
    """

    untranslated: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    lacks: int = 0


NOTHING = Truth()

Truths = dict[tuple[str, str], Truth]
"""By (translation key, language); what is wholly true is not in it."""

_OF = ("translation__source__object_id", "translation__target_locale__language_code")


def bare(data: str) -> str:
    """Return a stored sentence without the numbers of its links: translators may turn them round."""
    return _ID.sub("", data) if " id=" in data else data


def _compared(column: str) -> Any:
    """Return a column that no database looks rows up by: words stand on many pages, a place on one."""
    return ExpressionWrapper(F(column) + 0, output_field=IntegerField())


def is_said_still() -> Exists:
    """Ask of a TranslatedSentence whether its source says it still."""
    return Exists(
        StringSegment.objects.alias(
            words=_compared("string_id"), row=_compared("source_id")
        ).filter(
            context=OuterRef("context"),
            words=OuterRef("string"),
            row=OuterRef("made__translation__source"),
        )
    )


def is_taken_over(made: Any) -> Exists:
    """Ask of a StringSegment whether the version ``made`` has it."""
    sentences = apps.get_model("cms", "translatedsentence").objects
    return Exists(
        sentences.alias(words=_compared("string_id"), version=_compared("made_id")).filter(
            context=OuterRef("context"), words=OuterRef("string"), version=made
        )
    )


def made_tables() -> tuple[str, ...]:
    """Return the names of the models that remember what translations were made of."""
    return ("cms.translatedrevision", "cms.translatedsentence")


def truths() -> Truths:
    """Return what is not true of all translations that are live: five queries, and one a language."""
    if not Translation.objects.exists():
        return {}
    untranslated: dict[tuple[str, str], set[str]] = defaultdict(set)
    stale: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, language, source, said, left, is_true in readable(_open_sentences()):
        place = str(key), language
        shown = bare(said or left or source)
        if not said:
            untranslated[place].add(shown)
        if not is_true:
            stale[place].add(shown)
    lacks = Counter((str(key), language) for key, language in readable(_lacking()))
    for key, language in readable(_otherwise_behind()):
        place = str(key), language
        if not stale[place]:
            lacks[place] = lacks[place] or 1
    for place, data in _never_noted():
        untranslated[place].add(bare(data))
    return {
        place: Truth(
            untranslated=tuple(sorted(untranslated[place])),
            stale=tuple(sorted(stale[place])),
            lacks=lacks[place],
        )
        for place in sorted({*untranslated, *stale, *lacks})
        if untranslated[place] or stale[place] or lacks[place]
    }


def _made() -> Any:
    return apps.get_model("cms", "translatedrevision").objects


def _live(made: str = "") -> Q:
    """Return the versions that readers see, of every kind of row that is translated."""
    found = Q()
    for model in _models():
        shown = OuterRef(f"{made}revision")
        found |= Q(Exists(model._default_manager.filter(live=True, live_revision=shown)))
    return found


def _models() -> Iterator[Any]:
    return (one for one in get_translatable_models() if issubclass(one, DraftStateMixin))


def _open_sentences() -> "QuerySet[Any, Any]":
    """Return what is not true: (key, language, source, said, left, whether the source says so still)."""
    sentences = apps.get_model("cms", "translatedsentence").objects
    found = sentences.filter(_live("made__")).annotate(is_true=is_said_still()).order_by()
    untrue: QuerySet[Any, Any] = found.filter(Q(said="") | Q(is_true=False)).values_list(
        *(f"made__{one}" for one in _OF), "string__data", "said", "left", "is_true"
    )
    return untrue


def _lacking() -> "QuerySet[Any, Any]":
    """Return (key, language) for each sentence of a source that a live translation has not at all."""
    segments = StringSegment.objects.filter(
        source__translations__made__in=_made().filter(_live())
    ).annotate(made_id=F("source__translations__made"))
    lacking: QuerySet[Any, Any] = segments.filter(~is_taken_over(OuterRef("made_id"))).values_list(
        "source__object_id", "source__translations__target_locale__language_code"
    )
    return lacking


def _otherwise_behind() -> "QuerySet[Any, Any]":
    """Return (key, language) of what was made of a source that is another by now."""
    other = Q(made_of__lt=F("source_now")) | Q(made_of__gt=F("source_now"))
    rows = _made().filter(_live(), other)
    found: QuerySet[Any, Any] = rows.values_list(
        "translation__source__object_id", "translation__target_locale__language_code"
    )
    return found


def _never_noted() -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what is missing in translations whose versions were never noted, as older data is."""
    noted = _made().filter(_live(), translation=OuterRef("pk"))
    old = Translation.objects.filter(~Exists(noted))
    for locale in Locale.objects.filter(translations__in=old).distinct():
        segments = (
            StringSegment.objects.filter(
                source__translations__in=old, source__translations__target_locale=locale
            )
            .annotate_translation(locale)
            .filter(translation__isnull=True)
        )
        for key, data in readable(segments.values_list("source__object_id", "string__data")):
            yield (str(key), locale.language_code), data

"""Approved: the words and values of a translation that somebody has published, without drafts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from wagtail_localize.models import SegmentOverride, StringSegment, StringTranslation, Translation
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.models import TranslatedRevision

__all__ = ["only_approved"]


@contextmanager
def only_approved(translation: Translation, target: Any) -> Iterator[None]:
    """Let a version that is made inside say what live ``target`` says, as far as its source does.

    What was saved since is put aside and comes back as it was: it waits for who publishes it. A
    version that was never noted, as of old data, says what is saved. A value that was set anew
    since is that of the source.
    """
    made = TranslatedRevision.objects.filter(revision=target.live_revision_id).first()
    if made is None:
        yield
        return
    said = {(one.context_id, one.string_id): one.said for one in made.sentences.all()}
    with transaction.atomic():
        aside = [*_words(translation, said), *_values(translation, target)]
        missing = _missing(translation, said)
        for row, change in aside:  # in bulk: the hour of a word is that of its translator
            type(row)._default_manager.filter(pk=row.pk).update(**change)
        made_up = StringTranslation.objects.bulk_create(missing)
        yield
        for row, change in aside:
            back = {name: getattr(row, name) for name in change}
            type(row)._default_manager.filter(pk=row.pk).update(**back)
        StringTranslation.objects.filter(pk__in=[one.pk for one in made_up]).delete()


_Aside = tuple[Any, dict[str, Any]]


def _words(translation: Translation, said: dict[tuple[int, int], str]) -> Iterator[_Aside]:
    """Yield the words that are not those of ``said``, and what they are meanwhile."""
    segments = StringSegment.objects.filter(source=translation.source_id)
    for one in segments.get_translations(translation.target_locale):
        approved = said.get((one.context_id, one.translation_of_id), "")
        if approved and (one.has_error or one.data != approved):
            yield one, {"data": approved, "has_error": False}
        elif not approved and not one.has_error:
            yield one, {"has_error": True}


def _missing(translation: Translation, said: dict[tuple[int, int], str]) -> list[StringTranslation]:
    """Return the words of ``said`` that were taken away since."""
    segments = StringSegment.objects.filter(source=translation.source_id)
    rows = segments.annotate_translation(translation.target_locale, include_errors=True)
    gone = set(rows.filter(translation=None).values_list("context_id", "string_id"))
    return [
        StringTranslation(
            context_id=context,
            translation_of_id=string,
            locale=translation.target_locale,
            data=said[context, string],
        )
        for context, string in sorted(gone)
        if said.get((context, string))
    ]


def _values(translation: Translation, target: Any) -> Iterator[_Aside]:
    """Yield the values of fields that ``target`` does not have."""
    shown = {
        one.path: one.data
        for one in extract_segments(target)
        if isinstance(one, OverridableSegmentValue)
    }
    for one in SegmentOverride.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    ).select_related("context"):
        if not one.has_error and shown.get(one.context.path) != json.loads(one.data_json):
            yield one, {"has_error": True}

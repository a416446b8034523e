"""Memory: how readers see the very same sentence said elsewhere, proposed and never taken unasked.

It holds what stands before readers, and what was said on other places of the row itself: no words
of a draft of another office.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from wagtail.models import DraftStateMixin, Page, get_translatable_models
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.models import TranslatedSentence
from cms.translating.marks import faults_of_marks

__all__ = ["Proposal", "proposals_for", "said_to_readers"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was ``said`` of the same sentence on ``row``."""

    said: str
    row: str


def said_to_readers(source: Any, target: Any) -> QuerySet[TranslatedSentence]:
    """Return what readers see said in ``target``: drafts and private pages are not in it."""
    private = Page.objects.not_public().values("translation_key")
    pages = Page.objects.live().public().filter(locale=target).exclude(translation_key__in=private)
    others = [
        model._default_manager.filter(live=True, locale=target)
        for model in get_translatable_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    seen = Q()
    for rows in (pages, *others):
        seen |= Q(made__revision__in=rows.values("live_revision"))
    return TranslatedSentence.objects.filter(seen, string__locale=source).exclude(said="")


def proposals_for(
    translation: Translation, segments: Iterable[StringSegment]
) -> dict[int, Proposal]:
    """Return by its number what each of ``segments`` of ``translation`` may be said as.

    What was said in the same kind of place comes first, then on the same row, then the newest.
    """
    wanted = list(segments)
    strings = {one.string_id for one in wanted}
    source, target = translation.source, translation.target_locale
    own = StringTranslation.objects.filter(
        translation_of__in=strings, locale=target, context__object_id=source.object_id
    ).exclude(has_error=True)
    public = said_to_readers(source.locale, target).filter(string__in=strings)
    place = ("context__field_path", "context__object_id")
    rows = [
        *public.order_by("made__revision__created_at", "pk").values_list(
            "string", "said", *place, "made__revision__object_str"
        ),
        *own.order_by("updated_at").values_list(
            "translation_of", "data", *place, Value(source.object_repr)
        ),
    ]
    found: dict[int, list[tuple[str, str, bool, str]]] = {}
    for string, said, kind, key, row in rows:
        found.setdefault(string, []).append((said, kind, key == source.object_id, row))
    return {one.pk: best for one in wanted if (best := _best(one, found.get(one.string_id, [])))}


def _best(segment: StringSegment, found: list[tuple[str, str, bool, str]]) -> Proposal | None:
    """Return the proposal of ``found``, oldest first, that fits the place of ``segment`` best."""
    place, source = segment.context.field_path, segment.string.data
    usable = [one for one in found if not any(faults_of_marks(source, one[0]))]
    if not usable:
        return None
    last = reversed(usable)  # max keeps the first of equals
    said, _kind, _is_own, row = max(last, key=lambda one: (one[1] == place, one[2]))
    return Proposal(said, row)

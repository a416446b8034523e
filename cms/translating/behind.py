"""Behind: translations of pages that do not say what their source says now."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment

from cms.models import TranslatedRevision, TranslatedSentence
from sitegen.collect.translations import is_said_still, is_taken_over

__all__ = ["behind_among", "new_sentences", "open_sentences", "translations_behind"]


def translations_behind(user: Any) -> QuerySet[Page]:
    """Return the live translations among the user's pages that do not say all their source says now.

    A page that only repeats its source until it is translated is none.
    """
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    pages: QuerySet[Page] = own.filter(live=True, alias_of=None)
    return pages.filter(live_revision__in=behind_among(pages.values("live_revision")))


def behind_among(revisions: Any) -> QuerySet[Any, Any]:
    """Return those of ``revisions`` that do not say all their source says now."""
    made = TranslatedRevision.objects.filter(revision__in=revisions)
    found: QuerySet[Any, Any] = TranslatedRevision.objects.filter(
        Q(pk__in=open_sentences(made.values("pk")).values("made"))
        | Q(pk__in=new_sentences(made.values("pk")).values("version"))
        | TranslatedRevision.OTHER
    ).values("revision")
    return found


def open_sentences(made: Any) -> "QuerySet[TranslatedSentence]":
    """Return the sentences of versions that are not said, or of what the source no longer says."""
    sentences = TranslatedSentence.objects.filter(Q(said="") | ~is_said_still(), made__in=made)
    return sentences.order_by()


def new_sentences(made: Any) -> "QuerySet[StringSegment]":
    """Return the sentences of sources that a ``version`` of ``made`` has not at all."""
    segments = StringSegment.objects.filter(source__translations__made__in=made)
    found: QuerySet[StringSegment] = (
        segments.annotate(version=F("source__translations__made"))
        .filter(~is_taken_over(OuterRef("version")))
        .order_by()
    )
    return found

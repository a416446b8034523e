"""Behind: translations of pages that do not say what their source says now."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringSegment, StringTranslation, Translation

__all__ = ["translations_behind"]


def translations_behind(user: Any) -> QuerySet[Page]:
    """Return the live translations among the user's pages whose source went out since, or lacks words.

    A page that only repeats its source until it is translated is none.
    """
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    newer = Page.objects.filter(
        translation_key=OuterRef("source__object_id"),
        locale=OuterRef("source__locale"),
        live=True,
        last_published_at__gt=OuterRef("source__last_updated_at"),
    )
    said = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale=OuterRef(OuterRef("target_locale")),
        has_error=False,
    )
    unsaid = StringSegment.objects.filter(~Exists(said), source=OuterRef("source"))
    behind = Translation.objects.filter(
        Q(Exists(newer)) | Q(Exists(unsaid)),
        enabled=True,
        target_locale=OuterRef("locale"),
        source__object_id=OuterRef("translation_key"),
    )
    pages: QuerySet[Page] = own.filter(Exists(behind), live=True, alias_of=None)
    return pages

"""Offering: which translations are no pages of their language yet."""

from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Locale, Page

from sitegen.collect.guard import readable
from sitegen.collect.sites import HOME_DEPTH
from sitegen.errors import Finding
from sitegen.languages import SOURCE, language_of

__all__ = ["LEAST", "held_back", "held_findings", "held_pages", "lower_first"]

LEAST = 80
"""Percent of its sentences that a page must have in its language where nobody has said otherwise."""


def held_pages() -> "QuerySet[Page]":
    """Return the live pages that are not offered: mere copies of a page in another language, and
    those of which too little is translated. A home page is always offered: a language begins with
    it, whatever it says."""
    made = apps.get_model("cms", "translatedrevision").objects
    least = apps.get_model("cms", "homepage").objects.filter(locale__language_code=SOURCE)
    asked = Coalesce(Subquery(least.order_by("path").values("least_translated")[:1]), LEAST)
    too_little = made.filter(
        Q(said=0) | Q(said__lt=F("total") * asked / 100.0), revision=OuterRef("live_revision")
    )
    copies = Q(alias_of__isnull=False) & ~Q(alias_of__locale=F("locale"))
    # Asked first: where there is no other language the database would go through all pages.
    others = [*Locale.objects.exclude(language_code=SOURCE).values_list("pk", flat=True)]
    pages: QuerySet[Page] = Page.objects.filter(live=True, depth__gt=HOME_DEPTH, locale__in=others)
    return pages.filter(copies | Exists(too_little))


def held_findings(of: int | None = None) -> Iterator[Finding]:
    """Yield a remark for every page that readers will be offered when more of it is translated, or
    just ``of`` that one."""
    held = held_pages() if of is None else held_pages().filter(pk=of)
    own = held.exclude(alias_of__isnull=False)  # by what is null it would go through all pages
    rows = own.values_list("pk", "title", "locale__language_code")
    for pk, title, code in readable(rows):
        yield Finding(
            code="translation-held",
            severity="warning",
            page=str(title),
            key=f"page-{pk}",
            message=f"Bản {language_of(code).spoken} chưa dịch đủ nên chưa hiện; người đọc được dẫn tới"
            " trang tiếng Việt.",
            hint="Mở bản dịch, dịch thêm rồi xuất bản. Mức cần đạt ghi ở trang chủ.",
        )


def lower_first(words: str) -> str:
    """Return the name of a language as it stands inside a sentence."""
    return words[:1].lower() + words[1:]


def held_back(pages: Collection[Any] | None = None) -> set[int]:
    """Return the keys of those pages; of ``pages`` if those are given."""
    if pages is not None and not pages:
        return set()
    found = held_pages().order_by()
    if pages is not None:
        found = found.filter(pk__in=pages)
    return set(found.values_list("pk", flat=True))

"""The demo's translations: English for a guide, an explainer that has changed since, an announcement
that is only begun; an honest alias for Tày."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.demo.content.english import ENGLISH
from cms.demo.load.shelf import Shelf
from sitegen.collect.richtext import plain_text

__all__ = ["load_translations"]

TRANSLATED_GUIDE = "huong-dan-ban-dan-toc"
CHANGED = "loai-hinh"
LEAD_NOW = (
    "Loại hình cho biết bạn làm được đến đâu qua mạng, và còn phải đi lại lúc nào. Quy định đổi thì "
    "trang này đổi theo."
)
"""What the explainer says since its translation was published: its old sentence is marked there."""

BEGUN = "thong-bao-ban-dan-toc"
"""The page of which too little is translated to be offered."""


def load_translations(shelf: Shelf) -> None:
    """Translate what the demo has words for; what it has none for stays Vietnamese and marked."""
    english = Locale.objects.get(language_code="en")
    home = shelf.get("page", "trang-chu")
    for page in (
        home,
        shelf.get("page", "home-ban-dan-toc"),
        shelf.get("step_set", "nop-tren-cong-tinh"),
        shelf.get("step_set", "nop-tren-cong-quoc-gia"),
        shelf.get("page", TRANSLATED_GUIDE),
        shelf.get("page", "loai-hinh"),
        shelf.get("page", BEGUN),
    ):
        _translate(page, english, ENGLISH, shelf)
    _go_on(shelf.get("page", CHANGED))
    _alias(home, Locale.objects.get(language_code="tyz"), shelf)


def _go_on(page: Any) -> None:
    """Publish a page whose words changed after it was translated, as they stand now."""
    before, page.lead = page.lead, LEAD_NOW
    if before == LEAD_NOW:
        return
    rows = type(page).objects.filter(pk=page.pk)
    dates = rows.values("first_published_at", "last_published_at").get()
    page.save_revision().publish()
    rows.update(**dates)


def _translate(row: Any, locale: Locale, words: Mapping[str, str], shelf: Shelf) -> None:
    if row.get_translation_or_none(locale) is not None:
        return
    translate_object(row, [locale])
    translation = Translation.objects.get(
        source__object_id=row.translation_key, target_locale=locale
    )
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        said = words.get(segment.string.data) or words.get(plain_text(segment.string.data))
        if said is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={
                    "data": said,
                    "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
                },
            )
    translation.save_target(publish=True)
    transaction.on_commit(lambda: _keep_dates(row, row.get_translation(locale)))
    shelf.created.append(f"Bản dịch: {row}")


def _keep_dates(row: Any, target: Any) -> None:
    """A translation is as old as its page, so that every demo gives the same mirror.

    It is published with the commit, which dates it anew: call this after that.
    """
    rows = type(row)._default_manager
    dates = rows.values("first_published_at", "last_published_at").get(pk=row.pk)
    rows.filter(pk=target.pk).update(**dates)


def _alias(home: Any, locale: Locale, shelf: Shelf) -> None:
    if home.get_translation_or_none(locale) is None:
        _keep_dates(home, home.copy_for_translation(locale, alias=True))
        shelf.created.append(f"Trang chủ, tiếng {locale.get_display_name()}")

"""Translations of step sets: after a publication they say what is new in Vietnamese, marked.

An old sentence in another language would send readers to a button that is no longer there.
The officer finds what to translate in the report of translations.
"""

from typing import Any

from wagtail_localize.models import Translation

from cms.translating.approved import only_approved
from sitegen.languages import SOURCE

__all__ = ["renew_translations"]


def renew_translations(row: Any) -> None:
    """Bring the live translations of a published ``row`` up to what it says now.

    Words that nobody has published are not in them: they stay with their translator.
    """
    if row.locale.language_code != SOURCE:
        return
    translations = Translation.objects.filter(
        source__object_id=row.translation_key, source__locale=row.locale, enabled=True
    ).select_related("source", "target_locale")
    for number, translation in enumerate(translations):
        if number == 0:
            translation.source.update_from_db()
        target = row.get_translation_or_none(translation.target_locale)
        if target is not None and target.live:
            with only_approved(translation, target):
                translation.save_target(publish=True)

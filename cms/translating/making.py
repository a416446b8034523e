"""Making: translations that are not there yet, as drafts; those that are there are left alone."""

from typing import Any

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator

from cms.translating.truth import note_untranslated

__all__ = ["Maker"]


class Maker(TranslationCreator):
    """Makes what one language lacks: an alias is none, a stopped translation is one.

    ``tried`` is what was to be made, what a row uses before the row.
    """

    def __init__(self, user: Any, locale: Any, tried: list[tuple[Any, Any]]) -> None:
        super().__init__(user, [locale])
        self.locale, self.tried = locale, tried

    def create_translations(self, instance: Any, include_related_objects: Any = True) -> None:  # noqa: FBT002  # theirs
        """Make the translation of ``instance`` and of what it uses, unless it is there."""
        row = instance.specific if isinstance(instance, Page) else instance
        there = row.get_translation_or_none(self.locale)
        if there is not None and not getattr(there, "alias_of_id", None):
            return
        shown = self._kept(there) if there is not None and there.live else None
        try:
            super().create_translations(row, include_related_objects)
        finally:
            if row.locale_id != self.locale.pk:
                self.tried.append((row, self.locale))
        if shown is not None:
            note_untranslated(
                shown,
                Translation.objects.get(
                    source__object_id=row.translation_key, target_locale=self.locale
                ),
            )

    def below(self, page: Page) -> None:
        """Make the translations of all pages below ``page``, parents first."""
        for child in page.get_descendants().order_by("path"):
            self.create_translations(child)

    def _kept(self, alias: Any) -> int:
        """Make a page of a live ``alias``; what it shows is what was published of it."""
        ConvertAliasPageAction(alias, user=self.user).execute(skip_permission_checks=True)
        return int(alias.live_revision_id)

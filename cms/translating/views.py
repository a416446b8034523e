"""The translation forms of wagtail-localize, which here say what they could not do."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.edit_translation import stop_translation
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
)
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.gates.policy import may_publish
from cms.offices.membership import office_of, offices_of, owner_of
from cms.translating.judging import FAULTS, Untranslated, last_log, reasons, without_log
from cms.translating.making import Maker
from sitegen.languages import SOURCE

__all__ = ["PageView", "SnippetView", "UpdateView", "back_to_alias", "only_for_publishers", "stop"]

_log = logging.getLogger("loa.translating")


class Judged:
    """Everything that was asked for is translated, or nothing is and the officer reads why."""

    request: Any
    is_renewing = False
    _since: int = 0
    _asked: Sequence[tuple[Any, Any]] = ()

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return the rows and languages that the form asks for: of what is made, it grows with it."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> Any:
        """Translate; on a refusal show the form again with the reasons."""
        self._since, self._asked = last_log(), self.asked(form)
        try:
            return self.translated(form)
        except (Untranslated, *FAULTS):
            _log.warning("translation refused", exc_info=True)
        found = reasons(self._asked, self.request.user, is_renewing=self.is_renewing)
        self._tell(found)
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    def translated(self, form: Any) -> Any:
        """Do what the form asks for and return the answer."""
        return super().form_valid(form)  # type: ignore[misc]  # a mixin before a view

    def get_success_message(self, *args: Any) -> str:
        """Return the praise, which wagtail-localize asks for when all is done, if it is due."""
        if without_log(self._asked, self._since):
            raise Untranslated
        said: str = super().get_success_message(*args)  # type: ignore[misc]
        return said

    def _tell(self, refused: Sequence[Any]) -> None:
        for one in refused:
            messages.error(
                self.request,
                _("Chưa dịch được “%(name)s” sang %(language)s: %(said)s")
                % {"name": one.name, "language": one.language, "said": " ".join(one.said)},
            )
        last = (
            _("Chưa có gì thay đổi. Hãy sửa những chỗ trên rồi làm lại.")
            if refused
            else _("Chưa dịch được, và chưa có gì thay đổi. Hãy thử lại sau ít phút.")
        )
        messages.error(self.request, last)


class Made(Judged):
    """Dịch: what is not there yet is made, by our own hands.

    The function that wagtail-localize calls here makes what is there anew, and starts again what
    was stopped (``TranslationCreator``).
    """

    object: Any

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return what will be tried."""
        return []

    @transaction.atomic
    def translated(self, form: Any) -> Any:
        """Make the drafts and lead to them."""
        locales = list(form.cleaned_data["locales"])
        for locale in locales:
            maker = Maker(self.request.user, locale, cast("list[Any]", self._asked))
            maker.create_translations(self.object)
            if form.cleaned_data["include_subtree"]:
                maker.below(self.object)
            self.components.save(maker, sources_and_translations=maker.mappings)  # type: ignore[attr-defined]
        said = self.get_success_message(", ".join(one.get_display_name() for one in locales))
        messages.success(self.request, said)
        made = self.object.get_translation(locales[0]) if len(locales) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(made))  # type: ignore[attr-defined]


class PageView(Made, SubmitPageTranslationView):
    """Dịch trang."""

    def get_object(self) -> Any:
        """Return the page, whose words the form shows: not to who has no right over it."""
        page = super().get_object()
        if not offices_of(self.request.user).holds(office_of(page)):
            raise PermissionDenied
        return page


class SnippetView(Made, SubmitSnippetTranslationView):
    """Dịch một mục dùng chung."""

    def get_object(self) -> Any:
        """Return the row, not to people of another office than its own."""
        row = super().get_object()
        if not offices_of(self.request.user).holds(owner_of(row)):
            raise PermissionDenied
        return row


class UpdateView(Judged, UpdateTranslationsView):
    """Cập nhật bản dịch; who may not publish them all renews the drafts."""

    is_renewing = True

    def get_form(self) -> Any:
        """Return the form, in which only who may publish can ask for it."""
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.disabled = not self._may_publish()
        if field.disabled:
            field.help_text = _("Chỉ người được xuất bản các bản dịch này mới xuất bản ngay được.")
        return form

    def translated(self, form: Any) -> Any:
        """Renew; who may not publish renews the words alone, and not who may read them."""
        if self._may_publish():
            return super().translated(form)
        with transaction.atomic():
            self.object.update_from_db()
        messages.success(self.request, self.get_success_message())
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _may_publish(self) -> bool:
        return all(may_publish(row, self.request.user) for row in self._targets())

    def _targets(self) -> Iterator[Any]:
        """Yield each row that would be published, or the source of one that is not there yet."""
        for one in self.object.translations.filter(enabled=True):
            try:
                yield one.get_target_instance()
            except ObjectDoesNotExist:
                yield self._source()

    def _source(self) -> Any:
        return self.object.get_source_instance()

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return the row in every language it is kept in step with, if they are to be published."""
        if not form.cleaned_data["publish_translations"]:
            return ()
        row = self._source()
        kept = self.object.translations.filter(enabled=True).select_related("target_locale")
        return [(row, one.target_locale) for one in kept]


def back_to_alias(request: HttpRequest, page_id: int) -> Any:
    """Make a translation show its source again: before citizens at once."""
    page = get_object_or_404(Page, pk=page_id)
    page.live |= page.get_translations().filter(locale__language_code=SOURCE, live=True).exists()
    only_for_publishers(page, request.user)
    return convert_to_alias(request, page_id)


def stop(request: HttpRequest, translation_id: int) -> Any:
    """Stop a translation: what readers are told of it changes at once."""
    translation = get_object_or_404(Translation, pk=translation_id)
    only_for_publishers(translation.get_target_instance(), request.user)
    return stop_translation(request, translation_id)


def only_for_publishers(row: Any, user: Any) -> None:
    """Raise PermissionDenied when ``row`` is live and ``user`` may not publish it."""
    if getattr(row, "live", True) and not may_publish(row, user):
        raise PermissionDenied

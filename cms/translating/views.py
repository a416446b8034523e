"""The translation forms of wagtail-localize, which here say what they could not do."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
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
from cms.translating.judging import FAULTS, Untranslated, last_log, reasons, wanted, without_log

__all__ = ["PageView", "SnippetView", "UpdateView", "back_to_alias", "only_for_publishers", "stop"]

_log = logging.getLogger("loa.translating")


class Judged:
    """Everything that was asked for is translated, or nothing is and the officer reads why."""

    request: Any
    is_renewing = False
    _form: Any = None
    _since: int = 0

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return the rows and languages that the form asks for."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> Any:
        """Translate; on a refusal show the form again with the reasons."""
        self._form, self._since = form, last_log()
        try:
            return super().form_valid(form)  # type: ignore[misc]  # a mixin before a view
        except (Untranslated, *FAULTS):
            _log.warning("translation refused", exc_info=True)
        found = reasons(self.asked(form), self.request.user, is_renewing=self.is_renewing)
        self._tell(found)
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]

    def get_success_message(self, *args: Any) -> str:
        """Return the praise, which wagtail-localize asks for when all is done, if it is due."""
        if without_log(self.asked(self._form), self._since):
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


class PageView(Judged, SubmitPageTranslationView):
    """Dịch trang."""

    def get_object(self) -> Any:
        """Return the page, whose words the form shows: not to who has no right over it."""
        page = super().get_object()
        if not offices_of(self.request.user).holds(office_of(page)):
            raise PermissionDenied
        return page

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return the page, and those below it when they are wanted too, parents first."""
        rows = [self.object]
        if form.cleaned_data["include_subtree"]:
            below = Page.objects.descendant_of(self.object).order_by("path")
            rows += [page.specific for page in below]
        return wanted(rows, form.cleaned_data["locales"])


class SnippetView(Judged, SubmitSnippetTranslationView):
    """Dịch một mục dùng chung."""

    def get_object(self) -> Any:
        """Return the row, not to people of another office than its own."""
        row = super().get_object()
        if not offices_of(self.request.user).holds(owner_of(row)):
            raise PermissionDenied
        return row

    def asked(self, form: Any) -> Sequence[tuple[Any, Any]]:
        """Return the row in every language that was ticked."""
        return wanted([self.object], form.cleaned_data["locales"])


class UpdateView(Judged, UpdateTranslationsView):
    """Cập nhật bản dịch; who may not publish them all renews the drafts."""

    is_renewing = True

    def get_form(self) -> Any:
        """Return the form, in which only who may publish can ask for it."""
        form = super().get_form()
        field = form.fields["publish_translations"]
        field.disabled = not all(may_publish(row, self.request.user) for row in self._targets())
        if field.disabled:
            field.help_text = _("Chỉ người được xuất bản các bản dịch này mới xuất bản ngay được.")
        return form

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
    only_for_publishers(get_object_or_404(Page, pk=page_id), request.user)
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

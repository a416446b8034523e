"""The screen "Ngôn ngữ trên cổng": which languages citizens may choose."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import locale_permission_policy

from cms.languages.forms import LanguageForm
from cms.languages.middleware import catch_up
from cms.languages.switching import remove, switch, uses_of
from cms.screens import Screen
from sitegen.collect.spoken import languages_on
from sitegen.languages import LANGUAGES, SCRIPTS, SOURCE, all_languages, is_language, language_of
from sitegen.models import SpokenLanguage
from sitegen.render.labels import has_labels

__all__ = ["LanguageView", "LanguagesView", "may_switch"]


def may_switch(user: Any) -> bool:
    """Tell whether the user decides which languages there are."""
    return bool(locale_permission_policy.user_has_permission(user, "change"))


class _LanguagesScreen(Screen):
    header_icon = "globe"

    def may_see(self) -> bool:
        """Tell whether the officer may change languages."""
        return may_switch(self.officer)


class LanguagesView(_LanguagesScreen):
    """Ngôn ngữ trên cổng: each language with its state and a button."""

    template_name = "cms/languages/index.html"
    page_title = gettext_lazy("Ngôn ngữ trên cổng")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Switch one language on, or off once it was asked what that means."""
        code, is_on = request.POST.get("code", ""), request.POST.get("turn") == "on"
        if not is_language(code):
            raise Http404
        if not is_on and "sure" not in request.POST:
            return self.render_to_response(self.get_context_data(asked=code))
        try:
            switch(code, self.officer, is_on=is_on)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            pages = _live_pages().get(code, 0)
            if not is_on:
                said = _(
                    "Đã tắt %(name)s. Các trang tiếng ấy rời cổng ở lần phát hành tới, không bị xoá."
                )
            elif pages:
                said = _(
                    "Đã bật %(name)s. Có %(pages)s trang đã đăng trở lại cổng ở lần phát hành tới."
                )
            else:
                said = _("Đã bật %(name)s. Dịch trang chủ và đăng bản dịch thì người dân mới thấy.")
            messages.success(request, said % {"name": language_of(code).spoken, "pages": pages})
        return redirect("mirror_languages:index")

    def get_context_data(self, asked: str = "", **kwargs: Any) -> dict[str, Any]:
        """Return the rows, those that are on first."""
        on = set(languages_on().values()) | {SOURCE}
        pages = _live_pages()
        rows = [
            {
                "language": row,
                "script": SCRIPTS[row.script],
                "is_on": row.code in on,
                "is_source": row.code == SOURCE,
                "is_asked": row.code == asked,
                "is_added": row.code not in LANGUAGES,
                "has_labels": has_labels(row.code),
                "fallback": language_of(row.fallback).spoken,
                "pages": pages.get(row.code, 0),
            }
            for row in all_languages()
        ]
        rows.sort(key=lambda row: not row["is_on"])
        return {**super().get_context_data(**kwargs), "rows": rows}


def _live_pages() -> dict[str, int]:
    """Return how many published pages each language has."""
    live = Page.objects.order_by().filter(live=True, depth__gt=1)
    return dict(live.values_list("locale__language_code").annotate(Count("pk")))


class LanguageView(_LanguagesScreen):
    """Thêm ngôn ngữ, or the names of one that was added."""

    template_name = "cms/languages/language.html"

    def get_page_title(self) -> str:
        """Return what is done here."""
        return str(self.row.name if self.row else _("Thêm ngôn ngữ"))

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the list."""
        url = reverse("mirror_languages:index")
        return [{"url": url, "label": _("Ngôn ngữ trên cổng")}]

    @cached_property
    def row(self) -> SpokenLanguage | None:
        """The language that is there already, None for a new one."""
        code = self.kwargs.get("code")
        added = SpokenLanguage.objects.exclude(code__in=LANGUAGES)
        return get_object_or_404(added, code=code) if code else None

    @cached_property
    def form(self) -> LanguageForm:
        """The form with what was sent."""
        is_kept = self.request.method == "POST" and "remove" not in self.request.POST
        sent = self.request.POST if is_kept else None
        return LanguageForm(sent, instance=self.row)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, or take it away; a new one is on at once."""
        if self.row and "remove" in request.POST:
            if "sure" not in request.POST and not uses_of(self.row):
                return self.render_to_response(self.get_context_data(is_asked=True))
            return self._removed(self.row)
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        is_new = self.row is None
        kept = self.form.save()
        if is_new:
            switch(kept.code, self.officer, is_on=True)
        catch_up()
        messages.success(request, _("Đã lưu %(name)s.") % {"name": kept.as_language().spoken})
        return redirect("mirror_languages:index")

    def _removed(self, row: SpokenLanguage) -> HttpResponse:
        name = row.as_language().spoken
        try:
            remove(row, self.officer)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
        else:
            catch_up()
            messages.success(self.request, _("Đã xoá %(name)s.") % {"name": name})
        return redirect("mirror_languages:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        return {**super().get_context_data(**kwargs), "form": self.form, "row": self.row}

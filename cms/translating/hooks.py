"""Our translation forms stand before wagtail-localize's, at the same addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.admin_home import NAMED, Waiting
from cms.translating.behind import translations_behind
from cms.translating.views import (
    PageView,
    SnippetView,
    UpdateView,
    back_to_alias,
    only_for_publishers,
    stop,
)
from cms.usage.labels import edit_address, language_name

__all__ = ["restart_by_publishers", "translation_forms"]


@hooks.register("register_admin_urls", order=-1)
def translation_forms() -> list[Any]:
    """Return the addresses; the names stay those of wagtail-localize."""
    return [
        path("localize/submit/page/<int:page_id>/", PageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SnippetView.as_view(),
        ),
        path("localize/page/<int:page_id>/convert_to_alias/", back_to_alias),
        path("localize/translate/<int:translation_id>/disable/", stop),
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
    ]


@hooks.register("register_waiting_work")
def behind_their_source(request: HttpRequest) -> Waiting:
    """Name the translations that do not say what their source says now."""
    found = translations_behind(request.user)
    named = [
        (f"{one.title} ({language_name(one.locale)})", edit_address(("page", one.pk)))
        for one in found.select_related("locale").order_by("-latest_revision_created_at")[:NAMED]
    ]
    return Waiting(
        label=_("Bản dịch chưa theo kịp bản gốc"), count=found.count(), order=44, named=named
    )


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def restart_by_publishers(request: HttpRequest, row: Any) -> None:
    """Let only who may publish take up a translation again whose words are live."""
    if request.method == "POST" and "localize-restart-translation" in request.POST:
        only_for_publishers(row, request.user)

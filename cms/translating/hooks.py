"""Our translation forms stand before wagtail-localize's, at the same addresses."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.admin_home import NAMED, Waiting
from cms.models import ChangeNote, HomePage, TranslatedRevision
from cms.translating.behind import new_sentences, translations_behind
from cms.translating.beside import save_sentence
from cms.translating.codes import beginning
from cms.translating.exchange import translator_file, upload
from cms.translating.says_all import SAYS_ALL
from cms.translating.truth import take_over
from cms.translating.views import (
    PageView,
    SnippetView,
    UpdateView,
    back_to_alias,
    only_for_publishers,
    stop,
)
from cms.usage.labels import edit_address, language_name
from sitegen.collect.offering import LEAST, lower_first
from sitegen.collect.sites import HOME_DEPTH
from sitegen.languages import SOURCE

__all__ = [
    "restart_by_publishers",
    "take_over_what_was_told",
    "tell_what_is_held_back",
    "tell_what_is_not_only_wording",
    "translation_forms",
]


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
        path("localize/translate/<int:translation_id>/pofile/upload/", upload),
        path(
            "localize/translate/<int:translation_id>/strings/<int:string_segment_id>/edit/",
            save_sentence,
        ),
        path(
            "localize/translate/<int:translation_id>/<str:kind>/tai-ve/",
            translator_file,
            name="translator_file",
        ),
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
    ]


@hooks.register("register_waiting_work")
def behind_their_source(request: HttpRequest) -> Waiting:
    """Name the translations that do not say what their source says now."""
    found = translations_behind(request.user).order_by("-latest_revision_created_at")
    keys = list(found.values_list("pk", flat=True))  # asked once: it reads every sentence
    first = Page.objects.filter(pk__in=keys[:NAMED]).select_related("locale")
    named = [
        (f"{one.title} ({language_name(one.locale)})", edit_address(("page", one.pk)))
        for one in first.order_by("-latest_revision_created_at")
    ]
    return Waiting(
        label=_("Bản dịch chưa theo kịp bản gốc"),
        count=len(keys),
        order=44,
        named=named,
        url=f"{reverse('translations_table')}?con-viec=1",
    )


@hooks.register("before_edit_page", order=-1)
def tell_what_is_held_back(request: HttpRequest, page: Any) -> None:
    """Tell who publishes a translation that readers will not be offered it yet, and why."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    if translation is None or page.depth <= HOME_DEPTH:
        return
    total, said = translation.get_progress()
    home = HomePage.objects.filter(locale__language_code=SOURCE).order_by("path").first()
    least = home.least_translated if home else LEAST
    if not said or said * 100 < total * least:
        messages.warning(
            request,
            _(
                "Mới dịch %(said)s trong %(total)s câu. Trang hiện ra bằng %(language)s khi dịch được "
                "%(least)s %%; từ giờ tới lúc đó người đọc được dẫn tới trang tiếng Việt."
            )
            % {
                "said": said,
                "total": total,
                "language": lower_first(language_name(page.locale)),
                "least": least,
            },
        )


@hooks.register("after_publish_page")
def tell_what_is_not_only_wording(request: HttpRequest, page: Any) -> None:
    """Name the sentences that a translation has to say anew although only the wording was mended."""
    at = page.last_published_at
    if not ChangeNote.objects.filter(page=page.pk, published_at=at, only_wording=True).exists():
        return
    live = page.get_translations().filter(live=True).values("live_revision")
    made = TranslatedRevision.objects.filter(revision__in=live).values("pk")
    rows = new_sentences(made).values_list("string__data", flat=True)
    found = list(dict.fromkeys(rows.order_by("order")))
    if found:
        more = [_("%s câu khác") % (len(found) - NAMED)] if len(found) > NAMED else []
        messages.warning(
            request,
            _(
                "Bản dịch của những câu này vẫn bị đánh dấu là cũ, vì câu có số hay từ như “không”, “miễn” "
                "đã đổi, có liên kết khác, hoặc viết khác quá nhiều: %s. Hãy dịch lại rồi xuất bản bản dịch."
            )
            % ", ".join([*(f"“{beginning(one)}”" for one in found[:NAMED]), *more]),
        )


@hooks.register("after_publish_page")
def take_over_what_was_told(request: HttpRequest, page: Any) -> None:
    """Believe an officer who says that a translation written by hand says all of its source."""
    if not request.POST.get(SAYS_ALL) or page.locale.language_code == SOURCE:
        return
    if not take_over(page.specific_class._default_manager.get(pk=page.pk)):
        messages.warning(
            request,
            _(
                "Chưa ghi được là bản dịch đã nói đủ: số câu của nó khác số câu của bản tiếng Việt. Hãy "
                "thêm hay bỏ cho khớp từng câu rồi đánh dấu lại."
            ),
        )


@hooks.register("before_edit_page", order=-1)
@hooks.register("before_edit_snippet", order=-1)
def restart_by_publishers(request: HttpRequest, row: Any) -> None:
    """Let only who may publish take up a translation again whose words are live."""
    if request.method == "POST" and "localize-restart-translation" in request.POST:
        only_for_publishers(row, request.user)

"""On the first page: what was answered to the drafts that an officer has sent around."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from cms.models.preview_link import PreviewAnswer
from cms.previewing.links import may_make

__all__ = ["AnswersHomePanel"]

_NEW = timedelta(days=14)
_SHOWN_PAGES = 8


class AnswersHomePanel(Component):
    """Người xem trước trả lời: of the last two weeks, until the page is published; else nothing."""

    name = "preview_answers"
    template_name = "cms/previewing/home.html"
    order = 40

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the pages with their answers: those said to be wrong first, then the newest."""
        user = parent_context["request"].user
        since_published = Q(at__gt=F("link__page__last_published_at"))
        answers = PreviewAnswer.objects.filter(
            since_published | Q(link__page__last_published_at=None),
            link__made_by=user,
            at__gt=timezone.now() - _NEW,
        )
        by_page: dict[Any, list[PreviewAnswer]] = defaultdict(list)
        for one in answers.order_by("-verdict", "-at", "-pk").select_related("link__page"):
            by_page[one.link.page].append(one)
        told = [(page, said) for page, said in by_page.items() if may_make(page.specific, user)]
        return {
            "told": [
                {
                    "page": page,
                    "said": said,
                    "wrong": sum(one.verdict == PreviewAnswer.Verdict.WRONG for one in said),
                    "address": reverse("sent_previews", args=[page.pk]),
                }
                for page, said in told[:_SHOWN_PAGES]
            ],
            "more": max(0, len(told) - _SHOWN_PAGES),
        }

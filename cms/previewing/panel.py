"""At the head of a page's form: what was answered by who got a preview, since it last went out."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from cms.models.preview_link import PreviewAnswer

__all__ = ["AnswersPanel"]

_SHOWN = 3


class AnswersPanel(Panel):
    """Trả lời của người xem trước: shown only when there is anything."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "cms/previewing/panel.html"

        def is_shown(self) -> bool:
            """Show it when the form is opened."""
            if self.request is None or self.request.method != "GET":
                return False
            return bool(self.answers)

        def _said(self) -> "QuerySet[PreviewAnswer]":
            """Return the answers to drafts that came since the page went out."""
            since = self.instance.last_published_at
            answers = PreviewAnswer.objects.filter(link__page_id=self.instance.pk)
            return answers.filter(at__gt=since) if since else answers

        @cached_property
        def answers(self) -> list[PreviewAnswer]:
            """What was said to be wrong, then the rest, newest first; read once for a form."""
            if not self.instance.pk:
                return []
            first = self._said().order_by("-verdict", "-at", "-pk")
            return list(first.select_related("link", "revision")[:_SHOWN])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the answers."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            is_wrong = Q(verdict=PreviewAnswer.Verdict.WRONG)
            return {
                **context,
                "page": self.instance,
                "answers": self.answers,
                "count": self._said().aggregate(
                    all=Count("pk"), wrong=Count("pk", filter=is_wrong)
                ),
                "address": reverse("sent_previews", args=[self.instance.pk]),
            }

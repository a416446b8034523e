"""At the head of a page's form: what was answered by who got a preview, since it last went out."""

from typing import Any

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

        @cached_property
        def answers(self) -> list[PreviewAnswer]:
            """The newest answers, and one more where there are others; read once for a form."""
            if not self.instance.pk:
                return []
            since = self.instance.last_published_at
            answers = PreviewAnswer.objects.filter(link__page_id=self.instance.pk)
            answers = answers.filter(at__gt=since) if since else answers
            return list(answers.select_related("link", "revision")[: _SHOWN + 1])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the answers."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {
                **context,
                "answers": self.answers[:_SHOWN],
                "has_more": len(self.answers) > _SHOWN,
                "address": reverse("sent_previews", args=[self.instance.pk]),
            }

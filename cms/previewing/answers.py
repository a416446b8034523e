"""What whoever got the address says of the page: right, or wrong and where."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.models.preview_link import PreviewAnswer, PreviewLink
from cms.text import compose_fields, is_legible

__all__ = ["LIMITS", "MOST_LETTERS", "AnswerForm", "TooManyAnswersError", "receive"]

MOST_LETTERS = 4000
LIMITS = ((10, timedelta(hours=1)), (40, timedelta(days=1)))
"""So many answers at one link in such a time: counted in the table itself, over all processes."""

_TOO_LONG = _("Dài quá: tối đa %(limit_value)d chữ, bạn gõ %(show_value)d. Hãy rút ngắn.")

_NAME = _("Ghi tên và cơ quan của bạn, để người gửi biết hỏi ai.")
_NOT_OURS = _("Biểu mẫu không còn nguyên. Chép chữ của bạn ra, mở lại địa chỉ rồi gửi.")


class TooManyAnswersError(Exception):
    """No more for now."""


class _Lines(forms.CharField):
    """Counts the end of a line once, as the browser did; it is sent as two letters."""

    def to_python(self, value: Any) -> str:
        """Return what was typed."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class AnswerForm(forms.Form):
    """Trả lời."""

    verdict = forms.ChoiceField(
        choices=PreviewAnswer.Verdict.choices,
        error_messages={
            "required": _("Chọn “Đúng” hoặc “Sai ở chỗ này”."),
            "invalid_choice": _("Chọn “Đúng” hoặc “Sai ở chỗ này”."),
        },
    )
    words = _Lines(
        max_length=MOST_LETTERS, required=False, error_messages={"max_length": _TOO_LONG}
    )
    name = forms.CharField(
        max_length=100,
        error_messages={
            "required": _NAME,
            "max_length": _TOO_LONG,
        },
    )
    seen = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _NOT_OURS),
    )

    def clean_name(self) -> str:
        """Refuse a name of letters that nobody sees."""
        name: str = self.cleaned_data["name"]
        if not is_legible(name):
            raise ValidationError(_NAME)
        return name

    def clean(self) -> dict[str, Any]:
        """Ask where it is wrong."""
        said = super().clean() or {}
        is_wrong = said.get("verdict") == PreviewAnswer.Verdict.WRONG
        if is_wrong and "words" in said and not is_legible(said["words"]):
            self.add_error("words", ValidationError(_("Ghi rõ sai ở chỗ nào, và đúng là gì.")))
        return said


def receive(link: PreviewLink, said: dict[str, Any]) -> None:
    """Keep an answer; what was said in the same words before is kept once.

    Raises TooManyAnswersError.
    """
    answer = PreviewAnswer(
        link=link,
        revision=_seen(link, said["seen"]),
        verdict=said["verdict"],
        words=said["words"],
        name=said["name"],
        at=timezone.now(),
    )
    compose_fields(answer)
    with transaction.atomic():
        if not PreviewLink.objects.select_for_update().filter(pk=link.pk):  # one after the other
            return  # the page was deleted meanwhile
        same = link.answers.filter(verdict=answer.verdict, revision=answer.revision)
        if same.filter(words=answer.words, name=answer.name).exists():
            return
        for most, span in LIMITS:
            if link.answers.filter(at__gt=answer.at - span).count() >= most:
                raise TooManyAnswersError
        answer.save()


def _seen(link: PreviewLink, number: int | None) -> Revision | None:
    """Return the version that was looked at, as the form said; None for one of another page."""
    found: Revision | None = (
        Revision.objects.for_instance(link.page.specific).filter(pk=number).first()
    )
    return found

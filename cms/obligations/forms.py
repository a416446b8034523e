"""Forms: a row of the law, and what an office answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList

from cms.models import Agency, ObligationAnswer
from cms.obligations.verdicts import CHECKS, Verdict
from cms.text import clean_text, is_legible

__all__ = ["EDIT_HANDLER", "AnswerForm", "ObligationForm"]


class ObligationForm(WagtailAdminModelForm):
    """Một dòng của luật: levels are ticked, checks are chosen by what they look at."""

    levels = forms.MultipleChoiceField(
        label=_("Cho cơ quan cấp nào"),
        choices=Agency.Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không đánh dấu thì mọi cơ quan."),
    )
    machine_check = forms.ChoiceField(
        label=_("Máy kiểm tra điều gì"),
        choices=[("", "–"), *((one.name, one.looks_at) for one in CHECKS.values())],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["levels"] = self.instance.levels.split()

    def clean_levels(self) -> str:
        """Return the levels as the row keeps them."""
        return " ".join(self.cleaned_data["levels"])


EDIT_HANDLER = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("source"), FieldPanel("article")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("compared_on"),
        FieldPanel("levels"),
        FieldRowPanel([FieldPanel("manner"), FieldPanel("machine_check")]),
        FieldPanel("measure"),
        FieldPanel("note"),
    ],
    base_form_class=ObligationForm,
)


class AnswerForm(forms.ModelForm[ObligationAnswer]):
    """Câu trả lời về một nghĩa vụ; only what may be answered can be chosen."""

    class Meta:
        model = ObligationAnswer
        fields = ["answer", "reason"]

    def __init__(self, verdict: Verdict, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = forms.ChoiceField(choices=verdict.choices)

    def clean_reason(self) -> str:
        """Refuse letters that nobody sees."""
        reason = " ".join(clean_text(self.cleaned_data["reason"]).split())
        if not is_legible(reason):
            raise forms.ValidationError(_("Ghi vì sao, hoặc xem ở đâu."))
        return reason

"""The screen "Lấy cả lĩnh vực, cơ quan": what is chosen goes into the draft with one press."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Page

from cms.cataloguing.filling import MOST_ROWS, catalogues_in, fill, holder_of, procedures_of
from cms.models import Agency, ProcedureField
from cms.offices.membership import office_of
from cms.screens import DraftScreen

__all__ = ["FillView"]


class FillForm(forms.Form):
    """What is put in, and where."""

    agency = forms.ChoiceField(label=gettext_lazy("Cơ quan giải quyết"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False)
    table = forms.ChoiceField(label=gettext_lazy("Cho vào danh mục"), required=False)

    def __init__(self, draft: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("agency", Agency), ("field", ProcedureField)):
            self._offer(name, [("", _("– Tất cả –")), *_counted(model)])
        own = str(getattr(draft, "agency_id", None) or office_of(draft) or "")
        if any(key == own for key, _label in self.fields["agency"].choices):  # type: ignore[attr-defined]
            self.fields["agency"].initial = own
        there = catalogues_in(draft)
        self._offer("table", [*there, ("", _("Danh mục mới, ở cuối trang"))])
        self.fields["table"].initial = next((key for key, _title in there), "")

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse the whole registry: nobody means that."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not (cleaned.get("agency") or cleaned.get("field")):
            raise forms.ValidationError(_("Chọn cơ quan, hoặc lĩnh vực, hoặc cả hai."))
        return cleaned


def _counted(model: Any) -> list[tuple[str, str]]:
    """Return the rows of a registry that have published procedures, with how many."""
    number = Count("procedures", filter=Q(procedures__live=True))
    rows = model.objects.annotate(number=number).filter(number__gt=0).order_by("sort_key")
    return [(str(row.pk), f"{row} ({row.number})") for row in rows]


class FillView(DraftScreen):
    """Lấy cả lĩnh vực, cơ quan vào danh mục."""

    template_name = "cms/cataloguing/fill.html"
    page_title = gettext_lazy("Lấy thủ tục vào danh mục")
    header_icon = "table"

    def is_for(self, page: Any) -> bool:
        """Tell whether the page may hold a catalogue."""
        return bool(holder_of(page))

    @cached_property
    def form(self) -> FillForm:
        """Return what was sent, or what is offered."""
        return FillForm(self.draft, self.request.POST if self.request.method == "POST" else None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Put the procedures into the draft as it is then: somebody may be saving the form."""
        if self.rights.page_locked():
            messages.error(request, _("Trang đang khoá nên chưa sửa được."))
        elif self.form.is_valid():
            with transaction.atomic():
                page = Page.objects.select_for_update().get(pk=self.draft.pk)
                return self._fill(page.specific.get_latest_revision_as_object())
        return self.get(request, *args, **kwargs)

    def _fill(self, draft: Any) -> HttpResponse:
        said = self.form.cleaned_data
        found = procedures_of(timezone.localdate(), said["agency"], said["field"])
        if len(found) > MOST_ROWS:
            words = _("Có %(count)s thủ tục, quá nhiều cho một danh mục. Chọn hẹp hơn.")
            messages.error(self.request, words % {"count": len(found)})
            return redirect("cataloguing:fill", pk=draft.pk)
        added = fill(draft, said["table"], found)
        words = _("Đã thêm %(added)s thủ tục vào danh mục; %(there)s thủ tục đã có sẵn.")
        words %= {"added": added, "there": len(found) - added}
        if added:
            draft.save_revision(user=self.officer, log_action=True)
            messages.success(self.request, words)
        else:
            messages.warning(self.request, words)
        return redirect(self.address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the form."""
        return {**super().get_context_data(**kwargs), "form": self.form}

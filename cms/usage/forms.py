"""The form of an edition that goes to the print shop."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

__all__ = ["HandOverForm"]


class HandOverForm(forms.Form):
    """Đã giao nhà in: only the day is asked, all else stands in the leaflet."""

    day = forms.DateField(label=_("Ngày giao nhà in"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].initial = timezone.localdate

    def clean_day(self) -> Any:
        """Refuse a day that is still to come: what is printed is what holds now."""
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ngày giao nhà in không thể ở tương lai."))
        return day

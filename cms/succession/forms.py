"""The forms of succession: from which day, what instead, what readers are told; the next review."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.days import thinkable
from cms.succession.acting import Plan
from cms.succession.homes import clashes, has_home
from cms.succession.rules import ENDINGS, check

__all__ = ["EndForm", "NextReviewForm"]

FARTHEST = timedelta(days=5 * 366)


class EndForm(forms.Form):
    """Kết thúc một mục trong sổ; what is wrong is said at the field."""

    day = forms.DateField(widget=AdminDateInput, validators=[thinkable])
    successor: Any = forms.ModelChoiceField(
        queryset=None, required=False, empty_label=_("– Chưa có –")
    )
    note = forms.CharField(
        label=_("Nhắn người đọc"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một hai câu: nay người dân làm thế nào. Hiện trên mọi trang liên quan."),
    )
    source = forms.CharField(
        label=_("Theo văn bản"),
        required=False,
        max_length=255,
        help_text=_("Ví dụ: Công văn 623/TTg-KSTT ngày 30/5/2025."),
    )
    is_moving_home = forms.BooleanField(
        label=_("Chuyển các trang sang trang của cơ quan tiếp nhận, gỡ trang của cơ quan cũ"),
        required=False,
        help_text=_("Địa chỉ cũ tự dẫn người đọc sang chỗ mới."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: str, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ending, self._row = ENDINGS[kind], row
        model = apps.get_model(kind)
        others = model._default_manager.filter(live=True).exclude(pk=row.pk)
        successor: Any = self.fields["successor"]
        successor.queryset = others.order_by(*model._meta.ordering)
        successor.label = self._ending.successor_label
        self.fields["day"].label = self._ending.day_label
        if kind != "cms.agency" or not has_home(row):
            del self.fields["is_moving_home"]

    def clean(self) -> dict[str, Any]:
        """Check the end as a whole: the day against the beginning, the successor against circles."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "day" not in cleaned or "successor" not in cleaned:
            return cleaned
        try:
            check(
                self._ending,
                self._row,
                cleaned["day"],
                cleaned["successor"],
                cleaned.get("note", ""),
            )
        except forms.ValidationError as error:
            self.add_error(None, error)
        if cleaned.get("is_moving_home"):
            self._check_home(cleaned["successor"])
        return cleaned

    def plan(self) -> Plan:
        """Return what is to be done."""
        said = self.cleaned_data
        return Plan(
            day=said["day"],
            successor=said["successor"],
            note=said["note"],
            source=said["source"],
            is_moving_home=bool(said.get("is_moving_home")),
        )

    def _check_home(self, successor: Any) -> None:
        if successor is None or not has_home(successor):
            self.add_error(
                "is_moving_home", _("Cơ quan tiếp nhận chưa có trang. Hãy tạo trang đó trước.")
            )
        elif taken := clashes(self._row, successor):
            self.add_error(
                "is_moving_home",
                _("Bên cơ quan tiếp nhận đã có trang cùng địa chỉ: %(titles)s.")
                % {"titles": "; ".join(taken)},
            )


class NextReviewForm(forms.Form):
    """Lần rà soát tới."""

    day = forms.DateField(
        label=_("Lần rà soát tới"),
        widget=AdminDateInput,
        help_text=_("Máy đề nghị một năm sau. Chọn sớm hơn cho điều hay đổi."),
    )

    def clean_day(self) -> date:
        """Refuse a day that has come, and one that nobody will live to see."""
        day: date = self.cleaned_data["day"]
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Chọn một ngày sau hôm nay."))
        if day > today + FARTHEST:
            raise forms.ValidationError(_("Chọn một ngày trong 5 năm tới."))
        return day

"""The forms of an edition: the day it was printed, and who got how many sheets."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from cms.editions.licence import Application
from cms.editions.ticket import Order
from cms.models import Handout, LeafletPage, PressProfile, PrintEdition
from sitegen.languages import language_of

__all__ = ["HandOutForm", "HandOverForm", "LicenceForm", "OrderForm"]


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


class HandOutForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Phát bản in: never more sheets than there are."""

    class Meta:
        model = Handout
        fields = ["office", "copies", "day"]
        widgets = {"day": AdminDateInput}

    def __init__(self, edition: PrintEdition, data: Any = None) -> None:
        super().__init__(data, prefix=f"phat-{edition.pk}")
        self.instance.edition = edition
        self.fields["day"].initial = timezone.localdate
        self.fields["copies"].widget.attrs["min"] = 1

    def clean_copies(self) -> int:
        """Refuse none, more than are left of the run, and what has not come from the press."""
        copies: int = self.cleaned_data["copies"]
        edition = self.instance.edition
        if edition.status != PrintEdition.Status.CIRCULATING:
            raise ValidationError(
                gettext("Chỉ ghi phát khi bản in đang phát. Bấm “Đã nhận từ nhà in” trước.")
            )
        given = edition.handouts.aggregate(given=Sum("copies"))["given"] or 0
        if copies < 1:
            raise ValidationError(gettext("Ghi số tờ đã phát, từ 1 trở lên."))
        if edition.print_run and given + copies > edition.print_run:
            raise ValidationError(
                gettext("Bản in có %(run)s tờ, đã phát %(given)s, còn %(left)s.")
                % {"run": edition.print_run, "given": given, "left": edition.print_run - given}
            )
        return copies


class OrderForm(forms.Form):
    """Giao nhà in: what the leaflet cannot know."""

    paper = forms.CharField(
        label=_("Giấy"), max_length=120, help_text=_("Ví dụ Couché 150 g/m², cán mờ hai mặt.")
    )
    profile = forms.ModelChoiceField(
        label=_("Màu của nhà in"),
        queryset=PressProfile.objects.defer("content"),
        required=False,
        empty_label=_("Giấy tráng (FOGRA39)"),
    )
    contact = forms.CharField(
        label=_("Người liên hệ"), max_length=160, help_text=_("Tên và số điện thoại cơ quan.")
    )
    wanted_by = forms.DateField(
        label=_("Cần nhận trước ngày"), widget=AdminDateInput, required=False
    )
    note = forms.CharField(label=_("Ghi chú cho nhà in"), max_length=400, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix="giao")

    def order(self) -> Order:
        """Return what was filled in."""
        return Order(**self.cleaned_data)


class LicenceForm(forms.Form):
    """Đơn đề nghị cấp giấy phép: what the leaflet cannot know."""

    to = forms.CharField(label=_("Nơi nhận đơn"), max_length=200)
    purpose = forms.CharField(label=_("Mục đích xuất bản"), max_length=400)
    summary = forms.CharField(
        label=_("Nội dung tóm tắt"), max_length=1500, widget=forms.Textarea(attrs={"rows": 4})
    )
    language = forms.CharField(
        label=_("Ngôn ngữ xuất bản"),
        max_length=120,
        required=False,
        help_text=_(
            "Chữ in trên tờ bằng tiếng gì, ví dụ “Tiếng Ê Đê” hay “Tiếng Việt, tiếng Tày”."
        ),
    )
    printer_address = forms.CharField(label=_("Địa chỉ cơ sở in"), max_length=200, required=False)
    attachments = forms.CharField(
        label=_("Kèm theo đơn"),
        max_length=400,
        required=False,
        initial=_("Hai bản thảo tài liệu in trên giấy, có đóng dấu"),
        help_text=_("Tài liệu tiếng nước ngoài hay tiếng dân tộc: thêm bản dịch tiếng Việt."),
    )

    def __init__(self, page: LeafletPage, data: Any = None) -> None:
        language = language_of(page.locale.language_code)
        initial = {
            "to": page.licence_issuer,
            "summary": page.summary,
            "language": language.name,
        }
        super().__init__(data, prefix="don", initial=initial)

    def application(self) -> Application:
        """Return what was filled in."""
        return Application(**self.cleaned_data)

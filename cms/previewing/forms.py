"""The form of a new link: for how long, of which version, for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.previewing.links import MOST_DAYS, Terms

__all__ = ["LinkForm"]

_DAYS = _("Từ 1 đến 30 ngày.")


class LinkForm(forms.Form):
    """Tạo đường xem trước."""

    note = forms.CharField(
        label=_("Gửi cho ai"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ “Phòng Tư pháp”. Người nhận cũng thấy dòng này."),
    )
    days = forms.IntegerField(
        label=_("Dùng được mấy ngày"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=7,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _DAYS),
    )
    shows = forms.ChoiceField(
        label=_("Cho xem"),
        choices=[
            ("draft", _("bản nháp mới nhất, sửa đến đâu thấy đến đó")),
            ("version", _("đúng bản đã lưu lúc này")),
        ],
        initial="draft",
        widget=forms.RadioSelect,
    )

    def __init__(self, page: Page, data: Any = None) -> None:
        super().__init__(data)
        self._page = page

    def clean_shows(self) -> str:
        """Refuse to pin a page of which no version was ever kept."""
        shows: str = self.cleaned_data["shows"]
        if shows == "version" and self._page.latest_revision_id is None:
            raise forms.ValidationError(_("Trang chưa có bản lưu nào. Lưu trang rồi tạo lại."))
        return shows

    def terms(self) -> Terms:
        """Return what was filled in."""
        said = self.cleaned_data
        return Terms(days=said["days"], is_pinned=said["shows"] == "version", note=said["note"])

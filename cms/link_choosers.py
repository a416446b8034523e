"""Link choosers: Wagtail's own windows, whose fields have no words of theirs, in Vietnamese."""

from typing import Any

from django import forms
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.admin.forms import choosers
from wagtail.admin.views import chooser

__all__ = ["link_choosers"]

_WORDS = {
    "link_text": _("Chữ của đường dẫn"),
    "email_address": _("Địa chỉ thư điện tử"),
    "subject": _("Tiêu đề thư"),
    "body": _("Nội dung thư"),
    "phone_number": _("Số điện thoại"),
}


class _Worded(forms.Form):
    """A form of which every field has its words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in _WORDS.items():
            if name in self.fields:
                self.fields[name].label = words


class _ExternalLinkForm(_Worded, choosers.ExternalLinkChooserForm):
    pass


class _AnchorLinkForm(_Worded, choosers.AnchorLinkChooserForm):
    pass


class _EmailLinkForm(_Worded, choosers.EmailLinkChooserForm):
    pass


class _PhoneLinkForm(_Worded, choosers.PhoneLinkChooserForm):
    pass


_VIEWS = {
    "external": chooser.ExternalLinkView.as_view(form_class=_ExternalLinkForm),
    "anchor": chooser.AnchorLinkView.as_view(form_class=_AnchorLinkForm),
    "email": chooser.EmailLinkView.as_view(form_class=_EmailLinkForm),
    "phone": chooser.PhoneLinkView.as_view(form_class=_PhoneLinkForm),
}

link_choosers = [
    path(f"admin/choose-{name}-link/", require_admin_access(view)) for name, view in _VIEWS.items()
]
"""The addresses, which stand before Wagtail's; the names stay Wagtail's."""

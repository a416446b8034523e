"""What the editor shows of previews by link: the screen, the button on a page, log entries."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.hooking import register_addresses, register_button, register_history
from cms.previewing import waiting  # noqa: F401  # registers itself
from cms.previewing.links import LINK_MADE, LINK_REVOKED, may_make
from cms.previewing.screens import PreviewLinksView


class _Noted(LogFormatter):
    """Says for whom the link was; its token was never written down."""

    def format_message(self, log_entry: Any) -> str:
        """Return "Gửi xem trước (Phòng Tư pháp)"."""
        note = log_entry.data.get("note", "")
        return f"{self.label} ({note})" if note else str(self.label)


class _Made(_Noted):
    label = _("Gửi xem trước")


class _Revoked(_Noted):
    label = _("Thu hồi xem trước")


register_history({LINK_MADE: _Made, LINK_REVOKED: _Revoked})


register_addresses(path("gui-xem/<int:page_id>/", PreviewLinksView.as_view(), name="sent_previews"))


register_button("sent_previews", _("Gửi xem trước"), "view", 59, may_make)

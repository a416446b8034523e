"""What the editor shows of previews by link: the screen, the button on a page, log entries."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter

from cms.previewing import waiting  # noqa: F401  # registers itself
from cms.previewing.links import LINK_MADE, LINK_REVOKED, may_make
from cms.previewing.screens import PreviewLinksView

__all__: list[str] = []


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


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is written into the history of a page."""
    actions.register_action(LINK_MADE)(_Made)
    actions.register_action(LINK_REVOKED)(_Revoked)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """One screen for each page."""
    return [path("gui-xem/<int:page_id>/", PreviewLinksView.as_view(), name="sent_previews")]


@hooks.register("register_page_header_buttons")
def button(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer it where the page is edited."""
    if page.pk and may_make(page, user):
        address = reverse("sent_previews", args=[page.pk])
        yield Button(_("Gửi xem trước"), url=address, icon_name="view", priority=59)

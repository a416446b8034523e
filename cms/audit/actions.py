"""The kinds of entries that Loa adds to Wagtail's log, and their words."""

from typing import Any

from django.utils.translation import gettext as now_said
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from cms.audit.redactions import UNCOVERED, Uncovered

__all__ = [
    "APPROVAL_OFF",
    "APPROVAL_ON",
    "AUDITED",
    "DOWNLOADED",
    "LOGGED_IN",
    "OBLIGATION",
    "ORIGINAL_SEEN",
    "RIGHTS",
    "register",
]

LOGGED_IN = "loa.logged_in"
APPROVAL_ON, APPROVAL_OFF = "loa.approval_on", "loa.approval_off"
OBLIGATION = "loa.obligation"
ORIGINAL_SEEN, DOWNLOADED, RIGHTS = "loa.original_seen", "loa.downloaded", "loa.rights"

AUDITED = ("loa.", "wagtail.publish", "wagtail.unpublish", "wagtail.schedule", "wagtail.delete")
"""Beginnings of what the report "Nhật ký an ninh" shows; rows about accounts are shown always."""


class _LoggedIn(LogFormatter):
    label = _("Đăng nhập")

    def format_message(self, log_entry: Any) -> str:
        """Say from where."""
        where = {"device": log_entry.data.get("device", ""), "at": log_entry.data.get("at", "")}
        return now_said("Đăng nhập: %(device)s, địa chỉ %(at)s") % where


class _Downloaded(LogFormatter):
    label = _("Tải tệp ra")

    def format_message(self, log_entry: Any) -> str:
        """Say which file."""
        said = now_said("Tải tệp “%(file)s”") % {"file": log_entry.data.get("file", "")}
        return said + _and_more(log_entry)


class _Seen(LogFormatter):
    label = _("Xem ảnh gốc")

    def format_message(self, log_entry: Any) -> str:
        """Say what was seen."""
        return now_said("Xem ảnh gốc, chưa che dữ liệu cá nhân") + _and_more(log_entry)


def _and_more(log_entry: Any) -> str:
    if not log_entry.data.get("is_last"):
        return ""
    return now_said(" (đã nhiều lần trong một ngày; có thể còn nữa, không ghi thêm)")


class _Rights(LogFormatter):
    label = _("Đổi quyền")

    def format_message(self, log_entry: Any) -> str:
        """Say what was given and what was taken."""
        said = []
        if given := log_entry.data.get("given"):
            said.append(now_said("Thêm: %(what)s") % {"what": ", ".join(given)})
        if taken := log_entry.data.get("taken"):
            said.append(now_said("Bỏ: %(what)s") % {"what": ", ".join(taken)})
        return ". ".join(said)


class _Obligation(LogFormatter):
    label = _("Trả lời nghĩa vụ theo luật")

    def format_message(self, log_entry: Any) -> str:
        """Say of which, for which year, and what."""
        return now_said("%(obligation)s, năm %(year)s: %(said)s") % {
            name: log_entry.data.get(name, "") for name in ("obligation", "year", "said")
        }


def register(actions: Any) -> None:
    """Name them."""
    actions.register_action(OBLIGATION)(_Obligation)
    actions.register_action(ORIGINAL_SEEN)(_Seen)
    actions.register_action(LOGGED_IN)(_LoggedIn)
    actions.register_action(UNCOVERED)(Uncovered)
    actions.register_action(DOWNLOADED)(_Downloaded)
    actions.register_action(RIGHTS)(_Rights)
    for name, said in (
        (APPROVAL_ON, _("Bật duyệt: người của cơ quan không tự đăng điều mình viết")),
        (APPROVAL_OFF, _("Tắt duyệt: người duyệt của cơ quan tự đăng được")),
    ):
        actions.register_action(name, said, said)

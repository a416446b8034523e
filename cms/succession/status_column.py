"""The column "Tình trạng" of every registry: whether citizens see a row as the list shows it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import StatusTagColumn

__all__ = ["StatusColumn", "status_of"]


def status_of(row: Any) -> str:
    """Return how a row of a registry stands, in a word or two."""
    if not row.live:
        return gettext("bản nháp")
    if _is_over(row):
        return gettext("hết hiệu lực")
    if row.has_unpublished_changes:
        return gettext("có thay đổi chưa xuất bản")
    return gettext("đang dùng")


class StatusColumn(StatusTagColumn):
    """Tình trạng."""

    def __init__(self) -> None:
        super().__init__("live", label=_("Tình trạng"), sort_key="live", primary=_is_in_use)

    def get_value(self, instance: Any) -> str:
        """Return the words."""
        return status_of(instance)


def _is_in_use(row: Any) -> bool:
    return bool(row.live) and not _is_over(row)


def _is_over(row: Any) -> bool:
    """Tell whether the last day of a row is past; a portal is closed on the very day."""
    today = timezone.localdate()
    closed_on = getattr(row, "closed_on", None)
    return bool((row.valid_until and row.valid_until < today) or (closed_on and closed_on <= today))

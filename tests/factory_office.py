"""Pages that every office owes, through the real models: about, suspension, channels."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.models import AboutPage, ChannelsPage, SuspensionPage
from tests.factories import items, put, stream
from tests.factory_facts import Raw

__all__ = ["a_channels_page", "a_suspension_page", "an_about_page"]


def an_about_page(parent: Page, **changes: Any) -> AboutPage:
    """Return who an office is: its functions, and one leader by the post."""
    is_live = changes.pop("is_live", True)
    leader = {"post": "Giám đốc", "tasks": items("Phụ trách chung.")}
    fields: Raw = {
        "title": "Giới thiệu",
        "functions": stream(("paragraph", "<p>Tham mưu về tổ chức bộ máy.</p>")),
        "leaders": stream(("leader", leader)),
    }
    page: AboutPage = put(parent, AboutPage(**fields | changes), is_live=is_live)
    return page


def a_suspension_page(parent: Page, *suspended: tuple[str, Any], **changes: Any) -> SuspensionPage:
    """Return a notice of what stops for a night, in thirty days; a service that no registry has."""
    is_live = changes.pop("is_live", True)
    start = timezone.now().replace(microsecond=0) + timedelta(days=30)
    fields: Raw = {
        "title": "Tạm ngừng để nâng cấp",
        "suspended": stream(*(suspended or (("other", "Tra cứu qua tin nhắn"),))),
        "starts_at": start,
        "ends_at": start + timedelta(hours=8),
        "reason": "Nâng cấp máy chủ.",
    }
    page: SuspensionPage = put(parent, SuspensionPage(**fields | changes), is_live=is_live)
    return page


def a_channels_page(parent: Page, *channels: Raw, **changes: Any) -> ChannelsPage:
    """Return the channels of an office: a page in a social network, unless others are given."""
    is_live = changes.pop("is_live", True)
    usual = {"form": "social", "name": "Trang Zalo của Sở", "address": "https://zalo.me/so"}
    listed = (("channel", one) for one in channels or (usual,))
    fields: Raw = {"title": "Kênh thông tin", "channels": stream(*listed)}
    page: ChannelsPage = put(parent, ChannelsPage(**fields | changes), is_live=is_live)
    return page

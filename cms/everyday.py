"""What officers do often, on the first page: a button for every kind of thing they may make."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import policy_registry

from cms.admin_home import EverydayTask
from cms.admin_listing import MorePagesViewSet, may_begin
from cms.hooking import register_task
from cms.models import (
    AboutPage,
    AgencyHomePage,
    AnnouncementPage,
    ChannelsPage,
    ContactPage,
    ContactPoint,
    LeafletPage,
    OutreachPage,
    StatisticsPage,
    SuspensionPage,
)

register_task(
    "wagtailsnippets_cms_contactpoint:list",
    _("Sửa đầu mối liên hệ"),
    "mobile-alt",
    30,
    lambda user: policy_registry.get_by_type(ContactPoint).user_has_permission(user, "change"),
)


@hooks.register("register_everyday_task")
def look_at_mirror(_request: HttpRequest) -> EverydayTask | None:
    """Offer what citizens see, where its address is known."""
    if not settings.LOA_MIRROR_ADDRESS:
        return None
    return EverydayTask(
        label=gettext("Xem trang người dân"),
        url=settings.LOA_MIRROR_ADDRESS,
        icon="view",
        order=90,
        is_outside=True,
    )


def _more_pages(name: str, model: type, icon: str) -> type[MorePagesViewSet]:
    label = model._meta.verbose_name  # type: ignore[attr-defined]  # of every model
    return type(
        f"{model.__name__}ViewSet",
        (MorePagesViewSet,),
        {"name": name, "model": model, "icon": icon, "menu_label": capfirst(label)},
    )


PAGES = (
    ("announcements", AnnouncementPage, "mail", _("Viết thông báo"), 10),
    ("leaflets", LeafletPage, "doc-full-inverse", _("Làm tờ gấp, áp phích"), 25),
)
"""Kinds of pages with a list in the menu: that list, its icon, words of the button and its order."""

MORE_PAGES = (
    ("articles", OutreachPage, "edit", _("Viết bài tuyên truyền"), 40),
    ("suspensions", SuspensionPage, "warning", _("Báo tạm ngừng"), 45),
    ("statistics", StatisticsPage, "table", _("Đăng thống kê"), 50),
    ("contacts", ContactPage, "mobile-alt", _("Làm trang liên hệ"), 60),
    ("about", AboutPage, "group", _("Giới thiệu cơ quan"), 64),
    ("channels", ChannelsPage, "globe", _("Nêu các kênh thông tin"), 66),
    ("office_pages", AgencyHomePage, "home", _("Làm trang cơ quan"), 70),
)
"""The same of kinds that are made now and then."""


@hooks.register("register_admin_viewset")
def more_pages() -> list[MorePagesViewSet]:
    """Offer the lists that have no place in the menu."""
    return [_more_pages(*row[:3])() for row in MORE_PAGES]


for _name, _model, _icon, _words, _order in (*PAGES, *MORE_PAGES):  # the office is chosen first
    register_task(f"{_name}:choose_parent", _words, _icon, _order, partial(may_begin, _model))

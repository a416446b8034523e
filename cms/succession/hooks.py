"""What the editor shows of where-used and succession: addresses, log entries, the style."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.succession.periodic import may_review, to_review
from cms.succession.viewset import SuccessionViewSet
from cms.usage.kinds import PAGE
from cms.usage.viewset import UsageViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def where_used() -> UsageViewSet:
    """Offer "Dùng ở đâu" of every fact."""
    return UsageViewSet()


@hooks.register("register_admin_viewset")
def succession() -> SuccessionViewSet:
    """Offer the guided actions and the review list."""
    return SuccessionViewSet()


@hooks.register("register_page_header_buttons")
def periodic_review(page: Any, user: Any, view_name: str, **_kwargs: Any) -> Iterator[Button]:
    """Offer "Rà soát định kỳ" for a page that citizens see."""
    if view_name == "edit" and to_review(PAGE, user).filter(pk=page.pk) and may_review(page, user):
        url = reverse("succession:periodic", args=[PAGE, page.pk])
        yield Button(_("Rà soát định kỳ"), url=url, icon_name="clipboard-list", priority=60)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is written into the history of a fact."""
    actions.register_action("loa.succession", _("Kết thúc"), _("Kết thúc, có nơi kế thừa"))
    actions.register_action("loa.reviewed", _("Rà soát"), _("Đã rà soát, đúng như đang ghi"))
    actions.register_action("loa.review_day", _("Đổi ngày rà soát"), _("Đổi ngày rà soát lần tới"))
    actions.register_action("loa.reopened", _("Mở lại"), _("Mở lại điều đã kết thúc"))


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Add the style of the panel that stands above the forms of facts."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/usage.css"))

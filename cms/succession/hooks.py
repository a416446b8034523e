"""What the editor shows of where-used and succession: addresses, log entries, the style."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.widgets.button import Button

from cms.hooking import register_history, register_screens, register_style
from cms.succession.periodic import count_due, may_review, to_review
from cms.succession.reviews import PeriodicView, ReviewsView
from cms.succession.views import EndView, ReopenView
from cms.succession.waiting import open_reviews
from cms.usage.kinds import PAGE
from cms.usage.views import WhereUsedView


class _CountingMenuItem(MenuItem):
    """A word of the menu with how many pages and facts wait."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the word, with the number when there is one."""
        component: LinkMenuItem = super().render_component(request)
        count = open_reviews(request.user).count() + count_due(request.user)
        component.label = f"{self.label} ({count})" if count else str(self.label)
        return component


register_screens(
    "usage",
    "dung-o-dau",
    path("<str:kind>/<int:pk>/", WhereUsedView.as_view(), name="where_used"),
)
register_screens(
    "succession",
    "ra-soat",
    path("", ReviewsView.as_view(), name="reviews"),
    path("dinh-ky/<str:kind>/<int:pk>/", PeriodicView.as_view(), name="periodic"),
    path("<str:kind>/<int:pk>/", EndView.as_view(), name="end"),
    path("<str:kind>/<int:pk>/mo-lai/", ReopenView.as_view(), name="reopen"),
    icon="clipboard-list",
    menu_label=_("Cần rà soát"),
    menu_order=165,
    menu_item_class=_CountingMenuItem,
    add_to_admin_menu=True,
)
register_style("cms/usage.css")


@hooks.register("register_page_header_buttons")
def periodic_review(page: Any, user: Any, view_name: str, **_kwargs: Any) -> Iterator[Button]:
    """Offer "Rà soát định kỳ" for a page that citizens see."""
    if view_name == "edit" and to_review(PAGE, user).filter(pk=page.pk) and may_review(page, user):
        url = reverse("succession:periodic", args=[PAGE, page.pk])
        yield Button(_("Rà soát định kỳ"), url=url, icon_name="clipboard-list", priority=60)


register_history(
    {
        "loa.succession": (_("Kết thúc"), _("Kết thúc, có nơi kế thừa")),
        "loa.reviewed": (_("Rà soát"), _("Đã rà soát, đúng như đang ghi")),
        "loa.review_day": (_("Đổi ngày rà soát"), _("Đổi ngày rà soát lần tới")),
        "loa.reopened": (_("Mở lại"), _("Mở lại điều đã kết thúc")),
    }
)

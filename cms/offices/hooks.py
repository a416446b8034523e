"""What the editor shows of separate offices: the people screen, and choosers without others' drafts."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy
from wagtail import hooks

from cms.hooking import register_screens, register_task, shown_to
from cms.offices.founding import FoundingView, may_found
from cms.offices.membership import offices_of
from cms.offices.narrowed import FilesAPI, PicturesAPI, without_drafts_of_others
from cms.offices.people import OfficesView, OfficeView, managed_by

register_screens("founding", "lap-co-quan", path("", FoundingView.as_view(), name="begin"))
register_screens(
    "office_people",
    "nguoi-cua-co-quan",
    path("", OfficesView.as_view(), name="index"),
    path("<int:pk>/", OfficeView.as_view(), name="office"),
    icon="group",
    menu_label=gettext_lazy("Người của cơ quan"),
    menu_item_class=shown_to(lambda user: bool(managed_by(user))),
    add_to_settings_menu=True,
)


hooks.register("construct_page_chooser_queryset", without_drafts_of_others)


@hooks.register("construct_reports_menu")
def without_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what only people of the province may read."""
    if not offices_of(request.user).everywhere:
        items[:] = [one for one in items if one.name != "site-history"]


@hooks.register("construct_admin_api", order=1)
def files_that_may_be_used(router: Any) -> None:
    """Answer in the place of Wagtail's lists of pictures and attachments."""
    router.register_endpoint("images", PicturesAPI)
    router.register_endpoint("documents", FilesAPI)


register_task("founding:begin", gettext_lazy("Lập cơ quan mới"), "home", 68, may_found)

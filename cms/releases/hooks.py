"""The section "Phát hành" of the editor: its place in the menu and its addresses."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.hooking import register_screens
from cms.releases.acting import AcceptLossView, ReleaseAgainView, RollBackView
from cms.releases.comparing import ComparedPageView, CompareView
from cms.releases.views import IndexView, ReleaseView

register_screens(  # names of releases begin with a digit and hide no other
    "releases",
    "phat-hanh",
    path("", IndexView.as_view(), name="index"),
    path("phat-hanh-lai/", ReleaseAgainView.as_view(), name="release_again"),
    path("van-phat-hanh/", AcceptLossView.as_view(), name="accept_loss"),
    path("so-sanh/", CompareView.as_view(), name="compare"),
    path("so-sanh/trang/", ComparedPageView.as_view(), name="compare_page"),
    path("<slug:release>/", ReleaseView.as_view(), name="release"),
    path("<slug:release>/quay-lui/", RollBackView.as_view(), name="roll_back"),
    icon="history",
    menu_label=_("Phát hành"),
    menu_order=170,
    add_to_admin_menu=True,
)

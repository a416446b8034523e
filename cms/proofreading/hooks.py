"""Where officers find the screen: a button at the head of the Vietnamese page they edit."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.hooking import register_button, register_screens
from cms.proofreading.pages import is_read
from cms.proofreading.views import LookView

register_screens("proofreading", "soat-loi-van", path("<int:pk>/", LookView.as_view(), name="look"))
register_button(
    "proofreading:look",
    _("Soát lời văn"),
    "edit",
    58,
    lambda page, user: is_read(page) and page.permissions_for_user(user).can_edit(),
)

"""Where officers find the manual: at the foot of the menu."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _

from cms.hooking import register_screens
from cms.manual.chapters import INDEX
from cms.manual.views import ChapterView, picture

register_screens(
    "manual",
    "cam-nang",
    path("hinh/<slug:name>.png", picture, name="picture"),
    path("<slug:name>/", ChapterView.as_view(), name="chapter"),
    icon="help",
    menu_label=_("Cẩm nang"),
    menu_order=9000,
    menu_url=reverse_lazy("manual:chapter", args=[INDEX]),
    add_to_admin_menu=True,
)

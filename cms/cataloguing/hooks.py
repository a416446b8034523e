"""Where officers find the screen: a button at the head of a page that may hold a catalogue."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.cataloguing.filling import holder_of
from cms.cataloguing.views import FillView
from cms.hooking import register_button, register_screens

register_screens("cataloguing", "lay-thu-tuc", path("<int:pk>/", FillView.as_view(), name="fill"))


def _may_fill(page: Any, user: Any) -> bool:
    is_own = not page.alias_of_id and holder_of(page.specific_class)
    return bool(is_own and page.permissions_for_user(user).can_edit())


register_button("cataloguing:fill", _("Lấy thủ tục vào danh mục"), "table", 57, _may_fill)

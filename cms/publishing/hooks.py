"""Say with "đã xuất bản" what did not go out with it, of one page or of many."""

from django.urls import path
from wagtail import hooks

from cms.hooking import register_addresses
from cms.publishing.bulk import CompleteOnly
from cms.publishing.published import PublishedView, land
from cms.publishing.rows import DraftRowsView

hooks.register("register_bulk_action", CompleteOnly, order=10)  # after Wagtail's own of that name
hooks.register("after_create_page", land, order=100)  # what else listens comes first
hooks.register("after_edit_page", land, order=100)


register_addresses(
    path("da-xuat-ban/<int:page_id>/", PublishedView.as_view(), name="published"),
    path("du-kien-nhap/", DraftRowsView.as_view(), name="draft_rows"),
)

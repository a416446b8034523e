"""Say with "đã xuất bản" what did not go out with it, of one page or of many."""

from wagtail import hooks

from cms.publishing.bulk import CompleteOnly
from cms.publishing.left_out import tell_what_is_left_out

__all__: list[str] = []

hooks.register("register_bulk_action", CompleteOnly, order=10)  # after Wagtail's own of that name
hooks.register("after_publish_page", tell_what_is_left_out)

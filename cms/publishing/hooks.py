"""Say with "đã xuất bản" what did not go out with it."""

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.publishing.bulk import CompleteOnly
from cms.publishing.left_out import left_out

__all__: list[str] = []

hooks.register("register_bulk_action", CompleteOnly, order=10)  # after Wagtail's own of that name


@hooks.register("after_publish_page")
def say_what_is_left_out(request: HttpRequest, page: Page) -> None:
    """Name the rows and parts of the published page that citizens do not see."""
    found = left_out(page.specific)
    if found:
        rows = format_html_join("", "<li>{} {}</li>", ((one.message, one.hint) for one in found))
        lead = _("“%(page)s”: phần sau chưa hiện với người dân.") % {"page": page.title}
        messages.warning(request, format_html("{}<ul>{}</ul>", lead, rows))

"""The rows and parts of a page that citizens will not see, named by the collector's own remarks."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.models import Page

from cms.releases.findings import named
from sitegen.errors import Finding, SitegenError
from sitegen.preview import findings_of

__all__ = ["LeftOutPanel", "left_out", "tell_what_is_left_out"]


def left_out(page: Page) -> tuple[Finding, ...]:
    """Return what is amiss in ``page`` as it stands, each remark once; nothing of an alias."""
    if page.alias_of_id or not page.pk:
        return ()
    try:
        found = findings_of(page)
    except SitegenError as error:
        found = (error.finding("warning"),)
    return tuple({(one.block, one.message): one for one in named(found)}.values())


def tell_what_is_left_out(request: HttpRequest, page: Page) -> None:
    """Name in a message the rows and parts of a published page that citizens do not see."""
    found = left_out(page.specific)
    if found:
        rows = format_html_join("", "<li>{} {}</li>", ((one.message, one.hint) for one in found))
        lead = _("“%(page)s”: phần sau chưa hiện với người dân.") % {"page": page.title}
        messages.warning(request, format_html("{}<ul>{}</ul>", lead, rows))


class LeftOutPanel(Panel):
    """Chưa hiện với người dân: shown only when something would be missing."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "cms/publishing/left_out.html"

        def is_shown(self) -> bool:
            """Show it when the form is opened; one that came back with faults has those to say."""
            if self.request is None or self.request.method != "GET":
                return False
            self.findings = left_out(self.instance)
            return bool(self.findings)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the remarks."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "findings": self.findings}

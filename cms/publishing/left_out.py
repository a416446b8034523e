"""What citizens will not see of a page, and what they see amiss, by the collector's own remarks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.models import Page

from cms.releases.findings import named, ways_to_mend
from sitegen.errors import Finding, SitegenError
from sitegen.preview import findings_of

__all__ = ["LeftOutPanel", "left_out", "remarks_context", "tell_what_is_left_out"]


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
    """Name in messages what citizens do not see of a published page, what is amiss, what paper lacks."""
    found = left_out(page.specific)
    missing = _("“%(page)s”: phần sau chưa hiện với người dân.")
    amiss = _("“%(page)s”: người dân đã thấy, nhưng phần sau còn phải sửa.")
    paper = _("“%(page)s”: trang đã hiện đủ với người dân; riêng tờ in còn điều cần xem.")
    for lead, some in zip((missing, amiss, paper), _apart(found), strict=True):
        if some:
            rows = format_html_join("", "<li>{} {}</li>", ((one.message, one.hint) for one in some))
            messages.warning(
                request, format_html("{}<ul>{}</ul>", lead % {"page": page.title}, rows)
            )


def remarks_context(page: Page, user: Any) -> dict[str, Any]:
    """Return what left_out.html asks for, away from the form: each remark leads to where it is mended."""
    form = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return _apart_context(page, left_out(page), user, form)


def _apart_context(
    page: Page, found: Sequence[Finding], user: Any, form: str = ""
) -> dict[str, Any]:
    """Return the remarks of each kind with the form of the row that each is about, else ``form``."""
    ways = ways_to_mend(found, user)
    missing, amiss, paper = (
        [(one, ways.get(one.about, form)) for one in some] for some in _apart(found)
    )
    look = ""
    if any(one.code.startswith("proof-") for one, _way in amiss):
        look = reverse("proofreading:look", args=[page.pk])
    return {"missing": missing, "amiss": amiss, "paper": paper, "look": look}


def _apart(found: Iterable[Finding]) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Return the remarks on what is missing, on what is shown all the same, and on paper alone."""
    missing, amiss, paper = list[Finding](), list[Finding](), list[Finding]()
    for one in found:
        (paper if one.is_on_web else amiss if one.is_shown else missing).append(one)
    return missing, amiss, paper


class LeftOutPanel(Panel):
    """Chưa hiện với người dân, hiện mà còn phải sửa, thiếu trên tờ in: only when there is anything."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "cms/publishing/left_out.html"

        def is_shown(self) -> bool:
            """Show it when the form is opened; one that came back with faults has those to say."""
            if self.request is None or self.request.method != "GET":
                return False
            return bool(self.findings)

        @cached_property
        def findings(self) -> tuple[Finding, ...]:
            """The remarks: a form asks six times whether a panel is shown, and reads them once."""
            return left_out(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the remarks."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            user = self.request.user
            return {**context, **_apart_context(self.instance, self.findings, user)}

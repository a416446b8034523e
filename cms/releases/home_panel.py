"""The panel "Bản phát hành" of the first page: whether what officers wrote is out."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.admin.ui.components import Component

from cms.releases.actions import may_act
from cms.releases.findings import by_page, concerning
from cms.releases.state import release_state

__all__ = ["ReleasePanel"]

SHOWN_PAGES = 12


class ReleasePanel(Component):
    """Bản phát hành: what citizens see now, and what kept newer words from them."""

    name = "release"
    template_name = "cms/home_release.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the current release, a newer failure, and remarks page by page."""
        state = release_state()
        served, failure = state["served"], state["failure"]
        findings = failure.findings if failure else served.findings if served else ()
        user = parent_context["request"].user
        own = tuple(concerning(findings, user))
        pages = by_page(own)
        return {
            **state,
            "may_act": may_act(user),
            "page_count": len(served.titles) if served else 0,
            "pages": pages[:SHOWN_PAGES],
            "more": max(0, len(pages) - SHOWN_PAGES),
            "of_others": len(findings) - len(own),
            "mirror": settings.LOA_MIRROR_ADDRESS,
        }

"""Where one lands after publishing: what went out, where citizens read it and since when, what is next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from cms.admin_listing import begin_here
from cms.editions.hooks import printed_editions
from cms.importing.hooks import may_take_procedures
from cms.models import AgencyHomePage, LeafletPage
from cms.papers.hooks import buttons as papers
from cms.press.hooks import check_before_print
from cms.publishing.left_out import remarks_context, tell_what_is_left_out
from cms.releases.actions import may_act
from cms.releases.state import release_state
from cms.releases.summaries import releases_folder
from cms.releases.views import mirror_address
from cms.screens import Screen
from sitegen.collect.collecting import page_key
from sitegen.collect.sites import site_of
from sitegen.collect.visibility import visible_pages
from sitegen.preview import live_address

__all__ = ["PublishedView", "Step", "land", "standing_of"]

Standing = Literal["out", "waiting", "stuck", "hidden"]


NEXT = (
    ("cms.AnnouncementPage", gettext_lazy("Viết thông báo"), "mail"),
    ("guides.GuidePage", gettext_lazy("Viết hướng dẫn"), "list-ol"),
    ("cms.LeafletPage", gettext_lazy("Làm tờ gấp, áp phích"), "doc-full-inverse"),
)
"""What is often made next in the same office, with its words and icon."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is often done next."""

    label: str
    url: str
    icon: str


def land(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead from the form of a page to what came of publishing it.

    What only goes out at its hour has no such screen: then its remarks are messages.
    """
    if "action-publish" not in request.POST:
        return None
    if page.live and not page.has_unpublished_changes:
        return redirect("published", page.pk)
    tell_what_is_left_out(request, page)
    return None


def standing_of(
    published_at: datetime | None,
    *,
    served_at: datetime | None,
    failed_at: datetime | None,
    is_owed: bool,
) -> Standing:
    """Return how a visible page stands; ``served_at`` is of the release that has it, None without.

    A release that found nothing to change made none: what is served may be older than the page.
    """
    at = published_at or datetime.min.replace(tzinfo=UTC)
    if served_at is not None and served_at >= at:
        return "out"
    if is_owed:
        return "waiting"
    if failed_at is not None and failed_at >= at:
        return "stuck"
    return "out" if served_at is not None else "waiting"


class PublishedView(Screen):
    """Đã xuất bản."""

    template_name = "cms/publishing/published.html"
    page_title = gettext_lazy("Đã xuất bản")
    header_icon = "check"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the page."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page.objects.filter(depth__gt=1), pk=kwargs["page_id"])
        self.page = self.page.specific

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not edit it; what is no longer live has no such screen."""
        if not self.page.permissions_for_user(self.officer).can_edit():
            raise PermissionDenied
        if not self.page.live:
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the screen, or only how it stands to the script that asks again."""
        if "tinh-trang" in request.GET:
            return render(request, "cms/publishing/standing.html", self._standing())
        return super().get(request, *args, **kwargs)

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the form."""
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [{"url": address, "label": self.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return how it stands, the remarks and the next steps."""
        return {
            **super().get_context_data(**kwargs),
            **self._standing(),
            **remarks_context(self.page, self.officer),
            "is_published": True,
            "page": self.page,
            "steps": list(self._steps()),
        }

    def _standing(self) -> dict[str, Any]:
        site = site_of(self.page)
        state = release_state(site)
        pk, served = self.page.pk, state["served"]
        place = visible_pages(site, timezone.now(), behind=[pk]).get(pk)
        is_served = served is not None and page_key(pk) in served.titles
        folder = state["folder"] / state["standing"].served
        address = live_address(self.page)
        if place and is_served and (folder / place.path / "index.html").is_file():
            address = mirror_address(place.path, site)
        created = served.created if served is not None and is_served else None
        return {
            **state,
            "may_act": may_act(self.officer) and state["folder"] == releases_folder(),
            "how": self._how(state, created) if place else "hidden",
            "address": address,
            "created": created,
        }

    def _how(self, state: dict[str, Any], served_at: datetime | None) -> Standing:
        owed = state["owed"]
        failed = [one for one in (state["failed_at"], state["broke_at"]) if one is not None]
        return standing_of(
            self.page.last_published_at,
            served_at=served_at,
            failed_at=max(failed, default=None),
            is_owed=bool(owed.waiting_since or owed.running_since),
        )

    def _steps(self) -> Iterator[Step]:
        user, page = self.officer, self.page
        offered = [
            *papers(page, user),
            *check_before_print(page, user),
            *printed_editions(page, user),
        ]
        yield from map(_step, offered)
        if page.leaflet_from and begin_here(LeafletPage, page, user):
            address = reverse(page.leaflet_from, args=[page.pk])
            yield Step(_("Làm tờ gấp từ trang này"), address, "doc-full-inverse")
        if isinstance(page, AgencyHomePage) and may_take_procedures(user):
            address = reverse("importing:table", args=["thu-tuc"])
            yield Step(
                _("Nhập thủ tục của cơ quan từ bảng"),
                f"{address}?co-quan={page.agency_id}",
                "table",
            )
        for name, words, icon in NEXT:
            model: Any = apps.get_model(name)
            is_said = isinstance(page, model) or (model is LeafletPage and page.leaflet_from)
            if address := "" if is_said else begin_here(model, page, user):
                yield Step(str(words), address, icon)
        yield from map(_step, page_listing_more_buttons(page, user))
        yield Step(_("Sửa tiếp"), reverse("wagtailadmin_pages:edit", args=[page.pk]), "edit")
        above = page.get_parent()
        listed = reverse("wagtailadmin_explore", args=[above.pk])
        yield Step(_("Về “%s”") % above.title, listed, "list-ul")


def _step(button: Any) -> Step:
    return Step(str(button.label), button.url, button.icon_name)

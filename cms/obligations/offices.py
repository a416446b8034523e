"""Offices as the checks ask them: what one publishes and keeps in the registries, read when asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, get_args

from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page, get_page_models

from cms.models import Agency, AgencyHomePage, ContactPoint, HomePage, Procedure
from cms.usage.labels import edit_address
from sitegen.documents.kinds import Document
from sitegen.languages import SOURCE

__all__ = ["Found", "Office", "missing", "page_kind", "right"]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check looked at: right or missing, in words, and where it is written."""

    is_right: bool
    words: str
    url: str = ""


def right(words: str, url: str = "") -> Found:
    """Return what is as it should be."""
    return Found(is_right=True, words=words, url=url)


def missing(words: str, url: str = "") -> Found:
    """Return what is not there, with where it is written."""
    return Found(is_right=False, words=words, url=url)


def page_kind(name: str) -> Any:
    """Return the page type of that name, None where this version has none.

    The one place that looks up kinds which may not be there.
    """
    return next((model for model in get_page_models() if model.__name__ == name), None)


class Office:
    """One office on one day: its pages that are out, in Vietnamese, and its rows in force."""

    def __init__(
        self, agency: Agency, day: date, kinds: Mapping[str, Sequence[Any]] | None = None
    ) -> None:
        self.agency, self.day = agency, day
        self._kinds = kinds or {}

    @cached_property
    def home(self) -> AgencyHomePage | None:
        """The office's own page."""
        found = AgencyHomePage.objects.filter(agency=self.agency, locale__language_code=SOURCE)
        first: AgencyHomePage | None = found.live().order_by("path").first()
        return first

    @cached_property
    def site_home(self) -> HomePage | None:
        """The home page of the site on which the office stands."""
        found = HomePage.objects.live().filter(locale__language_code=SOURCE).order_by("path")
        path = self.home.path if self.home else ""
        above: list[HomePage] = [one for one in found if path.startswith(one.path)]
        return next(iter(above or found), None)

    @cached_property
    def pages(self) -> list[Page]:
        """What citizens may read of it: the pages under its own, but for those under another's."""
        homes = list(AgencyHomePage.objects.values_list("path", "agency"))
        own = [path for path, agency in homes if agency == self.agency.pk]
        others = [path for path, agency in homes if agency != self.agency.pk]
        if not own:
            return []
        under, apart = Q(), Q(pk__in=())
        for path in own:
            under |= Q(path__startswith=path)
            for other in others:
                apart |= Q(path__startswith=other) if other.startswith(path) else Q(pk__in=())
        found = Page.objects.live().public().filter(under, alias_of=None).exclude(apart)
        return list(found.filter(locale__language_code=SOURCE).order_by("path"))

    def of_kind(self, name: str) -> Sequence[Any] | None:
        """Return its pages of a kind; None where this version has no such kind."""
        if name in self._kinds:
            return self._kinds[name]
        model = page_kind(name)
        if model is None:
            return None
        return list(model.objects.filter(pk__in=[page.pk for page in self.pages]))

    @cached_property
    def has_site_map(self) -> bool:
        """Whether the mirror has a page with its own tree, as this version makes it."""
        return any(one.__name__ == "SiteMap" for one in get_args(Document))

    @cached_property
    def procedures(self) -> list[Procedure]:
        """Its published procedures in force."""
        found = Procedure.objects.filter(self._in_force, agency=self.agency, live=True)
        return list(found.select_related("service_kind"))

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        """Its published contact points."""
        found = ContactPoint.objects.filter(self._in_force, agency=self.agency, live=True)
        return list(found)

    @property
    def _in_force(self) -> Q:
        return Q(valid_until=None) | Q(valid_until__gte=self.day)

    # Where something is written

    def place_for(self, name: str) -> str:
        """Return the form of a new page of a kind under the office's own, "" where there is none."""
        model = page_kind(name)
        if model is None or self.home is None:
            return ""
        meta = model._meta
        return reverse(
            "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, self.home.pk]
        )

    @property
    def own_row(self) -> str:
        """The form of the office itself."""
        return edit_address(("cms.agency", self.agency.pk))

    @property
    def first_page(self) -> str:
        """The form of the site's home page, where its name and its foot are written."""
        return edit_address(("page", self.site_home.pk)) if self.site_home else ""

"""Offices as the checks ask them: what one publishes and keeps in the registries, read when asked."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page

from cms.models import Agency, AgencyHomePage, ContactPoint, HomePage, Procedure
from cms.usage.labels import edit_address
from sitegen.languages import SOURCE

__all__ = ["Found", "Office", "missing", "right"]

Kind = TypeVar("Kind", bound=Page)


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


class Office:
    """One office on one day: its pages that are out, in Vietnamese, and its rows in force."""

    def __init__(self, agency: Agency, day: date) -> None:
        self.agency, self.day = agency, day

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

    def of_kind(self, model: type[Kind]) -> list[Kind]:
        """Return its pages of a kind."""
        return list(model.objects.filter(pk__in=[page.pk for page in self.pages]))

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

    def place_for(self, model: type[Page]) -> str:
        """Return the form of a new page of a kind under the office's own, "" where there is none."""
        if self.home is None:
            return ""
        meta = model._meta
        place = [meta.app_label, meta.model_name, self.home.pk]
        return reverse("wagtailadmin_pages:add", args=place)

    @property
    def own_row(self) -> str:
        """The form of the office itself."""
        return edit_address(("cms.agency", self.agency.pk))

    @property
    def first_page(self) -> str:
        """The form of the site's home page, where its name and its foot are written."""
        return edit_address(("page", self.site_home.pk)) if self.site_home else ""

"""schema.org: what a page is, in the words that search engines know (JSON-LD).

Only for a mirror that knows its address, because every name in it is a full address. It says
nothing that the page does not say, and repeats no body: names, dates, contacts, steps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, assert_never

import msgspec
from markupsafe import Markup

from sitegen.documents.addresses import leads_out
from sitegen.documents.base import ContactCard, Head
from sitegen.documents.kinds import (
    AgencyHome,
    Announcement,
    Contact,
    Document,
    Guide,
    Home,
    IndexPage,
    Listing,
    Outreach,
    Search,
    ServiceKinds,
    SiteMap,
    Statistics,
)
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.nodes import Step, StepGroup
from sitegen.documents.office import About, ChannelList, Suspension
from sitegen.documents.view import View
from sitegen.render.compiling import markup
from sitegen.render.inline import plain_text
from sitegen.render.labels import labels

__all__ = ["structured_data"]

Thing = dict[str, Any]

_ESCAPES = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))


def structured_data(document: Document, view: View) -> Markup:
    """Return JSON-LD that may stand inside a script element; "" without a public address.

    A page that only repeats another language has none: its source says it.
    """
    if not view.site.base_address or document.head.is_alias:
        return Markup("")
    things = _Things(document, view)
    graph = [thing for thing in (things.main(), *things.more(), things.breadcrumbs()) if thing]
    json = msgspec.json.encode({"@context": "https://schema.org", "@graph": graph})
    for sign, escaped in _ESCAPES:
        json = json.replace(sign, escaped)
    return markup(json.decode())  # no sign of markup is left in it


class _Things:
    """The things of one page; all of them share its head and its site."""

    def __init__(self, document: Document, view: View) -> None:
        self._document, self._view = document, view
        self._head, self._base = document.head, view.site.base_address
        self._url = f"{self._base}{document.head.path}"

    def main(self) -> Thing:
        """Return what the page is about."""
        document = self._document
        match document:
            case Home():
                thing = self._web_site()
            case AgencyHome():
                thing = self._named("GovernmentOrganization") | _contact_points(document.contacts)
            case Guide():
                thing = self._service(document)
            case Statistics():
                thing = self._dataset(document)
            case Announcement() | Outreach() | ServiceKinds() | Leaflet() | Suspension():
                thing = self._text(document)
            case Contact():
                office = self._publisher() | _contact_points(document.cards)
                thing = self._named("ContactPage") | {"mainEntity": office} | _dated(self._head)
            case About() | ChannelList():
                kind = "AboutPage" if isinstance(document, About) else "WebPage"
                thing = self._named(kind) | {"mainEntity": self._publisher()} | _dated(self._head)
            case Listing() | IndexPage() | SiteMap():
                thing = self._named("CollectionPage")
            case Search():
                thing = self._named("SearchResultsPage")
            case _:
                assert_never(document)
        return thing

    def more(self) -> tuple[Thing, ...]:
        """Return what the page has besides: the way through a guide."""
        document = self._document
        return (_how_to(document, self._url),) if isinstance(document, Guide) else ()

    def breadcrumbs(self) -> Thing:
        """Return the trail down to this page; nothing for a home page."""
        trail = [(crumb.title, f"{self._base}{crumb.path}") for crumb in self._view.crumbs]
        if not trail:
            return {}
        return {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": address}
                for place, (name, address) in enumerate([*trail, (self._head.title, self._url)], 1)
            ],
        }

    def _named(self, kind: str) -> Thing:
        head = self._head
        thing = {"@type": kind, "name": head.title, "url": self._url, "inLanguage": head.language}
        return thing | ({"description": head.summary} if head.summary else {})

    def _text(
        self, document: Announcement | Outreach | ServiceKinds | Leaflet | Suspension
    ) -> Thing:
        head = self._head
        kinds = {"announcement": "Report", "leaflet": "DigitalDocument"}
        thing = self._named(kinds.get(document.kind, "Article"))
        thing |= {"headline": head.title, "publisher": self._publisher()}
        if isinstance(document, Announcement) and document.official.number:
            thing["reportNumber"] = f"{document.official.number}/{document.official.symbol}"
        return thing | _dated(head)

    def _publisher(self) -> Thing:
        agency, site = self._head.agency, self._view.site
        if agency is None:
            home = f"{self._base}{site.home_path}"
            return {"@type": "GovernmentOrganization", "name": site.name, "url": home}
        office = {"@type": "GovernmentOrganization", "name": agency.name}
        base = "" if leads_out(agency.path) else self._base
        return office | ({"url": f"{base}{agency.path}"} if agency.path else {})

    def _web_site(self) -> Thing:
        site = self._view.site
        thing = self._named("WebSite") | {"name": site.name}
        if site.search_path:
            thing["potentialAction"] = {
                "@type": "SearchAction",
                "target": f"{self._base}{site.search_path}index.html?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            }
        return thing

    def _service(self, document: Guide) -> Thing:
        thing = self._named("GovernmentService") | {"provider": self._publisher()}
        if document.audience:
            thing["audience"] = {"@type": "Audience", "audienceType": document.audience}
        if portals := document.portals:
            thing["availableChannel"] = [
                {"@type": "ServiceChannel", "name": portal.name, "serviceUrl": portal.address}
                for portal in portals
            ]
        return thing

    def _dataset(self, document: Statistics) -> Thing:
        thing = self._named("Dataset") | {
            "description": document.lead or document.head.summary or document.head.title,
            "creator": self._publisher(),
            "temporalCoverage": f"{document.period_from}/{document.period_until}",
            "variableMeasured": [
                column.label for group in document.column_groups for column in group.columns
            ],
        }
        if self._view.has_json:
            thing["distribution"] = {
                "@type": "DataDownload",
                "encodingFormat": "application/json",
                "contentUrl": f"{self._url}index.json",
            }
        return thing


def _how_to(guide: Guide, url: str) -> Thing:
    groups = [one for one in _under_parts(guide.groups) if one.steps and not one.closed_on]
    if not groups:  # nobody is told to go a way that is closed
        return {}
    if len(groups) == 1:
        steps = _steps(groups[0].steps, url, guide.head.language)
    else:
        steps = [_section(group, url, guide.head.language) for group in groups]
    needed = (*guide.prepare, *(thing for g in groups for one in g.steps for thing in one.prepare))
    supply = [{"@type": "HowToSupply", "name": name} for name in dict.fromkeys(needed)]
    thing = {"@type": "HowTo", "name": guide.head.title, "step": steps}
    return thing | ({"supply": supply} if supply else {}) | _dated(guide.head)


def _dated(head: Head) -> Thing:
    days = {"datePublished": head.published, "dateModified": head.updated}
    return {name: day for name, day in days.items() if day}


def _under_parts(groups: Iterable[StepGroup]) -> Iterator[StepGroup]:
    """Yield the groups called by their part as well: "on the phone" may be a way in two of them."""
    part = ""
    for group in groups:
        part = group.part or part
        yield replace(group, title=f"{part}: {group.title}") if part else group


def _section(group: StepGroup, url: str, language: str) -> Thing:
    steps = _steps(group.steps, url, language)
    return {"@type": "HowToSection", "name": group.title, "itemListElement": steps}


def _said(step: Step, language: str) -> str:
    """Return the sentence of a step; one that stands beside another says how."""
    said = plain_text(step.title)
    return said if step.logic == "number" else f"({labels(language)[f'step_{step.logic}']}) {said}"


def _steps(steps: tuple[Step, ...], url: str, language: str) -> list[Thing]:
    return [
        {"@type": "HowToStep", "text": _said(step, language), "url": f"{url}#{step.anchor}"}
        for step in steps
    ]


def _contact_points(cards: tuple[ContactCard, ...]) -> Thing:
    points = [_contact_point(card) for card in cards if card.phone_link or card.email]
    points += [
        {"@type": "ContactPoint", "name": one.words or card.name, **_telephone(one.phone_link)}
        for card in cards
        for one in card.more_phones
        if one.phone_link
    ]
    return {"contactPoint": points} if points else {}


def _telephone(dialled: str) -> Thing:
    """Return the number alone: what is pressed after a pause is nothing for a machine."""
    return {"telephone": dialled.partition(",")[0]} if dialled else {}


def _contact_point(card: ContactCard) -> Thing:
    point = {"@type": "ContactPoint", "name": card.name}
    point |= _telephone(card.phone_link)
    if card.email:
        point["email"] = card.email
    return point

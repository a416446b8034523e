"""Documents as markdown: the opening and the content, one case for every kind."""

from typing import assert_never

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
from sitegen.documents.office import About, ChannelList, Suspension
from sitegen.render.markdown import guides, letters, lists, offices, reference
from sitegen.render.markdown.escaping import one_line
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.sheet import Sheet

__all__ = ["content", "opening"]

_Leading = Home | AgencyHome | Contact | Listing | IndexPage | SiteMap | Search
_OfOffice = About | Suspension | ChannelList


def opening(document: Document, sheet: Sheet) -> list[str]:
    """Return the title, what kind of page it is, and its first sentence."""
    return [f"# {one_line(_title(document))}", _eyebrow(document, sheet), one_line(_lead(document))]


def content(document: Document, sheet: Sheet) -> list[str]:
    """Return the blocks of a document after its opening."""
    match document:
        case Home() | AgencyHome() | Contact() | Listing() | IndexPage() | SiteMap() | Search():
            parts = _leading(document, sheet)
        case About() | Suspension() | ChannelList():
            parts = _of_office(document, sheet)
        case Announcement():
            parts = letters.announcement(document, sheet)
        case Outreach():
            parts = letters.outreach(document, sheet)
        case Guide():
            parts = guides.guide(document, sheet)
        case Leaflet():
            parts = guides.leaflet(document, sheet)
        case ServiceKinds():
            parts = reference.service_kinds(document, sheet)
        case Statistics():
            parts = reference.statistics(document, sheet)
        case _:
            assert_never(document)
    return parts


def _leading(document: _Leading, sheet: Sheet) -> list[str]:
    """Return the blocks of a page that leads to others."""
    match document:
        case Home():
            parts = lists.home(document, sheet)
        case AgencyHome():
            parts = lists.agency(document, sheet)
        case Contact():
            cards = sheet.cards(document.cards) or sheet.w.contacts_empty
            parts = [cards, nodes(document.body, sheet)]
        case Listing():
            parts = lists.listing(document, sheet)
        case IndexPage():
            parts = lists.index(document, sheet)
        case SiteMap():
            parts = lists.site_map(document, sheet)
        case Search():
            parts = lists.search(document, sheet)
        case _:
            assert_never(document)
    return parts


def _of_office(document: _OfOffice, sheet: Sheet) -> list[str]:
    """Return the blocks of a page that every office owes."""
    match document:
        case About():
            parts = offices.about(document, sheet)
        case Suspension():
            parts = offices.suspension(document, sheet)
        case ChannelList():
            parts = offices.channels(document, sheet)
        case _:
            assert_never(document)
    return parts


def _title(document: Document) -> str:
    return document.question if isinstance(document, Home) else document.head.title


def _eyebrow(document: Document, sheet: Sheet) -> str:
    match document:
        case Home() | Contact() | Listing() | IndexPage() | SiteMap() | Search():
            return ""
        case Announcement():
            return one_line(document.official.type_name)
        case Outreach():
            return one_line(getattr(sheet.w, f"form_{document.form}"))
        case _:
            return one_line(getattr(sheet.w, f"kind_{document.kind}"))


def _lead(document: Document) -> str:
    match document:
        case Announcement():
            said = document.head.summary or document.official.summary_line
            return said if said != document.head.title else ""
        case Guide() | Leaflet() | Listing() | IndexPage() | SiteMap() | Suspension():
            return document.head.summary
        case Search():
            return ""
        case _:
            return document.lead

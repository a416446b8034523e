"""Collect: our pages and blocks to documents."""

from cms.collect.asking import load_asking
from cms.collect.changes import load_changes
from cms.collect.chips import collect_chip
from cms.collect.closed import instead_of_link
from cms.collect.editions import load_editions
from cms.collect.facts import load_facts, public_fact_keys
from cms.collect.leaflet import collect_leaflet, load_formats
from cms.collect.letters import remark_letters
from cms.collect.notices import SUCCEEDED, load_notices
from cms.collect.office import (
    collect_about,
    collect_channels,
    collect_suspension,
    load_leaders,
)
from cms.collect.outdated import PRINT_KNOWLEDGE
from cms.collect.pages import (
    collect_agency_home,
    collect_announcement,
    collect_contact,
    collect_home,
    collect_outreach,
    collect_service_kinds,
)
from cms.collect.reviewed import load_reviewed
from cms.collect.site import load_menus, load_site_names
from cms.collect.statistics import collect_statistics
from cms.collect.suspensions import SUSPENDED, next_hours
from cms.collect.terms import load_terms
from cms.models import (
    AboutPage,
    AgencyHomePage,
    AnnouncementPage,
    ChannelsPage,
    ContactPage,
    HomePage,
    LeafletPage,
    OutreachPage,
    ServiceKindsPage,
    StatisticsPage,
    SuspensionPage,
)
from cms.models.fact import registries
from media.collect import all_pictures, load_picture, private_pictures
from sitegen.collect.registry import (
    register_document_remarks,
    register_editions,
    register_fact_values,
    register_facts,
    register_moments,
    register_page,
    register_pictures,
    register_print_knowledge,
    register_web_links,
)

__all__ = ["register_collectors"]

NOTICES = ("cms.printedition", "cms.review", "cms.succession")
"""What puts a dated notice above a page."""

SHOWING = ("cms.suspensionpage", "guides.stepset", "wagtailcore.page")
"""Rows of which a change may lead readers of a page to what is suspended."""


def register_collectors() -> None:
    """Tell sitegen about every page type, the registries and the pictures."""
    register_facts(
        "cms",
        load_facts,
        reads=(*(one._meta.label_lower for one in registries()), "cms.agencyhomepage"),
        public_keys=public_fact_keys,
    )
    register_facts("menus", load_menus)
    register_facts("site_names", load_site_names, reads=("cms.homepage", "wagtailcore.page"))
    register_facts("print_formats", load_formats, reads=("cms.printformat",))
    register_facts("notices", load_notices, reads=(*NOTICES, *SUCCEEDED, *SUSPENDED, *SHOWING))
    register_moments("suspensions", next_hours)
    register_facts("reviewed", load_reviewed, reads=("cms.pagereview",))
    register_facts("asking", load_asking, reads=("cms.homepage", "cms.agencyhomepage"))
    register_facts("changes", load_changes, reads=("cms.changenote",), wakes=False)
    register_facts("leaders", load_leaders, reads=("cms.aboutpage", "wagtailcore.page"))
    register_facts("terms", load_terms, reads=("cms.term",))
    register_editions(load_editions, reads=("cms.printedition",))
    register_fact_values(collect_chip)
    register_web_links(instead_of_link)
    register_pictures(all_pictures, load_picture, private_pictures)
    register_print_knowledge(PRINT_KNOWLEDGE)
    register_document_remarks("letters", remark_letters)
    register_page(HomePage, collect_home)
    register_page(AgencyHomePage, collect_agency_home)
    register_page(AnnouncementPage, collect_announcement)
    register_page(OutreachPage, collect_outreach)
    register_page(ServiceKindsPage, collect_service_kinds)
    register_page(StatisticsPage, collect_statistics)
    register_page(ContactPage, collect_contact)
    register_page(LeafletPage, collect_leaflet)
    register_page(AboutPage, collect_about)
    register_page(SuspensionPage, collect_suspension)
    register_page(ChannelsPage, collect_channels)

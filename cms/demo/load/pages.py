"""The pages of the demo province. A page that is already there is left as officers made it."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.demo.content.announcements import ANNOUNCEMENTS
from cms.demo.content.explainer import EXPLAINER
from cms.demo.content.guides import GUIDES
from cms.demo.content.home import AGENCY_HOMES, CONTACT, HOME, SITE
from cms.demo.content.leaflet import LEAFLET
from cms.demo.content.national_leaflet import NATIONAL_LEAFLET, NATIONAL_LEAFLET_FORMAT
from cms.demo.content.outreach import OUTREACH
from cms.demo.content.shapes import Announcement, Guide, Official, Outreach
from cms.demo.content.statistics import STATISTICS
from cms.demo.content.step_sets import STEP_SETS
from cms.demo.load.blocks import body, groups, panels, steps
from cms.demo.load.office import load_office_pages
from cms.demo.load.shelf import Shelf, model
from cms.models import (
    AgencyHomePage,
    AnnouncementPage,
    ContactPage,
    HomePage,
    LeafletPage,
    OutreachPage,
    PageReview,
    PrintFormat,
    ServiceKindsPage,
    StatisticsPage,
)
from sitegen.collect.stored import items, stream
from sitegen.slugs import slug

__all__ = ["load_pages"]

OPENED = date(2019, 12, 1)
REVIEW_ON = date(2030, 1, 1)
"""Pages look as old as their documents, and all but the explainer are not due for review yet."""


def load_pages(shelf: Shelf) -> None:
    """Create the tree from the home page down; what others point at comes first."""
    home = _home(shelf)
    _step_sets(shelf)
    for row in AGENCY_HOMES:
        agency = shelf.get("agency", row["agency"])
        page = _keep(
            shelf,
            home,
            AgencyHomePage,
            f"home-{row['agency']}",
            slug=row["slug"],
            title=agency.short_name,
            summary=row["lead"],
            lead=row["lead"],
            agency=agency,
        )
        shelf.put("agency_home", row["agency"], page)
    for guide in GUIDES:
        _guide(shelf, guide)
    _explainer(shelf, home)
    _statistics(shelf, home)
    _contact(shelf, home)
    load_office_pages(shelf, _keep)
    for announcement in ANNOUNCEMENTS:
        _announcement(shelf, announcement)
    for outreach in OUTREACH:
        _outreach(shelf, outreach)
    _leaflet(shelf, LEAFLET)
    _leaflet(shelf, NATIONAL_LEAFLET, format=PrintFormat.objects.get(**NATIONAL_LEAFLET_FORMAT))
    _entries(shelf, home)


def _keep(  # a page is told by its parent, type, key and day
    shelf: Shelf, parent: Page, kind: Any, key: str, *, published: date | None = None, **fields: Any
) -> Any:
    """Put the page on the shelf; make and publish it when its address is still free."""
    fields.setdefault("slug", slug(fields["title"]))
    page = kind.objects.child_of(parent).filter(slug=fields["slug"]).first()
    if page is None:
        fields.setdefault("locale", parent.locale)
        page = kind(**fields)
        parent.add_child(instance=page)
        page.save_revision().publish()
        _date(page, published or OPENED)
        if kind is not ServiceKindsPage:
            PageReview.objects.create(page=page, review_on=REVIEW_ON)
        shelf.created.append(f"{kind._meta.verbose_name}: {page.title}")
    shelf.put("page", key, page)
    return page


def _date(page: Page, day: date) -> None:
    """Let the page look as old as its document, so that every demo gives the same mirror."""
    moment = timezone.make_aware(datetime.combine(day, time(8)))
    Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)


def _home(shelf: Shelf) -> HomePage:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site and isinstance(site.root_page.specific, HomePage):
        home: HomePage = site.root_page.specific
        shelf.put("page", HOME["key"], home)
        return home
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()
    home = _keep(
        shelf,
        root,
        HomePage,
        HOME["key"],
        slug="trang-chu",
        title=HOME["title"],
        summary=HOME["summary"],
        question=HOME["question"],
        lead=HOME["lead"],
        site_title=SITE["name"],
        tagline=SITE["tagline"],
        help_contact=shelf.get("contact", HOME["help_contact"]),
        locale=Locale.objects.get(language_code="vi"),
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", site_name=SITE["name"], root_page=home, is_default_site=True
    )
    if welcome is not None:
        welcome.delete()
    return home


def _entries(shelf: Shelf, home: HomePage) -> None:
    """The entries point at pages, so they can be set only when these are there."""
    if home.entries.raw_data:
        return
    home.entries = HomePage.entries.field.to_python(
        stream(
            (
                "entry",
                {
                    "title": entry["title"],
                    "text": entry["text"],
                    "page": shelf.pk("page", entry["page"]),
                },
            )
            for entry in HOME["entries"]
        )
    )
    home.save_revision().publish()
    _date(home, OPENED)


def _step_sets(shelf: Shelf) -> None:
    kind: Any = model("guides.StepSet")
    for shared in STEP_SETS:
        shelf.put("step_set_data", shared.key, shared)
        row = kind._default_manager.filter(name=shared.name).first()
        if row is None:
            row = kind(
                name=shared.name,
                portal=shelf.get("portal", shared.portal),
                lead=shared.lead,
                parameters=stream(
                    ("parameter", {"name": name, "meaning": meaning, "source": source})
                    for name, meaning, source in shared.declared
                ),
                steps=stream(("step", step) for step in steps(shared.steps, shelf)),
                closing=stream([("paragraph", shared.closing)] if shared.closing else []),
                locale=Locale.objects.get(language_code="vi"),
            )
            row.full_clean()
            row.save()
            row.save_revision().publish()
            shelf.created.append(f"Bộ bước dùng chung: {row}")
        shelf.put("step_set", shared.key, row)


def _guide(shelf: Shelf, guide: Guide) -> None:
    _keep(
        shelf,
        shelf.get("agency_home", guide.agency),
        model("guides.GuidePage"),
        guide.key,
        published=guide.published,
        title=guide.title,
        summary=guide.summary,
        audience=guide.audience,
        duration=guide.duration,
        prepare=stream(("item", item) for item in guide.prepare),
        groups=groups(guide.groups, guide.agency, shelf),
        body=body(guide.body, shelf),
        contacts=stream(("point", shelf.pk("contact", key)) for key in guide.contacts),
    )


def _official(official: Official, shelf: Shelf) -> dict[str, Any]:
    return {
        "summary_line": official.summary_line,
        "number": official.number,
        "symbol": official.symbol,
        "place": official.place,
        "signed_day": official.day,
        "signed_month": official.month,
        "signed_year": official.year,
        "legal_bases": stream(
            ("legal_document", shelf.pk("legal_document", key)) for key in official.legal_bases
        ),
        "lead": official.lead,
        "closing": official.closing,
        "recipients": stream(
            ("group", {"title": title, "lines": items(lines)})
            for title, lines in official.recipients
        ),
        "authority": official.signatory.authority,
        "authority_post": official.signatory.authority_post,
        "signer_post": official.signatory.post,
    }


def _announcement(shelf: Shelf, announcement: Announcement) -> None:
    _keep(
        shelf,
        shelf.get("agency_home", announcement.agency),
        AnnouncementPage,
        announcement.key,
        published=announcement.published,
        title=announcement.title,
        summary=announcement.summary,
        means_for_you=stream(("line", line) for line in announcement.means_for_you),
        body=body(announcement.body, shelf),
        effective_from=announcement.effective_from,
        **_official(announcement.official, shelf),
    )


def _outreach(shelf: Shelf, outreach: Outreach) -> None:
    official = _official(outreach.official, shelf) if outreach.official else {}
    _keep(
        shelf,
        shelf.get("agency_home", outreach.agency),
        OutreachPage,
        outreach.key,
        published=outreach.published,
        title=outreach.title,
        summary=outreach.summary,
        form=outreach.form,
        opening=outreach.lead,
        posted_on=outreach.published,
        source=outreach.source,
        body=body(outreach.body, shelf),
        **official,
    )


def _explainer(shelf: Shelf, home: HomePage) -> None:
    diagram = body((("comparison", EXPLAINER["comparison"]),), shelf)
    _keep(
        shelf,
        home,
        ServiceKindsPage,
        EXPLAINER["key"],
        title=EXPLAINER["title"],
        summary=EXPLAINER["summary"],
        slug="loai-hinh-dich-vu",
        show_in_menus=True,
        menu_title=EXPLAINER["menu_title"],
        agency=shelf.get("agency", "trung-tam-cntt"),
        lead=EXPLAINER["lead"],
        regimes=stream(("regime", shelf.pk("regime", key)) for key in EXPLAINER["regimes"]),
        diagram=diagram,
        body=body(EXPLAINER["body"], shelf),
    )


def _statistics(shelf: Shelf, home: HomePage) -> None:
    _keep(
        shelf,
        shelf.get("agency_home", STATISTICS["agency"]),
        StatisticsPage,
        STATISTICS["key"],
        published=STATISTICS["published"],
        title=STATISTICS["title"],
        summary=STATISTICS["summary"],
        lead=STATISTICS["lead"],
        period_from=STATISTICS["period_from"],
        period_until=STATISTICS["period_until"],
        highlight_value=STATISTICS["highlight_value"],
        highlight_label=STATISTICS["highlight_label"],
        column_groups=stream(
            (
                "group",
                {
                    "label": label,
                    "columns": items({"label": name, "unit": unit} for name, unit in columns),
                },
            )
            for label, columns in STATISTICS["column_groups"]
        ),
        rows=stream(
            (
                "row",
                {"unit": unit, "figures": "; ".join(value.replace(".", ",") for value in values)},
            )
            for unit, values in STATISTICS["rows"]
        ),
        chart_column=STATISTICS["chart_column"] + 1,
        chart_title=STATISTICS["chart_title"],
        remarks="\n".join(STATISTICS["remarks"]),
        source=STATISTICS["source"],
        body=body(STATISTICS["body"], shelf),
    )


def _contact(shelf: Shelf, home: HomePage) -> None:
    _keep(
        shelf,
        home,
        ContactPage,
        CONTACT["key"],
        title=CONTACT["title"],
        summary=CONTACT["summary"],
        show_in_menus=True,
        agency=shelf.get("agency", "trung-tam-cntt"),
        lead=CONTACT["lead"],
        points=stream(("point", shelf.pk("contact", key)) for key in CONTACT["cards"]),
        body=body(CONTACT["body"], shelf),
    )


def _leaflet(shelf: Shelf, leaflet: dict[str, Any], **format_of: PrintFormat) -> None:
    _keep(
        shelf,
        shelf.get("agency_home", leaflet["agency"]),
        LeafletPage,
        leaflet["key"],
        published=leaflet["published"],
        title=leaflet["title"],
        summary=leaflet["summary"],
        slug=leaflet["slug"],
        edition=leaflet["edition"],
        content=panels(leaflet["panels"], shelf),
        **leaflet["imprint"],
        **format_of,
    )

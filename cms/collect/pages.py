"""Page types to documents, one function each."""

from datetime import date, timedelta

from cms.collect.facts import agency_name, agency_of, facts_of
from cms.collect.nodes import cards, collect_body, collect_comparison
from cms.collect.official import collect_official, signed_date
from cms.collect.regimes import collect_regime
from cms.collect.site import identity_of, keeper_of, sites_near
from cms.models import (
    AgencyHomePage,
    AnnouncementPage,
    ContactPage,
    HomePage,
    OutreachPage,
    ServiceKindsPage,
)
from sitegen.collect.collecting import PageCollecting
from sitegen.collect.stored import unwrapped_all
from sitegen.documents import kinds
from sitegen.documents.base import Attachment, PageNotice
from sitegen.documents.nodes import Downloads, Node

__all__ = [
    "collect_agency_home",
    "collect_announcement",
    "collect_contact",
    "collect_home",
    "collect_outreach",
    "collect_service_kinds",
]


def collect_home(page: HomePage, asking: PageCollecting) -> kinds.Home:
    """Trang chủ."""
    entries = []
    stored = [block["value"] for block in page.entries.get_prep_value()]
    asking.all.pages.among(value["page"] for value in stored)  # at once, where few have been read
    for value in stored:
        title, text = value["title"], value.get("text") or ""
        if far := asking.elsewhere(value["page"]):
            at = far.address
            entry = kinds.Entry(title=title, text=text, key=at, path=at, language=far.language)
            entries.append(entry)
        elif key := asking.target_key(value["page"], what=f"Lối vào “{title}”"):
            entries.append(kinds.Entry(title=title, text=text, key=key))
    contacts = cards([page.help_contact_id] if page.help_contact_id else [], asking)
    return kinds.Home(
        question=page.question,
        lead=page.lead,
        entries=tuple(entries),
        contacts=contacts,
        sites=sites_near(asking),
        site_name=page.site_title,
        tagline=page.tagline,
        identity=identity_of(page, asking),
        keeper=keeper_of(page, asking),
        head=asking.head(),
    )


def collect_agency_home(page: AgencyHomePage, asking: PageCollecting) -> kinds.AgencyHome:
    """Trang cơ quan: its contact points come from the registry."""
    agency = facts_of(asking).agencies.get(page.agency_id)
    points = [
        pk for pk, point in facts_of(asking).contacts.items() if point.agency_id == page.agency_id
    ]
    if agency and not agency.portal_id:
        asking.finds(
            "agency-without-portal",
            f"“{agency}” chưa có cổng dịch vụ công trong sổ cơ quan.",
            hint="Mở sổ cơ quan, chọn cổng mà người dân dùng để nộp hồ sơ.",
        )
    return kinds.AgencyHome(
        lead=page.lead,
        contacts=cards(points, asking),
        body=collect_body(page.body, asking),
        head=asking.head(agency=agency_name(asking, agency)),
    )


def collect_announcement(page: AnnouncementPage, asking: PageCollecting) -> kinds.Announcement:
    """Thông báo."""
    agency = agency_of(asking)
    body = collect_body(page.body, asking)
    official = collect_official(
        page,
        asking,
        type_name="Công văn" if page.is_letter else "Thông báo",
        agency=agency,
        is_letter=page.is_letter,
    )
    return kinds.Announcement(
        official=official,
        means_for_you=tuple(unwrapped_all(page.means_for_you.get_prep_value())),
        body=body,
        attachments=_attachments(body),
        effective_from=page.effective_from,
        effective_until=page.effective_until,
        head=asking.head(
            agency=agency_name(asking, agency),
            published=signed_date(page),
            notices=_lapsed(page, official.type_name, asking.today),
        ),
    )


def _lapsed(page: AnnouncementPage, type_name: str, today: date) -> tuple[PageNotice, ...]:
    """Return what readers are told above a text that is no longer in effect."""
    last = page.effective_until
    if last is None or last >= today:
        return ()
    return (PageNotice(kind="lapsed", day=last + timedelta(days=1), subject=type_name),)


def collect_outreach(page: OutreachPage, asking: PageCollecting) -> kinds.Outreach:
    """Bài tuyên truyền hoặc kế hoạch; a plan is an official text as well."""
    agency = agency_of(asking)
    is_plan = page.form == OutreachPage.Form.PLAN
    body = collect_body(page.body, asking)
    return kinds.Outreach(
        form="plan" if is_plan else "article",
        lead=page.opening,
        body=body,
        source=page.source,
        official=collect_official(page, asking, type_name="Kế hoạch", agency=agency)
        if is_plan
        else None,
        attachments=_attachments(body),
        head=asking.head(
            agency=agency_name(asking, agency), published=page.posted_on or signed_date(page)
        ),
    )


def collect_service_kinds(page: ServiceKindsPage, asking: PageCollecting) -> kinds.ServiceKinds:
    """Giải thích loại hình."""
    chosen = enumerate(unwrapped_all(page.regimes.get_prep_value()), 1)
    regimes = [collect_regime(pk, number, asking) for number, pk in chosen]
    diagram = unwrapped_all(page.diagram.get_prep_value())
    return kinds.ServiceKinds(
        lead=page.lead,
        regimes=tuple(regime for regime in regimes if regime is not None),
        comparison=collect_comparison(diagram[0]) if diagram else None,
        body=collect_body(page.body, asking),
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def collect_contact(page: ContactPage, asking: PageCollecting) -> kinds.Contact:
    """Liên hệ."""
    return kinds.Contact(
        lead=page.lead,
        cards=cards(unwrapped_all(page.points.get_prep_value()), asking),
        body=collect_body(page.body, asking),
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def _attachments(body: tuple[Node, ...]) -> tuple[Attachment, ...]:
    return tuple(
        attachment
        for node in body
        if isinstance(node, Downloads)
        for attachment in node.attachments
    )

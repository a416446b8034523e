"""The smallest true page tree, through the real models: call one, change what the test is about.

Every page is published unless ``is_live=False`` is given. Bodies are written as officers'
blocks are stored: ``stream(("heading", {...}), ...)``, lists inside them with ``items``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Locale, Page, Site

from cms.models import (
    Agency,
    AgencyHomePage,
    AnnouncementPage,
    ContactPage,
    ContactPoint,
    HomePage,
    LeafletPage,
    OutreachPage,
    Portal,
    Procedure,
    ProcedureField,
    ServiceKindsPage,
    StatisticsPage,
)
from guides.models import GuidePage
from tests.factory_facts import (
    Raw,
    a_fact,
    a_group,
    a_payment,
    a_procedure,
    a_regime,
    a_step,
    a_step_set,
    items,
    stream,
)
from tests.factory_files import a_picture, an_attachment, an_officer, png

__all__ = [
    "Province",
    "a_catalogue",
    "a_comparison",
    "a_contact_page",
    "a_fact",
    "a_group",
    "a_guide_page",
    "a_home_page",
    "a_leaflet_page",
    "a_payment",
    "a_picture",
    "a_procedure",
    "a_province",
    "a_regime",
    "a_service_kinds_page",
    "a_statistics_page",
    "a_step",
    "a_step_set",
    "an_agency_home_page",
    "an_announcement_page",
    "an_attachment",
    "an_officer",
    "an_outreach_page",
    "another_agency",
    "items",
    "png",
    "publish",
    "put",
    "put_on_panel",
    "stream",
    "the_province",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A home page, one office with its page, its portal and the number one calls."""

    site: Site
    home: HomePage
    portal: Portal
    agency: Agency
    contact: ContactPoint
    office: AgencyHomePage


def put(parent: Page, page: Any, *, is_live: bool = True) -> Any:
    """Put ``page`` under ``parent``; publish it, or leave it a draft that was never live."""
    page.locale = parent.locale if parent.depth > 1 else page.locale
    page.live = is_live
    parent.add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
        page.refresh_from_db()
    return page


def publish(row: Any) -> Any:
    """Save and publish a page or a fact as the editor does; return it fresh."""
    row.save_revision().publish()
    row.refresh_from_db()
    return row


def a_province() -> Province:
    """Return a province with one office, in the place of Wagtail's welcome page."""
    for code in ("vi", "en", "tyz"):
        Locale.objects.get_or_create(language_code=code)
    portal = a_fact(
        Portal,
        name="Cổng Dịch vụ công tỉnh Bắc Kạn",
        short_name="Cổng tỉnh",
        address="https://dichvucong.backan.gov.vn",
    )
    agency = a_fact(
        Agency,
        name="Sở Nội vụ tỉnh Bắc Kạn",
        short_name="Sở Nội vụ",
        document_name="Sở Nội vụ",
        parent_document_name="Ủy ban nhân dân tỉnh Bắc Kạn",
        level=Agency.Level.DEPARTMENT,
        province="tỉnh Bắc Kạn",
        portal=portal,
    )
    contact = a_fact(
        ContactPoint, name="Bộ phận một cửa Sở Nội vụ", agency=agency, phone="0209.3810.777"
    )
    home = a_home_page(help_contact=contact)
    Page.objects.filter(slug="home", depth=2).delete()
    site = Site.objects.create(
        hostname="localhost", site_name="Loa", root_page=home, is_default_site=True
    )
    office = an_agency_home_page(home, agency=agency)
    return Province(
        site=site, home=home, portal=portal, agency=agency, contact=contact, office=office
    )


def another_agency(place: Province, name: str = "Sở Y tế") -> Agency:
    """Return a second office of the province, without a page."""
    made: Agency = a_fact(
        Agency,
        name=f"{name} tỉnh Bắc Kạn",
        short_name=name,
        document_name=name,
        level=Agency.Level.DEPARTMENT,
        province="tỉnh Bắc Kạn",
        portal=place.portal,
    )
    return made


def the_province() -> Province:
    """Return the province that stands in the database."""
    home, office = HomePage.objects.earliest("pk"), AgencyHomePage.objects.earliest("pk")
    agency, contact = Agency.objects.get(), ContactPoint.objects.get()
    site, portal = Site.objects.get(), Portal.objects.get()
    home.help_contact, office.agency, site.root_page = contact, agency, home
    agency.portal, contact.agency = portal, agency
    return Province(
        site=site, home=home, portal=portal, agency=agency, contact=contact, office=office
    )


def a_home_page(**changes: Any) -> HomePage:
    """Return the home page of a site in Vietnamese."""
    Site.objects.all().delete()
    fields: Raw = {"title": "Trang chủ", "slug": "trang-chu", "site_title": "Loa Bắc Kạn"}
    fields["least_translated"] = 1  # one sentence: tests translate no more than they speak of
    page = HomePage(locale=Locale.objects.get(language_code="vi"), **fields | changes)
    found: HomePage = put(Page.get_first_root_node(), page)
    return found


def an_agency_home_page(parent: Page, **changes: Any) -> AgencyHomePage:
    """Return the page of an office."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {"title": "Sở Nội vụ", "lead": "Công chức, viên chức, hội, lưu trữ."}
    page: AgencyHomePage = put(parent, AgencyHomePage(**fields | changes), is_live=is_live)
    return page


def a_guide_page(parent: Page, **changes: Any) -> GuidePage:
    """Return a guide of one step."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {"title": "Nộp hồ sơ qua mạng", "groups": stream(("group", a_group()))}
    page: GuidePage = put(parent, GuidePage(**fields | changes), is_live=is_live)
    return page


def an_announcement_page(parent: Page, **changes: Any) -> AnnouncementPage:
    """Return an announcement without number and day."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {
        "title": "Thủ tục nộp qua mạng",
        "symbol": "TB-SNV",
        "place": "Bắc Kạn",
        "signed_month": 11,
        "signed_year": 2022,
        "authority_post": "Giám đốc",
        "body": stream(("paragraph", "<p>Hồ sơ nộp được qua mạng.</p>")),
    }
    page: AnnouncementPage = put(parent, AnnouncementPage(**fields | changes), is_live=is_live)
    return page


def an_outreach_page(parent: Page, **changes: Any) -> OutreachPage:
    """Return an article."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {
        "title": "Xã nhà nộp hồ sơ qua mạng",
        "form": OutreachPage.Form.ARTICLE,
        "opening": "Từ hôm nay bà con ở nhà cũng gửi được hồ sơ.",
        "posted_on": date(2023, 8, 18),
        "source": "VP HĐND-UBND",
    }
    page: OutreachPage = put(parent, OutreachPage(**fields | changes), is_live=is_live)
    return page


def a_statistics_page(parent: Page, **changes: Any) -> StatisticsPage:
    """Return figures of two offices in two columns."""
    is_live = changes.pop("is_live", True)
    columns = items(
        {"label": "Tiếp nhận", "unit": "number"}, {"label": "Đúng hạn", "unit": "percent"}
    )
    fields: Raw = {
        "title": "Kết quả năm 2019",
        "period_from": date(2019, 1, 1),
        "period_until": date(2019, 10, 22),
        "highlight_value": "98,1%",
        "highlight_label": "hồ sơ đúng hạn",
        "column_groups": stream(("group", {"label": "Trong kỳ", "columns": columns})),
        "rows": stream(
            ("row", {"unit": "Sở Công Thương", "figures": "1.160; 100,0%"}),
            ("row", {"unit": "Sở Y tế", "figures": "325; 99,3%"}),
        ),
        "chart_column": 2,
    }
    page: StatisticsPage = put(parent, StatisticsPage(**fields | changes), is_live=is_live)
    return page


def a_service_kinds_page(parent: Page, **changes: Any) -> ServiceKindsPage:
    """Return the explainer of one regime."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {"title": "Bốn mức độ", "lead": "Việc gì làm được qua mạng."}
    if "regimes" not in changes:
        fields["regimes"] = stream(("regime", a_regime().pk))
    page: ServiceKindsPage = put(parent, ServiceKindsPage(**fields | changes), is_live=is_live)
    return page


def a_contact_page(parent: Page, point: ContactPoint, **changes: Any) -> ContactPage:
    """Return a contact page with one number."""
    is_live = changes.pop("is_live", True)
    fields: Raw = {"title": "Liên hệ", "points": stream(("point", point.pk))}
    page: ContactPage = put(parent, ContactPage(**fields | changes), is_live=is_live)
    return page


def a_leaflet_page(parent: Page, **changes: Any) -> LeafletPage:
    """Return a leaflet of eight panels: a cover, the imprint and six headings."""
    is_live = changes.pop("is_live", True)
    cover = {"statement": "Gửi hồ sơ ngay tại nhà", "agencies": items("Sở Nội vụ")}
    back = [("heading", {"text": "Số liệu", "level": "2"}), ("imprint", None)]
    fields: Raw = {
        "title": "Tờ gấp năm 2019",
        "content": stream(
            *_panel(1, "Bìa", ("cover", cover)),
            *(
                part
                for number, name in enumerate(("Ba", "Bốn", "Năm", "Sáu", "Một", "Hai"), 2)
                for part in _panel(number, name)
            ),
            *_panel(8, "Bìa sau", *back),
        ),
        "edition": "Bản in tháng 12/2019",
        "print_run": 5000,
        "printed_size": "20,5 x 60 cm",
    }
    page: LeafletPage = put(parent, LeafletPage(**fields | changes), is_live=is_live)
    return page


def put_on_panel(page: LeafletPage, number: int, *parts: tuple[str, Any]) -> None:
    """Let the panel of this number, in the order of reading, hold nothing but ``parts``."""
    stored = page.content.get_prep_value()
    turns = [place for place, block in enumerate(stored) if block["type"] == "turn"]
    start = next(place for place in turns if stored[place]["value"]["panel"] == str(number))
    end = next((place for place in turns if place > start), len(stored))
    page.content = [*stored[: start + 1], *stream(*parts), *stored[end:]]


def _panel(number: int, name: str, *parts: tuple[str, Any]) -> list[tuple[str, Any]]:
    chosen = parts or (("heading", {"text": f"Mặt {name}", "level": "2"}),)
    return [("turn", {"panel": str(number), "name": name}), *chosen]


def a_comparison(**changes: Any) -> Raw:
    """Return two ways side by side."""
    base: Raw = {
        "title": "Hai cách nộp",
        "left": {"title": "Qua mạng", "stations": items("Ở nhà", "Gửi")},
        "right": {"title": "Tận nơi", "stations": items("Đi", "Chờ", "Nộp")},
        "caption": "",
    }
    return base | changes


def a_catalogue(*procedures: Procedure | None, field: ProcedureField | None = None) -> Raw:
    """Return a catalogue of one group, with the column "online only"."""
    rows = items(
        *({"procedure": row.pk if row else None, "service_kind": None} for row in procedures)
    )
    return {
        "title": "Danh mục",
        "source": "",
        "columns": items({"label": "Chỉ tiếp nhận trực tuyến", "service_kind": None}),
        "groups": items({"field": field.pk if field else None, "rows": rows}),
    }

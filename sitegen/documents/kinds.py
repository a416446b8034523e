"""The closed union of documents: one dataclass per kind of page on the mirror."""

from datetime import date
from typing import Literal

from sitegen.documents.base import Attachment, ContactCard, Head, Portal, Summary
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.nodes import Comparison, Node, StepGroup
from sitegen.documents.office import About, ChannelList, Suspension
from sitegen.documents.official import Official
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Identity, Keeper

__all__ = [
    "AgencyHome",
    "Announcement",
    "Contact",
    "Document",
    "Entry",
    "Guide",
    "Home",
    "IndexItem",
    "IndexPage",
    "IndexSection",
    "Leading",
    "Listing",
    "MapGroup",
    "MapOffice",
    "Outreach",
    "Search",
    "ServiceFeature",
    "ServiceKind",
    "ServiceKindRegime",
    "ServiceKinds",
    "SiteMap",
    "Statistics",
    "StatisticsColumn",
    "StatisticsColumnGroup",
    "StatisticsRow",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Lối vào: one large row of the home page; collectors name the page, linking adds the path.

    Of a page of another site key and path are its whole address, which collectors fill in.
    So do ``changed_on``, since when the page is no longer as it says, and the ``language`` in
    which it is read.
    """

    title: str
    text: str
    key: str
    path: str = ""
    changed_on: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Trang chủ: answers "what do you want to do?"; ``latest`` and ``agencies`` come by linking.

    ``sites`` are those beside this one that the installation has: for the first all, for others the
    first. It also says whose mirror this is in its language, for every page: ``site_name``, ``tagline``,
    ``identity`` (None for our own) and ``keeper``.
    """

    head: Head
    question: str
    lead: str
    entries: tuple[Entry, ...]
    latest: tuple[Summary, ...] = ()
    agencies: tuple[Summary, ...] = ()
    sites: tuple[Summary, ...] = ()
    contacts: tuple[ContactCard, ...] = ()
    site_name: str = ""
    tagline: str = ""
    identity: Identity | None = None
    keeper: Keeper | None = None
    kind: Literal["home"] = "home"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyHome:
    """Trang cơ quan: ``guides``, ``announcements`` and ``others`` come by linking."""

    head: Head
    lead: str
    contacts: tuple[ContactCard, ...]
    body: tuple[Node, ...] = ()
    guides: tuple[Summary, ...] = ()
    announcements: tuple[Summary, ...] = ()
    others: tuple[Summary, ...] = ()
    kind: Literal["agency_home"] = "agency_home"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Thông báo: ``means_for_you`` first, then the official body; the PDF has both no more.

    ``effective_until`` is the last day on which it holds; after it a notice says so.
    """

    head: Head
    official: Official
    means_for_you: tuple[str, ...] = ()
    body: tuple[Node, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    effective_from: date | None = None
    effective_until: date | None = None
    kind: Literal["announcement"] = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Hướng dẫn: for whom, how long, what to prepare, then the steps."""

    head: Head
    groups: tuple[StepGroup, ...]
    audience: str = ""
    duration: str = ""
    prepare: tuple[str, ...] = ()
    body: tuple[Node, ...] = ()
    contacts: tuple[ContactCard, ...] = ()
    kind: Literal["guide"] = "guide"

    @property
    def portals(self) -> tuple[Portal, ...]:
        """The portals that its ways lead to, each once."""
        led = {one.portal.address: one.portal for one in self.groups if one.portal}
        return tuple(portal for address, portal in led.items() if address)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFeature:
    """One thing a citizen may be able to do online, the row of the comparison table."""

    label: str
    offered: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKind:
    """Loại hình: a level or kind of one regime, with its definition."""

    name: str
    definition: tuple[str, ...]
    corresponds_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKindRegime:
    """Quy định về loại hình: ``features`` compare its kinds; ``note`` says what is not known yet.

    ``fact_keys`` name the regime, then its kinds in their order, ``legal_key`` the text that ``legal_basis`` cites;
    ``number`` is its place on the page from 1, those counted that were taken down: leaflets ask by it.
    """

    name: str
    legal_basis: str
    valid_from: date | None
    valid_until: date | None
    kinds: tuple[ServiceKind, ...]
    features: tuple[ServiceFeature, ...] = ()
    note: str = ""
    fact_keys: tuple[str, ...] = ()
    legal_key: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKinds:
    """Giải thích loại hình dịch vụ: regimes in order of time."""

    head: Head
    lead: str
    regimes: tuple[ServiceKindRegime, ...]
    comparison: Comparison | None = None
    body: tuple[Node, ...] = ()
    kind: Literal["service_kinds"] = "service_kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Liên hệ: who answers, when, one tap to call."""

    head: Head
    lead: str
    cards: tuple[ContactCard, ...]
    body: tuple[Node, ...] = ()
    kind: Literal["contact"] = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsColumn:
    """One column of figures; ``unit`` is "number" or "percent"."""

    label: str
    unit: Literal["number", "percent"] = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsColumnGroup:
    """The upper row of the heading: a label over one or more columns."""

    label: str
    columns: tuple[StatisticsColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow:
    """One unit; ``values`` stand in column order as decimal text ("95.0"), "" when unknown."""

    unit: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Thống kê: the one figure that matters, the chart, the table.

    ``chart_column`` is the index of the charted column among all columns.
    ``remarks`` are the arithmetic findings, for readers, in words.
    """

    head: Head
    lead: str
    period_from: date
    period_until: date
    highlight_value: str
    highlight_label: str
    column_groups: tuple[StatisticsColumnGroup, ...]
    rows: tuple[StatisticsRow, ...]
    chart_column: int = 0
    chart_title: str = ""
    remarks: tuple[str, ...] = ()
    source: str = ""
    body: tuple[Node, ...] = ()
    kind: Literal["statistics"] = "statistics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """Bài tuyên truyền, kế hoạch: ``official`` is set for a plan only."""

    head: Head
    form: Literal["article", "plan"]
    lead: str
    body: tuple[Node, ...] = ()
    source: str = ""
    official: Official | None = None
    attachments: tuple[Attachment, ...] = ()
    kind: Literal["outreach"] = "outreach"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Danh sách theo loại, generated: ``page_number`` of ``page_count``, both from 1.

    ``item_kind`` names the listed kind; ``previous_path`` and ``next_path`` are None at the ends.
    """

    head: Head
    item_kind: str
    items: tuple[Summary, ...]
    page_number: int = 1
    page_count: int = 1
    previous_path: str | None = None
    next_path: str | None = None
    kind: Literal["listing"] = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexItem:
    """One line of an index; of ``item_kind`` and ``note`` (an office, a page) one is enough.

    ``changed_on`` as in a summary.
    """

    title: str
    path: str
    item_kind: str = ""
    note: str = ""
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexSection:
    """One letter, field or office: its items, or the page at ``path`` that has them.

    ``count`` counts all of them, wherever they stand.
    """

    title: str
    anchor: str
    count: int
    items: tuple[IndexItem, ...] = ()
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Tra cứu theo chữ cái, lĩnh vực, cơ quan, generated: finding without a script.

    It has all sections, or links to their own pages, or one section in ``page_count`` parts.
    """

    head: Head
    form: Literal["letters", "fields", "agencies"]
    sections: tuple[IndexSection, ...]
    page_number: int = 1
    page_count: int = 1
    previous_path: str | None = None
    next_path: str | None = None
    kind: Literal["index_page"] = "index_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapGroup:
    """The pages of one kind under an office: ``count`` of them; ``items`` where they are few."""

    item_kind: str
    count: int
    items: tuple[IndexItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOffice:
    """One office of the map; ``depth`` is 0, or 1 and more below another office."""

    title: str
    path: str
    depth: int = 0
    groups: tuple[MapGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """Sơ đồ cổng, generated: the site as a tree, ``top`` first and then office by office.

    ``is_whole`` when it names every page; else it counts them, and each office leads to its own.
    """

    head: Head
    top: tuple[IndexItem, ...]
    offices: tuple[MapOffice, ...]
    is_whole: bool = True
    kind: Literal["site_map"] = "site_map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Trang tìm kiếm, generated: ``ways`` are the lists by which everything can be found too."""

    head: Head
    ways: tuple[Summary, ...]
    kind: Literal["search"] = "search"


Leading = Listing | IndexPage | SiteMap | Search
"""Pages that only lead to others."""

Document = (
    Home
    | AgencyHome
    | Announcement
    | Guide
    | ServiceKinds
    | Contact
    | Statistics
    | Outreach
    | About
    | Suspension
    | ChannelList
    | Leaflet
    | Leading
)

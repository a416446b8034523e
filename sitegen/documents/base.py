"""What every document shares: its head, and the small values that documents are made of."""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "AgencyName",
    "Attachment",
    "ContactCard",
    "Head",
    "PartialDate",
    "Picture",
    "Portal",
    "Summary",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """Ngày tháng: any part may be blank until the registry office fills it in."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyName:
    """Cơ quan: how an office is called, and where its page is ("" when it has none).

    ``capitals`` is the name as the head of an official document writes it, without the
    parent; ``parent`` is the parent's name for the same place, "" when there is none.
    """

    name: str
    short_name: str
    capitals: str = ""
    parent: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Cổng dịch vụ công: its official name and address."""

    name: str
    short_name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Hình minh hoạ: one baked public picture, named by the digest of its bytes.

    ``width`` and ``height`` are pixels of the baked picture. Renderers ask for derivatives
    with :mod:`sitegen.render.pictures`; the document never names a file in uploads.
    """

    digest: str
    width: int
    height: int
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Tệp đính kèm: a file offered for download; ``path`` is its place in the mirror."""

    digest: str
    path: str
    title: str
    file_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Đầu mối liên hệ: ``phone`` keeps the printed grouping, ``phone_link`` is E.164 or ""."""

    name: str
    address: str = ""
    phone: str = ""
    phone_link: str = ""
    fax: str = ""
    email: str = ""
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What other pages may show of a page; a change of its body does not touch this."""

    key: str
    kind: str
    path: str
    title: str
    summary: str
    language: str
    agency: str = ""
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every document says of itself.

    ``key`` names the page for ever ("page-42"), ``translation`` is shared by the languages
    of one page, ``path`` is its folder in the mirror with a final slash ("" for the home
    page), ``parent`` the key of the page above ("" for a home page).
    ``untranslated`` holds the plain texts of this document that still stand in
    ``source_language`` although the document is in ``language``: renderers mark them.
    ``is_alias`` tells a page that only repeats its source until it is translated.
    """

    key: str
    translation: str
    language: str
    path: str
    parent: str
    title: str
    summary: str = ""
    published: date | None = None
    updated: date | None = None
    agency: AgencyName | None = None
    source_language: str = "vi"
    untranslated: tuple[str, ...] = ()
    is_alias: bool = False

"""What every document shares: its head, and the small values that documents are made of.

A value that comes from a row of a registry names it by ``fact_key`` ("contactpoint-5"), texts
that were made from several name all in ``fact_keys``: so what is withdrawn there can be found.
"""

from datetime import date, datetime
from typing import Literal

from sitegen.documents.quick import dataclass

__all__ = [
    "AgencyName",
    "Attachment",
    "ClosedPortal",
    "ContactCard",
    "Head",
    "HelpLine",
    "PageChange",
    "PageNotice",
    "PartialDate",
    "Picture",
    "PictureCallout",
    "Portal",
    "Region",
    "Summary",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """Ngày tháng: any part may be blank until the registry office fills it in."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Số gọi khi cần giúp: as it is printed, and what to dial ("" when nobody can).

    ``note`` is what one has to know before calling; ``email`` is for who would rather write.
    """

    phone: str
    phone_link: str = ""
    fact_key: str = ""
    note: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyName:
    """Cơ quan: how an office is called, and where its page is ("" when it has none).

    ``capitals`` is the name as the head of an official document writes it, without the
    parent; ``parent`` is the parent's name for the same place, "" when there is none.
    ``help`` is whom readers of its pages call; None leaves it to the site.
    """

    name: str
    short_name: str
    capitals: str = ""
    parent: str = ""
    path: str = ""
    fact_key: str = ""
    help: HelpLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPortal:
    """Cổng đã đóng: what it was called and where it was, until the day before ``closed_on``."""

    name: str
    short_name: str
    address: str
    closed_on: date
    fact_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Cổng dịch vụ công: its official name and address.

    Where what was chosen is ``closed``, name and address are those of what has taken its place;
    ``address`` is "" when nothing has, so that nobody is led to a closed door.
    """

    name: str
    short_name: str
    address: str
    fact_key: str = ""
    closed: ClosedPortal | None = None

    @property
    def chosen(self) -> "Portal | ClosedPortal":
        """The portal that the text was written for, which paper names as it was issued."""
        return self.closed or self


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Vùng của hình: a part of a picture in percent of the whole, 0 to 100, one decimal.

    ``x`` and ``y`` are the top left corner, ``w`` and ``h`` the width and the height.
    """

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCallout:
    """Chú dẫn: one shape over a picture, in percent of the whole picture.

    ``id`` stays the same in every language and version. A marker is centred at ``x``, ``y``;
    a box and a highlight reach ``w`` and ``h`` from there to the right and down; an arrow
    runs from ``x``, ``y`` to its tip at ``x + w``, ``y + h`` (both may be negative).
    ``number`` is derived: 1 and up, continuing over all pictures of a guide, and 0 without
    a ``label``. ``label`` is plain text. Renderers bring bad geometry within the picture.
    """

    id: str
    shape: Literal["marker", "box", "arrow", "highlight"]
    x: float
    y: float
    w: float = 0
    h: float = 0
    number: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Hình minh hoạ: one baked public picture, named by the digest of its bytes.

    ``width`` and ``height`` are pixels of the baked picture. Renderers ask for derivatives
    with :mod:`sitegen.render.pictures`; the document never names a file in uploads.
    ``focus`` is the part that a narrow screen shows large; None leaves it to the callouts.
    """

    digest: str
    width: int
    height: int
    alt: str
    caption: str = ""
    callouts: tuple[PictureCallout, ...] = ()
    focus: Region | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Tệp đính kèm: a file offered for download; ``path`` is its place in the mirror."""

    digest: str
    path: str
    title: str
    file_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """Số điện thoại: ``number`` as it is printed, ``phone_link`` what to dial, ``words`` what for."""

    number: str
    phone_link: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Đầu mối liên hệ: ``phone`` is the first number as it is printed, ``phone_link`` what to dial.

    What to dial is E.164, a short code, or ""; after a comma stands an extension.
    """

    name: str
    address: str = ""
    phone: str = ""
    phone_link: str = ""
    more_phones: tuple[Phone, ...] = ()
    fax: str = ""
    email: str = ""
    hours: str = ""
    note: str = ""
    fact_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What other pages may show of a page; a change of its body does not touch this.

    ``changed_on`` is the day from which on it is no longer as it says, None while it is.
    """

    key: str
    kind: str
    path: str
    title: str
    summary: str
    language: str
    agency: str = ""
    published: date | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNotice:
    """Lời nhắn có ngày: something that this page speaks of is no longer as it says.

    ``subject`` closed, was merged or was repealed from ``day`` on (``is_coming``: will be);
    ``successor`` takes its place, "" when nothing does. "overtaken" is the printed edition
    ``subject``, which said something else when it was printed. "lapsed" is this page itself, of
    the kind ``subject``. "suspend" is ``subject`` out of service from ``starts`` to ``until``; the
    page at ``path`` says why. ``note`` is for readers.
    """

    kind: Literal["close", "merge", "repeal", "overtaken", "lapsed", "suspend"]
    day: date
    subject: str
    successor: str = ""
    note: str = ""
    is_coming: bool = False
    starts: datetime | None = None
    until: datetime | None = None
    path: str = ""

    @property
    def says_changed(self) -> bool:
        """Whether something is over already: not what is to come, on paper alone, or a pause."""
        return not self.is_coming and self.kind in {"close", "merge", "repeal", "lapsed"}

    @property
    def asks_for_review(self) -> bool:
        """Whether an officer has still to look through the page: the others say all there is."""
        return self.kind in {"close", "merge", "repeal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChange:
    """Đã sửa gì: what a new version of the page changed, in a sentence."""

    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every document says of itself.

    ``key`` names the page for ever ("page-42"), ``translation`` is shared by the languages
    of one page, ``path`` is its folder in the mirror with a final slash ("" for the home
    page), ``parent`` the key of the page above ("" for a home page).
    ``untranslated`` holds the plain texts of this document that still stand in
    ``source_language`` although the document is in ``language``: renderers mark them.
    ``stale`` holds those that say what the source said before it was changed, ``lacks`` counts the
    sentences of the source for which there is nothing here yet.
    ``is_alias`` tells a page that only repeats its source until it is translated.
    ``notices`` stand above the content until an officer has looked through the page;
    ``reviewed`` is the day on which one last read it as a whole.
    ``asks`` tells that its office has readers asked whether it was of help, and counts the answers.
    ``updated`` is when readers last
    found something new, a mended typo is nothing new; ``changes`` say what, newest first.
    ``posted`` is the day on which the page first went out, where ``published`` is another one: that
    of the signature, or the end of the time that figures are about.
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
    stale: tuple[str, ...] = ()
    lacks: int = 0
    is_alias: bool = False
    notices: tuple[PageNotice, ...] = ()
    reviewed: date | None = None
    asks: bool = False
    changes: tuple[PageChange, ...] = ()
    posted: date | None = None

"""The closed union of nodes: what the body of a document is made of, in reading order."""

from datetime import date
from typing import Literal

from sitegen.documents.base import Attachment, ContactCard, Picture, Portal
from sitegen.documents.inline import Inline
from sitegen.documents.quick import dataclass

__all__ = [
    "AgencyGrid",
    "Assignment",
    "Assignments",
    "Benefits",
    "BulletList",
    "Callout",
    "Catalogue",
    "CatalogueColumn",
    "CatalogueFact",
    "CatalogueGroup",
    "CatalogueRow",
    "Channel",
    "Channels",
    "Comparison",
    "ComparisonSide",
    "Contacts",
    "Downloads",
    "EmbeddedGuide",
    "Figure",
    "FormField",
    "Heading",
    "Node",
    "NumberedList",
    "Paragraph",
    "Payment",
    "Quotation",
    "ResultDelivery",
    "SeeAlso",
    "SourceLine",
    "Step",
    "StepGroup",
    "Table",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Đề mục: ``level`` 2 or 3; ``number`` as printed ("2.1", "II", "" for none)."""

    text: str
    level: int
    anchor: str
    number: str = ""
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Đoạn văn."""

    children: tuple[Inline, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class BulletList:
    """Danh sách gạch đầu dòng: each item is one run of inline text."""

    items: tuple[tuple[Inline, ...], ...]
    kind: Literal["bullet_list"] = "bullet_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """Danh sách đánh số."""

    items: tuple[tuple[Inline, ...], ...]
    kind: Literal["numbered_list"] = "numbered_list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """Lưu ý, cảnh báo: a remark set apart; ``tone`` is said in words and shape, not colour alone."""

    tone: Literal["note", "warning"]
    body: "tuple[Paragraph | BulletList | NumberedList, ...]"
    title: str = ""
    kind: Literal["callout"] = "callout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Trích dẫn văn bản."""

    text: str
    source: str
    kind: Literal["quotation"] = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Hình có chú thích."""

    picture: Picture
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloads:
    """Tải về."""

    title: str
    attachments: tuple[Attachment, ...]
    kind: Literal["downloads"] = "downloads"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueColumn:
    """A yes/no column; ``total`` is computed from the rows, never typed."""

    label: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Bảng: ``head`` names the columns; line breaks in a cell are "\\n".

    A row has a cell for each column, or a single one that reaches across and names the rows below.
    ``figures`` tells of each column whether it holds nothing but numbers; where ``has_row_heads``,
    the first cell names its row.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    title: str = ""
    has_row_heads: bool = False
    kind: Literal["table"] = "table"


CatalogueFact = Literal["code", "time_limit", "fee", "address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow:
    """One procedure; ``number`` runs on across groups, unless it restarts.

    ``marks`` stand in column order, ``facts`` in that of the catalogue's. ``partly`` says why it is
    offered only in part, to readers of the mirror; a signed text on paper stays as it was signed.
    """

    number: int
    name: str
    marks: tuple[bool, ...]
    code: str = ""
    facts: tuple[str, ...] = ()
    partly: str = ""
    fact_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueGroup:
    """Rows of one field; ``numeral`` keeps the parent decision's ("II", gaps allowed).

    ``field_key`` names the row of the registry that gives numeral and title.
    """

    rows: tuple[CatalogueRow, ...]
    numeral: str = ""
    title: str = ""
    field_key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Danh mục thủ tục: the table of procedures with its computed totals.

    ``facts`` are columns of words, before those of marks. Numbers begin at 1 in each group where
    ``is_restarting``; ``has_counts``: each group tells how many procedures it has.
    """

    title: str
    columns: tuple[CatalogueColumn, ...]
    groups: tuple[CatalogueGroup, ...]
    facts: tuple[CatalogueFact, ...] = ()
    is_restarting: bool = False
    has_counts: bool = False
    source: str = ""
    kind: Literal["catalogue"] = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """Ô cần điền: the label as the portal prints it, what to choose, an example, when."""

    label: str
    value: str
    example: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Bước: begins with a verb.

    ``number`` starts at 1 in each group, or continues from the group before. With ``logic``
    "and" or "or" a step belongs to the numbered one above it and repeats its number: done as
    well, or done instead. ``prepare`` is what this one step needs, ``duration`` how long it takes.
    """

    number: int
    anchor: str
    title: tuple[Inline, ...]
    body: "tuple[Paragraph | BulletList | NumberedList | Callout, ...]" = ()
    example: str = ""
    condition: str = ""
    is_optional: bool = False
    fields: tuple[FormField, ...] = ()
    pictures: tuple[Picture, ...] = ()
    logic: Literal["number", "and", "or"] = "number"
    duration: str = ""
    prepare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepGroup:
    """Nhóm bước: one way through, on one portal.

    ``id`` stays the same when groups are put in another order, "" where none was stored.
    ``part`` names the part that begins here ("Phần A: Chuẩn bị") and reaches to the next one.
    ``relation`` says how a group stands to the one before it: "or" is another way to the same
    end, "then" is done after it, as every part is. ``way`` numbers the ways that readers choose from (cách 1,
    cách 2), 0 where there is no choice. ``actor`` is who does it when that is not the reader.
    ``notice`` tells readers of the mirror what has changed since, such as a closed portal;
    an official text on paper does not print it. ``expired_on`` is the last day on which the
    steps were right, given once it is past, and ``begins_on`` the first, while it is to come.
    """

    anchor: str
    title: str
    steps: tuple[Step, ...]
    lead: str = ""
    notice: str = ""
    portal: Portal | None = None
    closing: "tuple[Paragraph | BulletList | NumberedList | Callout, ...]" = ()
    part: str = ""
    relation: Literal["or", "then"] = "or"
    way: int = 0
    actor: str = ""
    expired_on: date | None = None
    begins_on: date | None = None
    fact_keys: tuple[str, ...] = ()
    id: str = ""
    kind: Literal["step_group"] = "step_group"

    @property
    def closed_on(self) -> date | None:
        """Since when nobody can go this way, its portal being closed; None while one can."""
        return self.portal.closed.closed_on if self.portal and self.portal.closed else None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedGuide:
    """Hướng dẫn kèm theo: a guide shown inside another document, word for word.

    Collectors leave ``groups`` empty and name the guide by ``guide_key``; linking fills in
    path and groups, so the text stands in one place only.
    """

    guide_key: str
    title: str = ""
    path: str = ""
    groups: tuple[StepGroup, ...] = ()
    kind: Literal["embedded_guide"] = "embedded_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Nộp phí, lệ phí: ways to pay; an account stands here only when two people checked it.

    ``account_key`` names what they checked, "" while there is no account. ``bank_code`` is the
    number by which NAPAS knows the bank, "" where it is not known: then paper has no VietQR.
    """

    title: str
    ways: tuple[str, ...]
    account_holder: str = ""
    account_number: str = ""
    bank: str = ""
    bank_code: str = ""
    note: str = ""
    fact_key: str = ""
    account_key: str = ""
    kind: Literal["payment"] = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDelivery:
    """Nhận kết quả: the ways in which the result reaches the applicant."""

    title: str
    ways: tuple[str, ...]
    note: str = ""
    kind: Literal["result_delivery"] = "result_delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    """Lợi ích: short reasons."""

    title: str
    items: tuple[str, ...]
    kind: Literal["benefits"] = "benefits"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSide:
    """One column of a comparison: its name and its stations in order."""

    title: str
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Sơ đồ so sánh: two ways side by side, drawn from the data."""

    title: str
    left: ComparisonSide
    right: ComparisonSide
    caption: str = ""
    kind: Literal["comparison"] = "comparison"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyGrid:
    """Lưới cơ quan: offices that offer services on the portal."""

    title: str
    names: tuple[str, ...]
    kind: Literal["agency_grid"] = "agency_grid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Liên hệ: cards from the registry."""

    title: str
    cards: tuple[ContactCard, ...]
    kind: Literal["contacts"] = "contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Hình thức tuyên truyền: one outreach channel and what is done there."""

    name: str
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Channels:
    """Các hình thức tuyên truyền."""

    items: tuple[Channel, ...]
    kind: Literal["channels"] = "channels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Phân công: a responsible unit and its duties."""

    unit: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignments:
    """Tổ chức thực hiện."""

    items: tuple[Assignment, ...]
    kind: Literal["assignments"] = "assignments"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Nguồn."""

    text: str
    kind: Literal["source_line"] = "source_line"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeAlso:
    """Xem thêm: pages named by key; linking fills in (path, title) of each.

    Of a page of another site key and path are its whole address, which collectors fill in.
    ``changed`` are the paths of those that are no longer as they say, ``foreign`` those that are
    in another language than this page, each with it.
    """

    keys: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()
    kind: Literal["see_also"] = "see_also"


Node = (
    Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Callout
    | Quotation
    | Figure
    | Downloads
    | Table
    | Catalogue
    | StepGroup
    | EmbeddedGuide
    | Payment
    | ResultDelivery
    | Benefits
    | Comparison
    | AgencyGrid
    | Contacts
    | Channels
    | Assignments
    | SourceLine
    | SeeAlso
)

"""The shapes of the demo's pages and steps: frozen, keyword-only, keys instead of ids.

Texts marked HTML use only p, b, i, a, ul, li and code (a button or tab name of a portal).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = [
    "Announcement",
    "Body",
    "FormField",
    "Guide",
    "GuideGroup",
    "Official",
    "Outreach",
    "Signatory",
    "Step",
    "StepChange",
    "StepSet",
]

Body = tuple[tuple[str, Any], ...]
"""The body of a page: (name of the block, its raw value) in reading order.

Values have the shape of the editor's blocks, with keys and names where the editor stores ids:
heading {number, level, text}; paragraph HTML; callout {tone, title, text}; quotation {text,
source}; guide {guide}; catalogue {title, columns [{label, service_kind}], groups [{field,
rows [{procedure}]}], source}; payment {title, fact}; result_delivery {title, ways, note};
contacts {title, points}; downloads {title, files}; see_also {pages}; benefits {title, items};
comparison {title, left, right, caption}; agency_grid {title, names}; channels and assignments
{items}; table {title, cells, has_row_heads}. In a catalogue column "" as ``service_kind`` means "accepted online only".
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """Ô cần điền, with the label as the portal prints it."""

    label: str
    value: str
    example: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Bước: ``title`` and ``body`` are HTML, the title without a surrounding tag.

    ``portal_labels`` lists the tabs and buttons that the step names; ``pictures`` are names
    for :func:`cms.demo.drawings.draw`; ``only_if`` is "payment" or "", ``logic`` "or" or "".
    """

    key: str
    title: str
    body: str = ""
    portal_labels: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    example: str = ""
    condition: str = ""
    only_if: str = ""
    is_optional: bool = False
    fields: tuple[FormField, ...] = ()
    logic: str = ""
    duration: str = ""
    prepare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """Khác bản chung: ``kind`` as in the editor, ``of`` the key of the shared step."""

    kind: str
    of: str
    step: Step | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSet:
    """Bộ bước dùng chung, written once with tokens such as ``{{co_quan}}``.

    ``picture_variants`` gives, for an office, the picture that shows that office instead of
    the common one: {agency: {common picture: picture}}. ``closing`` is HTML. ``declared`` are
    the parameters of its own: (name, meaning, where the value comes from).
    """

    key: str
    name: str
    portal: str
    steps: tuple[Step, ...]
    lead: str = ""
    closing: str = ""
    parameters: tuple[str, ...] = ()
    declared: tuple[tuple[str, str, str], ...] = ()
    picture_variants: dict[str, dict[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideGroup:
    """Nhóm bước of a guide: a shared ``step_set`` or own ``steps``.

    ``parameters`` are (token, value) where the registry of offices does not say it.
    ``has_payment`` keeps the steps with ``only_if="payment"``. ``closing`` stands after them.
    """

    title: str
    portal: str
    step_set: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    has_payment: bool = False
    changes: tuple[StepChange, ...] = ()
    steps: tuple[Step, ...] = ()
    lead: str = ""
    closing: Body = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """Hướng dẫn, a page: for whom, how long, what to prepare, then the groups of steps."""

    key: str
    agency: str
    title: str
    summary: str
    groups: tuple[GuideGroup, ...]
    audience: str = ""
    duration: str = ""
    prepare: tuple[str, ...] = ()
    body: Body = ()
    contacts: tuple[str, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Người ký by position; ``post`` only when it differs from ``authority_post``."""

    authority: str
    authority_post: str
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Thể thức văn bản: blank ``number``, ``month`` and ``day`` are blank in the source."""

    type_name: str
    symbol: str
    summary_line: str
    place: str
    year: int
    number: str = ""
    month: int | None = None
    day: int | None = None
    legal_bases: tuple[str, ...] = ()
    lead: str = ""
    closing: str = ""
    recipients: tuple[tuple[str, tuple[str, ...]], ...] = ()
    signatory: Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Thông báo, a page."""

    key: str
    agency: str
    title: str
    summary: str
    official: Official
    means_for_you: tuple[str, ...]
    body: Body
    published: date | None = None
    effective_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    """Bài tuyên truyền ("article") hoặc kế hoạch ("plan", then with ``official``), a page."""

    key: str
    agency: str
    form: str
    title: str
    summary: str
    lead: str
    body: Body
    published: date | None = None
    source: str = ""
    official: Official | None = None
    attachments: tuple[str, ...] = ()

"""Tờ gấp: a sheet that folds, and what stands on its panels in the order of reading."""

from datetime import date
from typing import Literal

from sitegen.documents.base import ContactCard, Head, Portal
from sitegen.documents.inline import Inline
from sitegen.documents.nodes import (
    AgencyGrid,
    Benefits,
    BulletList,
    Comparison,
    Contacts,
    Figure,
    Heading,
    NumberedList,
    Paragraph,
    Step,
)
from sitegen.documents.quick import dataclass
from sitegen.documents.site import Identity

__all__ = [
    "FOLDS",
    "LAYOUTS",
    "Cover",
    "Fold",
    "Imprint",
    "Layout",
    "Leaflet",
    "LeafletFormat",
    "LeafletKinds",
    "LeafletStatistics",
    "LeafletSteps",
    "Panel",
    "PanelPart",
    "PortalLine",
]


Fold = Literal["none", "half", "roll", "zigzag", "double"]
FOLDS: tuple[Fold, ...] = ("none", "half", "roll", "zigzag", "double")
"""How a sheet folds: not at all; once; each panel into the next; to and fro; in half, then again."""
Layout = Literal["panels", "poster", "standee", "tear_off", "worksheet", "cards"]
LAYOUTS: tuple[Layout, ...] = ("panels", "poster", "standee", "tear_off", "worksheet", "cards")
"""How a sheet is laid out: in panels, or as one sheet that prints a choice of the content."""

READING_PT = 9.5
"""Of running words in the hand: an old reader's glasses, a poor light. The imprint may be smaller."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletFormat:
    """Khổ in: the open sheet in millimetres, its panels from left to right on the outside.

    A panel that folds in is narrower than the others: so its width says. The inside has the
    same panels from right to left. A sheet of one ``side`` is printed on one side only.
    Every ``layout`` but "panels" is one side that is not folded; of a sheet that is cut up
    ``piece_width_mm`` and ``piece_height_mm`` are a strip or a card, 0 for others.
    ``foot_mm`` stay empty at the foot, where a standee rolls up. ``least_ppi`` and ``least_pt``
    are what preflight asks of pictures and of words: less where one reads from farther.
    """

    name: str = "Tờ gấp 600 × 205 mm, bốn mặt 150 mm"
    width_mm: float = 600
    height_mm: float = 205
    panel_widths_mm: tuple[float, ...] = (150, 150, 150, 150)
    fold: Fold = "double"
    sides: int = 2
    bleed_mm: float = 3
    safe_mm: float = 6
    layout: Layout = "panels"
    piece_width_mm: float = 0
    piece_height_mm: float = 0
    foot_mm: float = 0
    least_ppi: int = 200
    least_pt: int = 8

    @property
    def is_handout(self) -> bool:
        """Tell whether each side is one page that is not folded: a cover is the head of the first."""
        is_whole = self.fold == "none" and len(self.panel_widths_mm) == 1
        return self.layout == "panels" and is_whole

    @property
    def is_on_a_wall(self) -> bool:
        """Tell whether one stands before it: what is printed small is larger than in the hand."""
        return self.layout in {"poster", "standee", "tear_off"}

    @property
    def reading_pt(self) -> float:
        """Return the least size of what one reads: whatever a format allows, none is smaller."""
        return max(READING_PT, self.least_pt)

    @property
    def imprint_pt(self) -> float:
        """Return the least size of its imprint: half of what the rest has, where it is on a wall."""
        return max(8.0, self.least_pt / 2) if self.is_on_a_wall else 6.8

    @property
    def panel_word(self) -> str:
        """Return what officers call one of its places: nothing of a sheet without folds is folded."""
        return "mặt tờ" if self.fold == "none" else "mặt gấp"

    @property
    def order(self) -> tuple[tuple[int, int], ...]:
        """Return (side, panel) from 0 as one reads the folded sheet, the cover first.

        A folded sheet shows its cover, the right-most panel of the outside; opened, the inside
        from left to right; then what is left of the outside, the back last. A sheet that is not
        folded is read as it lies.
        """
        count = len(self.panel_widths_mm)
        outside = tuple((0, place) for place in range(count))
        inside = tuple((1, place) for place in range(count)) if self.sides > 1 else ()
        if self.fold == "none":
            return outside + inside
        return (outside[-1], *inside, *outside[:-1])

    @property
    def panel_names(self) -> tuple[str, ...]:
        """Return what officers call the panels, in ``order``: Bìa, Trong 1, Ngoài 1, Bìa sau."""
        count = len(self.panel_widths_mm)
        if self.fold == "none":
            faces = ("Mặt trước", "Mặt sau")[: self.sides]
            return tuple(
                face if count == 1 else f"{face}, phần {place + 1}"
                for face in faces
                for place in range(count)
            )
        inside = [f"Trong {place + 1}" for place in range(count)] if self.sides > 1 else []
        rest = [f"Ngoài {place + 1}" for place in range(count - 2)]
        return ("Bìa", *inside, *rest, *["Bìa sau"][: count - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Thông tin xuất bản; an empty ``licence_number`` prints the draft line in the slug.

    ``deposit_month`` reads "12/2019"; ``printed_size`` is as printed ("20,5 x 60 cm").
    ``check_address`` tells whether the sheet is still right, "" in the mirror, where nothing
    is printed for good.
    """

    print_run: int
    printed_size: str
    printer: str
    licence_number: str = ""
    licence_date: date | None = None
    licence_issuer: str = ""
    deposit_month: str = ""
    check_address: str = ""
    kind: Literal["imprint"] = "imprint"

    @property
    def tells_run(self) -> bool:
        """Whether run, size and printer are known: a sheet that goes nowhere yet tells none of them."""
        return bool(self.print_run and self.printed_size and self.printer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Bìa: one strong statement, who speaks, where and when."""

    statement: str
    subtitle: str
    agencies: tuple[str, ...]
    foot: str
    kind: Literal["cover"] = "cover"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletSteps:
    """Bước minh hoạ: steps ``first`` to ``last`` of a guide (numbers as printed).

    Collectors name the guide by ``guide_key``, and its group by ``group_id``, or where that is
    "" by its place ``group`` (0 for the first one); linking fills in ``steps`` and the place; the leaflet's own steps come from no guide, ``guide_key`` is
    "" then. ``closing`` is the last action, after the last step.
    ``address`` is that of the guide for a QR code, "" where the mirror has no address of its
    own: collectors name the mirror's, linking adds the path.
    """

    title: str
    guide_key: str
    group: int = 0
    group_id: str = ""
    first: int = 1
    last: int = 99
    steps: tuple[Step, ...] = ()
    closing: tuple[Inline, ...] = ()
    fact_keys: tuple[str, ...] = ()
    address: str = ""
    kind: Literal["leaflet_steps"] = "leaflet_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletKinds:
    """Các mức độ, loại hình: (name, definition paragraphs), taken from an explainer page.

    Collectors name the page and the regime by its place there; linking fills in ``kinds``.
    """

    title: str
    page_key: str
    regime: int = 0
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fact_keys: tuple[str, ...] = ()
    kind: Literal["leaflet_kinds"] = "leaflet_kinds"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletStatistics:
    """Số liệu: columns chosen from a statistics page, with a bar chart or as a table.

    Collectors name the page by ``page_key`` and the columns by index; linking fills in the rest.
    """

    title: str
    page_key: str
    columns: tuple[int, ...]
    form: Literal["table", "chart"]
    labels: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    period: str = ""
    kind: Literal["leaflet_statistics"] = "leaflet_statistics"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalLine:
    """Địa chỉ cổng: the address in large type, with its QR code and what one can do there."""

    title: str
    portal: Portal
    features: tuple[str, ...] = ()
    kind: Literal["portal_line"] = "portal_line"


PanelPart = (
    Cover
    | Heading
    | Paragraph
    | BulletList
    | NumberedList
    | Figure
    | Benefits
    | Contacts
    | LeafletSteps
    | LeafletKinds
    | LeafletStatistics
    | Comparison
    | AgencyGrid
    | PortalLine
    | Imprint
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Mặt gấp: parts that begin on a panel of their own.

    ``name`` is how officers call it in a fit report ("Bìa", "Bước 1-2"). ``at`` is its place in
    ``LeafletFormat.order``; None is the next one that is free. What is too long goes on there.
    """

    name: str
    parts: tuple[PanelPart, ...]
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """Tờ gấp: its panels in the order in which one reads the folded sheet, the cover first.

    ``contacts`` stand on the mirror page. ``identity`` is that of the home page above, by linking.
    """

    head: Head
    format: LeafletFormat
    panels: tuple[Panel, ...]
    imprint: Imprint
    edition: str = ""
    contacts: tuple[ContactCard, ...] = ()
    identity: Identity | None = None
    kind: Literal["leaflet"] = "leaflet"

    @property
    def size_words(self) -> str:
        """Return the size as its imprint has it; where that does not say, of the format in the same way."""
        edges = sorted((self.format.width_mm, self.format.height_mm))
        short, long = (f"{edge / 10:g}".replace(".", ",") for edge in edges)
        return self.imprint.printed_size.strip() or f"{short} x {long} cm"

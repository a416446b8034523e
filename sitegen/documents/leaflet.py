"""Tờ gấp: a sheet that folds, its sides, its panels and what stands on each panel."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sitegen.documents.base import ContactCard, Head, Portal
from sitegen.documents.inline import Inline
from sitegen.documents.nodes import (
    AgencyGrid,
    Benefits,
    Comparison,
    Contacts,
    Heading,
    Paragraph,
    Step,
)

__all__ = [
    "Cover",
    "Imprint",
    "Leaflet",
    "LeafletFormat",
    "LeafletKinds",
    "LeafletStatistics",
    "LeafletSteps",
    "Panel",
    "PanelPart",
    "PortalLine",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletFormat:
    """Khổ tờ gấp: trim size and panel widths in millimetres, left to right on the front."""

    width_mm: float = 600
    height_mm: float = 205
    panel_widths_mm: tuple[float, ...] = (150, 150, 150, 150)
    bleed_mm: float = 3
    safe_mm: float = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Thông tin xuất bản; an empty ``licence_number`` prints the draft line in the slug.

    ``deposit_month`` reads "12/2019"; ``printed_size`` is as printed ("20,5 x 60 cm").
    """

    print_run: int
    printed_size: str
    printer: str
    licence_number: str = ""
    licence_date: date | None = None
    licence_issuer: str = ""
    deposit_month: str = ""
    kind: Literal["imprint"] = "imprint"


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

    Collectors name the guide by ``guide_key`` and ``group`` (0 for its first group);
    linking fills in ``steps``. ``closing`` is the last action, after the last step.
    """

    title: str
    guide_key: str
    group: int = 0
    first: int = 1
    last: int = 99
    steps: tuple[Step, ...] = ()
    closing: tuple[Inline, ...] = ()
    fact_keys: tuple[str, ...] = ()
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
    """Mặt gấp: ``name`` is how officers call it in a fit report ("Bìa", "Bước 1-2")."""

    name: str
    parts: tuple[PanelPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """Tờ gấp: two sides of panels in left-to-right order on the sheet.

    ``reading_order`` lists (side, panel) from 0 in the order in which one reads the folded
    sheet, cover first. ``contact`` stands on the mirror page.
    """

    head: Head
    format: LeafletFormat
    sides: tuple[tuple[Panel, ...], ...]
    imprint: Imprint
    reading_order: tuple[tuple[int, int], ...] = ()
    edition: str = ""
    contacts: tuple[ContactCard, ...] = ()
    kind: Literal["leaflet"] = "leaflet"

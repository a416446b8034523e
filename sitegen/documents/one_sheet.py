"""One sheet: what a poster, a standee, a notice, a worksheet or cards take of the content.

They print a choice and not all of it: what is left out, and what is missing, is said in words.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from sitegen.documents.base import ContactCard, Picture
from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Layout,
    Leaflet,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
    PanelPart,
    PortalLine,
)
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
from sitegen.errors import Finding

__all__ = ["LAYOUT_NAMES", "OneSheet", "lost_on", "one_sheet", "sheet_panel"]

LAYOUT_NAMES: dict[Layout, str] = {
    "panels": "tờ gấp, tờ rơi",
    "poster": "áp phích",
    "standee": "giá cuốn (standee)",
    "tear_off": "tờ dán bảng tin có dải xé",
    "worksheet": "phiếu thực hành",
    "cards": "thẻ",
}
"""What officers call each layout."""

_SHOWS_PICTURE: frozenset[Layout] = frozenset({"poster", "standee"})
_TELLS_STEPS: frozenset[Layout] = frozenset({"tear_off", "worksheet"})
_TELLS_MORE: frozenset[Layout] = frozenset({"tear_off", "worksheet"})
"""Layouts with room for the line below the statement, and for paragraphs."""


_OF_CARD = {
    "name": "tên",
    "address": "địa chỉ",
    "more_phones": "các số khác",
    "fax": "số fax",
    "email": "thư điện tử",
    "hours": "giờ làm việc",
    "note": "lưu ý",
}
"""What no layout prints of whom one calls: the number alone."""
_BELOW_STEP = ("body", "fields", "example", "condition", "duration", "prepare", "is_optional")


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSheet:
    """What stands on one sheet; "" or None is what the content does not have.

    ``address`` is what the QR code opens: of the portal, else of the guide. ``unprinted`` names
    what the content has and this layout does not print, ``missing`` what it prints and the
    content does not have.
    """

    statement: str
    subtitle: str = ""
    office: str = ""
    foot: str = ""
    picture: Picture | None = None
    address: str = ""
    card: ContactCard | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    steps: tuple[Step, ...] = ()
    imprint: Imprint | None = None
    unprinted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def one_sheet(document: Leaflet) -> OneSheet:
    """Return what the layout of ``document`` prints of its content."""
    layout = document.format.layout
    parts = [part for panel in document.panels for part in panel.parts]
    cover = next((part for part in parts if isinstance(part, Cover)), None)
    lists = [part for part in parts if isinstance(part, LeafletSteps)]
    steps = tuple(_counted_on(lists))
    pictures = [*_pictures(parts)]
    shown = pictures[0] if pictures and layout in _SHOWS_PICTURE else None
    tells = layout in _TELLS_MORE
    return OneSheet(
        statement=cover.statement if cover else document.head.title,
        subtitle=cover.subtitle if cover and tells else "",
        office=_office(document, cover),
        foot=_foot(document, cover) if layout != "cards" else "",
        picture=shown,
        address=_address(parts, lists),
        card=next(_callable(parts), None),
        paragraphs=tuple(part for part in parts if isinstance(part, Paragraph)) if tells else (),
        steps=steps if layout in _TELLS_STEPS else (),
        imprint=_imprint(parts) if layout != "cards" else None,
        unprinted=tuple(dict.fromkeys(_unprinted(parts, layout))),
        missing=tuple(_missing(parts, lists, layout)),
    )


def _counted_on(lists: list[LeafletSteps]) -> Iterator[Step]:
    """Yield the steps of all lists; one that begins anew goes on counting: its heading is dropped."""
    last, shift = 0, 0
    for part in lists:
        numbers = [step.number for step in part.steps]
        if numbers and numbers[0] <= last - shift:
            shift = last
        last = max((last, *(number + shift for number in numbers)))
        yield from (replace(step, number=step.number + shift) for step in part.steps)


def sheet_panel(document: Leaflet) -> Panel:
    """Return the one panel of such a sheet: everything that the content has."""
    parts = tuple(part for panel in document.panels for part in panel.parts)
    return Panel(name=document.format.panel_names[0], parts=parts, at=0)


def lost_on(document: Leaflet) -> Iterator[Finding]:
    """Yield what the layout does not print, and what it wants and the content lacks."""
    layout = document.format.layout
    if layout == "panels":
        return
    sheet, name = one_sheet(document), LAYOUT_NAMES[layout]
    if sheet.unprinted:
        yield Finding(
            code="layout-unprinted",
            severity="warning",
            page=document.head.title,
            key=document.head.key,
            message=f"Khổ {name} không in: {'; '.join(sheet.unprinted)}.",
            hint="Cần in những phần này thì chọn khổ tờ gấp hoặc tờ rơi.",
            is_on_web=True,
        )
    if sheet.missing:
        yield Finding(
            code="layout-missing",
            severity="warning",
            page=document.head.title,
            key=document.head.key,
            message=f"Khổ {name} còn thiếu: {'; '.join(sheet.missing)}.",
            hint="Thêm phần còn thiếu vào nội dung.",
            is_on_web=True,
        )


def _office(document: Leaflet, cover: Cover | None) -> str:
    if cover and cover.agencies:
        return cover.agencies[-1]
    return document.head.agency.name if document.head.agency else ""


def _foot(document: Leaflet, cover: Cover | None) -> str:
    """Return place and year; where the cover does not say, the year of the last change."""
    if cover and cover.foot:
        return cover.foot
    day = document.head.updated or document.head.published
    return f"Năm {day.year}" if day else ""


def _address(parts: list[PanelPart], lists: list[LeafletSteps]) -> str:
    portals = [part.portal.chosen.address for part in parts if isinstance(part, PortalLine)]
    guides = [part.address for part in lists if part.address]
    return next(iter([*portals, *guides]), "")


def _callable(parts: list[PanelPart]) -> Iterator[ContactCard]:
    for part in parts:
        if isinstance(part, Contacts):
            yield from (card for card in part.cards if card.phone)


def _imprint(parts: list[PanelPart]) -> Imprint | None:
    return next((part for part in parts if isinstance(part, Imprint)), None)


def _missing(parts: list[PanelPart], lists: list[LeafletSteps], layout: Layout) -> Iterator[str]:
    if not any(isinstance(part, Cover) for part in parts):
        yield "câu chính (thêm phần “Bìa”; tạm in tiêu đề)"
    if not _address(parts, lists):
        yield "mã QR (thêm phần “Địa chỉ cổng”)"
    if next(_callable(parts), None) is None:
        yield "số điện thoại (thêm phần “Liên hệ”)"
    if layout in _SHOWS_PICTURE and not any(_pictures(parts)):
        yield "hình (thêm phần “Hình”, hoặc “Các bước” của một hướng dẫn có hình)"
    if layout in _TELLS_STEPS and not any(part.steps for part in lists):
        yield "các bước (thêm phần “Các bước”)"


def _unprinted(parts: list[PanelPart], layout: Layout) -> Iterator[str]:
    for part in parts:
        yield from _left_out(part, layout)
    covers = [part.statement for part in parts if isinstance(part, Cover)]
    yield from (f"bìa “{statement}”" for statement in covers[1:])
    if any(part.features for part in parts if isinstance(part, PortalLine)):
        yield "việc làm được ở cổng"
    portals = [part.portal.chosen.name for part in parts if isinstance(part, PortalLine)]
    yield from (f"tên cổng “{name}”" for name in portals[:1])  # of the first the address is printed
    yield from (f"cổng “{name}”" for name in portals[1:])
    pictures = [*_pictures(parts)]
    if layout in _SHOWS_PICTURE and len(pictures) > 1:
        yield "các hình sau hình đầu"
    if layout in _SHOWS_PICTURE and pictures and pictures[0].callouts:
        yield "dấu chỉ chỗ bấm trên hình"  # their words have no room on a poster
    if layout not in _SHOWS_PICTURE:
        own = any(isinstance(part, Figure) for part in parts)
        of_steps = len(pictures) > sum(isinstance(part, Figure) for part in parts)
        yield from filter(None, ("hình" if own else "", "hình của các bước" if of_steps else ""))
    yield from (f"chú thích “{one.caption}”" for one in pictures if one.caption)
    cards = [card for part in parts if isinstance(part, Contacts) for card in part.cards]
    first = next(_callable(parts), None)
    for card in cards:
        if card is not first:
            yield f"liên hệ “{card.name}”"
        else:
            kept = [words for field, words in _OF_CARD.items() if getattr(card, field)]
            yield f"{', '.join(kept)} của “{card.name}”"


def _pictures(parts: list[PanelPart]) -> Iterator[Picture]:
    """Yield the pictures of the content, in the order of reading."""
    for part in parts:
        if isinstance(part, Figure):
            yield part.picture
        elif isinstance(part, LeafletSteps):
            yield from (picture for step in part.steps for picture in step.pictures)


def _left_out(part: PanelPart, layout: Layout) -> Iterator[str]:
    match part:
        case Cover():
            yield from _of_cover(part, layout)
        case LeafletSteps():
            yield from _of_steps(part, layout)
        case Paragraph() if layout not in _TELLS_MORE:
            yield "đoạn văn"
        case Imprint() if layout == "cards":
            yield "thông tin xuất bản"
        case PortalLine() | Contacts() if part.title:
            yield f"đề mục “{part.title}”"
        case BulletList() | NumberedList():
            yield "danh sách"
        case Heading():
            yield f"đề mục “{part.text}”"
        case Benefits() | LeafletKinds() | LeafletStatistics() | Comparison() | AgencyGrid():
            yield f"phần “{part.title}”"
        case Paragraph() | Figure() | Imprint() | PortalLine() | Contacts():
            pass
        case _:
            assert_never(part)


def _of_cover(part: Cover, layout: Layout) -> Iterator[str]:
    if part.subtitle and layout not in _TELLS_MORE:
        yield f"dòng phụ “{part.subtitle}”"
    yield from (f"cơ quan “{name}”" for name in part.agencies[:-1])
    if part.foot and layout == "cards":
        yield f"dòng “{part.foot}”"


def _of_steps(part: LeafletSteps, layout: Layout) -> Iterator[str]:
    if part.title:
        yield f"đề mục “{part.title}”"
    if layout not in _TELLS_STEPS:
        yield "lời của các bước" if layout in _SHOWS_PICTURE else "các bước"
        return
    if any(getattr(step, field) for step in part.steps for field in _BELOW_STEP):
        yield "lời giải thích dưới từng bước"
    if part.closing:
        yield "việc cuối cùng của các bước"

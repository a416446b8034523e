"""The leaflet: its parts as officers put them together, in the order of reading."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cms.blocks.leaflet import LeafletBlock
from cms.blocks.leaflet_groups import group_of
from cms.collect.facts import agency_name, agency_of, open_portal
from cms.collect.leaflet_own import OWN_PARTS
from cms.collect.nodes import BLOCKS
from cms.models import LeafletPage, PrintEdition, PrintFormat
from sitegen.collect.collecting import Collecting, PageCollecting
from sitegen.collect.guard import each, readable
from sitegen.collect.stored import unwrapped_all
from sitegen.documents import leaflet
from sitegen.documents.editions import edition_path
from sitegen.errors import Finding

__all__ = ["PARTS", "PLACES", "collect_leaflet", "formats_by_number", "load_formats"]

Made = Iterable[leaflet.PanelPart]

PLACES = ("imprint", "turn")
"""Blocks that hold nothing of their own: one stands for fields of the page, one says where."""


_LABELS = {name: block.label for name, block in LeafletBlock().child_blocks.items()}


def load_formats(collecting: Collecting) -> dict[int, leaflet.LeafletFormat]:
    """Return the formats of leaflets by number; one that cannot be read is named."""
    return formats_by_number(collecting.findings.append)


def formats_by_number(
    finds: Callable[[Finding], None] = lambda finding: None,
) -> dict[int, leaflet.LeafletFormat]:
    """Return the formats that a leaflet may have; one that cannot be read is found and left out."""
    rows = readable(PrintFormat.objects.all(), finds)
    return {row.pk: form for row, form in each(rows, PrintFormat.as_sound_document, finds)}


def collect_leaflet(page: LeafletPage, asking: PageCollecting) -> leaflet.Leaflet:
    """Tờ gấp."""
    imprint = _imprint_of(page, asking)
    return leaflet.Leaflet(
        format=_format_of(page, asking),
        panels=tuple(_panels(page.content.get_prep_value(), imprint, asking)),
        imprint=imprint,
        edition=page.edition,
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def _format_of(page: LeafletPage, asking: PageCollecting) -> leaflet.LeafletFormat:
    """Return the format that was chosen; where it cannot be read another, which no paper may have."""
    formats: Mapping[int, leaflet.LeafletFormat] = asking.all.facts["print_formats"]
    if (form := formats.get(page.format_id)) is not None:
        return form
    instead = leaflet.LeafletFormat()
    names = PrintFormat.objects.filter(pk=page.format_id).values_list("name", flat=True)
    asking.finds(
        "format-unreadable",
        f"Khổ đã chọn, “{names.first() or f'số {page.format_id}'}”, không đọc được;"
        f" máy đang dàn tờ này theo khổ “{instead.name}”.",
        block="Khổ in",
        hint="Mở “Khổ in” trong bộ biên tập, sửa khổ đó rồi lưu lại, hoặc chọn khổ khác cho tờ gấp;"
        " không mở được thì báo người quản trị.",
    )
    return instead


def _panels(
    stream: list[dict[str, Any]], imprint: leaflet.Imprint, asking: PageCollecting
) -> Iterator[leaflet.Panel]:
    """Yield the parts from one turn to the next; where a cover stands is for the format to say."""
    place: int | None = None
    name = ""
    parts: list[leaflet.PanelPart] = []
    seen: Counter[str] = Counter()
    for block in stream:
        seen[block["type"]] += 1
        where = _where(name, block["type"], seen[block["type"]])
        if block["type"] == "turn":
            yield from _panel(name, parts, place)
            chosen = block["value"].get("panel")
            place = int(chosen) - 1 if chosen else None
            name, parts = block["value"].get("name") or "", []
        else:
            with asking.at(where):
                parts.extend(_made(block, imprint, asking))
    yield from _panel(name, parts, place)


def _where(name: str, kind: str, number: int) -> str:
    """Return where a part is, as officers see it in the form: mặt “Trong 2”, phần “Hình” thứ 3."""
    part = f"phần “{_LABELS[kind]}” thứ {number}"
    return f"mặt “{name}”, {part}" if name else part


def _panel(
    name: str, parts: Iterable[leaflet.PanelPart], place: int | None
) -> Iterator[leaflet.Panel]:
    if made := tuple(parts):
        yield leaflet.Panel(name=name, parts=made, at=place)


def _made(block: dict[str, Any], imprint: leaflet.Imprint, asking: PageCollecting) -> Made:
    if block["type"] == "imprint":
        return (imprint,)
    made: Made = PARTS[block["type"]](block["value"], asking)
    return made


def _imprint_of(page: LeafletPage, asking: PageCollecting) -> leaflet.Imprint:
    return leaflet.Imprint(
        print_run=page.print_run,
        printed_size=page.printed_size,
        printer=page.printer,
        licence_number=page.licence_number,
        licence_date=page.licence_date,
        licence_issuer=page.licence_issuer,
        deposit_month=page.deposit_month,
        check_address=_check_address(page, asking)
        if asking.all.for_paper or asking.all.is_draft
        else "",
    )


def _check_address(page: LeafletPage, asking: PageCollecting) -> str:
    """Return the address of the edition that is to be printed, "" when there is none."""
    edition = PrintEdition.objects.filter(page=page.pk, status__in=PrintEdition.OPEN).first()
    home = asking.all.address
    return f"{home}{edition_path(edition.code)}" if edition and home else ""


def _cover(value: dict[str, Any], asking: PageCollecting) -> Made:
    yield leaflet.Cover(
        statement=value["statement"],
        subtitle=value.get("subtitle") or "",
        agencies=tuple(unwrapped_all(value["agencies"])),
        foot=value.get("foot") or "",
    )


def _steps(value: dict[str, Any], asking: PageCollecting) -> Made:
    if key := asking.target_key(value["guide"], what="Các bước trên tờ gấp"):
        yield leaflet.LeafletSteps(
            title=value.get("title") or "",
            guide_key=key,
            group=value["group"] - 1,
            group_id=group_of(value),
            first=value["first"],
            last=value["last"],
            closing=asking.inline(value.get("closing") or ""),
            address=asking.all.address,
        )


def _kinds(value: dict[str, Any], asking: PageCollecting) -> Made:
    if key := asking.target_key(value["page"], what="Các mức độ trên tờ gấp"):
        yield leaflet.LeafletKinds(title=value["title"], page_key=key, regime=value["regime"] - 1)


def _statistics(value: dict[str, Any], asking: PageCollecting) -> Made:
    if key := asking.target_key(value["page"], what="Số liệu trên tờ gấp"):
        yield leaflet.LeafletStatistics(
            title=value["title"],
            page_key=key,
            columns=tuple(int(number) - 1 for number in value["columns"].split()),
            form=value["form"],
        )


def _portal_line(value: dict[str, Any], asking: PageCollecting) -> Made:
    portal = open_portal(asking, value["portal"])
    if portal is None:
        asking.finds("portal-missing", "Cổng ghi trên tờ gấp đã bị gỡ khỏi sổ.")
        return
    yield leaflet.PortalLine(
        title=value["title"], portal=portal, features=tuple(unwrapped_all(value["features"]))
    )


PARTS: dict[str, Callable[[Any, PageCollecting], Any]] = {
    **OWN_PARTS,
    "agency_grid": BLOCKS["agency_grid"],
    "benefits": BLOCKS["benefits"],
    "comparison": BLOCKS["comparison"],
    "contacts": BLOCKS["contacts"],
    "cover": _cover,
    "heading": BLOCKS["heading"],
    "kinds": _kinds,
    "paragraph": BLOCKS["paragraph"],
    "portal_line": _portal_line,
    "statistics": _statistics,
    "steps": _steps,
}

"""The leaflet: its panels as officers put them together."""

from collections.abc import Callable, Iterable
from typing import Any

from cms.collect.facts import agency_name, agency_of, portal_of
from cms.collect.nodes import BLOCKS, items
from cms.models import LeafletPage
from sitegen.collect.collecting import PageCollecting
from sitegen.documents import leaflet

__all__ = ["PARTS", "collect_leaflet"]

Made = Iterable[leaflet.PanelPart]

# Folded twice over itself, the sheet is read: cover, then the inside from left to right,
# then the rest of the outside from left to right.
READING_ORDER = ((0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (0, 0), (0, 1), (0, 2))


def collect_leaflet(page: LeafletPage, asking: PageCollecting) -> leaflet.Leaflet:
    """Tờ gấp."""
    imprint = _imprint_of(page)
    sides = tuple(_side(side, imprint, asking) for side in (page.outside, page.inside))
    return leaflet.Leaflet(
        format=leaflet.LeafletFormat(),
        sides=sides,
        imprint=imprint,
        reading_order=tuple(
            (side, panel) for side, panel in READING_ORDER if panel < len(sides[side])
        ),
        edition=page.edition,
        head=asking.head(agency=agency_name(asking, agency_of(asking))),
    )


def _side(
    stream: Any, imprint: leaflet.Imprint, asking: PageCollecting
) -> tuple[leaflet.Panel, ...]:
    return tuple(_panel(value, imprint, asking) for value in items(stream.get_prep_value()))


def _panel(
    value: dict[str, Any], imprint: leaflet.Imprint, asking: PageCollecting
) -> leaflet.Panel:
    parts: list[leaflet.PanelPart] = []
    for block in value["parts"]:
        if block["type"] == "imprint":
            parts.append(imprint)
        else:
            parts.extend(PARTS[block["type"]](block["value"], asking))
    return leaflet.Panel(name=value["name"], parts=tuple(parts))


def _imprint_of(page: LeafletPage) -> leaflet.Imprint:
    return leaflet.Imprint(
        print_run=page.print_run,
        printed_size=page.printed_size,
        printer=page.printer,
        licence_number=page.licence_number,
        licence_date=page.licence_date,
        licence_issuer=page.licence_issuer,
        deposit_month=page.deposit_month,
    )


def _cover(value: dict[str, Any], asking: PageCollecting) -> Made:
    yield leaflet.Cover(
        statement=value["statement"],
        subtitle=value.get("subtitle") or "",
        agencies=tuple(items(value["agencies"])),
        foot=value.get("foot") or "",
    )


def _steps(value: dict[str, Any], asking: PageCollecting) -> Made:
    if key := asking.target_key(value["guide"], what="Các bước trên tờ gấp"):
        yield leaflet.LeafletSteps(
            title=value.get("title") or "",
            guide_key=key,
            group=value["group"] - 1,
            first=value["first"],
            last=value["last"],
            closing=asking.inline(value.get("closing") or ""),
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
    portal = portal_of(asking, value["portal"])
    if portal is None:
        asking.finds("portal-missing", "Cổng ghi trên tờ gấp đã bị gỡ khỏi sổ.")
        return
    yield leaflet.PortalLine(
        title=value["title"], portal=portal, features=tuple(items(value["features"]))
    )


PARTS: dict[str, Callable[[Any, PageCollecting], Any]] = {
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

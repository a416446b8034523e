"""Arranging: which panel of the sheet each part of a leaflet begins on."""

from dataclasses import replace

from sitegen.documents.leaflet import Leaflet, Panel
from sitegen.errors import SitegenError

__all__ = ["arranged"]


def arranged(document: Leaflet) -> list[list[Panel]]:
    """Return the sides of the sheet, each with its panels from left to right.

    A panel that names no place takes the next free one in the order of reading. Raises
    SitegenError ("print-panels") when the sheet has no panel left, or two want the same.
    """
    order, names = document.format.order, document.format.panel_names
    taken: dict[int, Panel] = {}
    last = -1
    wanted = {panel.at for panel in document.panels if panel.at is not None}
    for panel in document.panels:
        free = (
            place for place in range(last + 1, len(order)) if place not in wanted | taken.keys()
        )
        at = panel.at if panel.at is not None else next(free, None)
        if at is None or at >= len(order) or at in taken:
            raise _no_room(document, panel, len(order))
        taken[at], last = panel, at
    sides: list[list[Panel]] = [[] for _ in range(document.format.sides)]
    for place, (side, _) in sorted(enumerate(order), key=lambda one: one[1]):
        panel = taken.get(place, Panel(name="", parts=()))
        sides[side].append(replace(panel, name=panel.name or names[place]))
    return sides


def _no_room(document: Leaflet, panel: Panel, count: int) -> SitegenError:
    return SitegenError(
        f"khổ “{document.format.name}” có {count} mặt, không còn mặt nào cho phần này.",
        page=document.head.title,
        block=panel.name,
        hint="Chọn khổ nhiều mặt hơn, bỏ bớt chỗ “Sang mặt gấp khác”, hoặc cho phần này sang mặt khác.",
        code="print-panels",
    )

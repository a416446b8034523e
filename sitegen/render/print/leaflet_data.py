"""Leaflet data: a leaflet as the JSON that its layout sets in type."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, assert_never

import msgspec

from sitegen.documents.base import ContactCard, Phone
from sitegen.documents.colours import inks, shaded
from sitegen.documents.leaflet import (
    Cover,
    Imprint,
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
)
from sitegen.render.labels import print_words
from sitegen.render.print.arranging import arranged, is_cover
from sitegen.render.print.pictures import picture_data, sharp_px
from sitegen.render.print.qr import qr_rows
from sitegen.render.print.steps import step_data
from sitegen.render.print.told import languages
from sitegen.render.print.wording import day_text, heading_text, number_text, ready

__all__ = [
    "flow_data",
    "identity_data",
    "imprint_check",
    "imprint_lines",
    "leaflet_data",
    "print_day",
]

_NO_DATE = date(2000, 1, 1)
_TITLES = {"cover": "statement", "heading": "text"}


def leaflet_data(document: Leaflet) -> dict[str, Any]:
    """Return all that the layout sets of a leaflet that is laid out, by side and panel."""
    placed = arranged(document)
    order = document.format.order
    made = _data(document, [placed[side][at] for side, at in order], [side for side, _ in order])
    panels = dict(zip(order, made.pop("panels"), strict=True))
    count = len(document.format.panel_widths_mm)
    sides = range(document.format.sides)
    made["sides"] = [[panels[side, at] for at in range(count)] for side in sides]
    return made | {"order": order}


def flow_data(document: Leaflet, flows: Sequence[Panel]) -> dict[str, Any]:
    """Return what the layout measures: the panels of the officer, not yet on any place."""
    made = _data(document, flows, ())
    return made | {"flows": made.pop("panels")}


def _data(document: Leaflet, panels: Sequence[Panel], sides: Sequence[int]) -> dict[str, Any]:
    """Return the data of a leaflet whose ``panels`` are in the order of reading.

    ``sides`` are theirs, where they are known.
    """
    said = print_words(document.head.language)
    day = print_day(document)
    sharp = sharp_px(document.format)
    plain = [{"parts": [_part(part, said, sharp) for part in panel.parts]} for panel in panels]
    _set_widest_numerals(part for panel in plain for part in panel["parts"])
    _set_levels(plain, sides)
    data: dict[str, Any] = {
        "meta": {
            "title": document.head.title,
            "author": document.head.agency.name if document.head.agency else "",
            "language": document.head.language.partition("-")[0],  # Typst knows no more
            "date": [day.year, day.month, day.day],
            "edition": document.edition,
        },
        "format": msgspec.to_builtins(document.format),
        "is_draft": not document.imprint.licence_number,
        "panels": plain,
        "words": dict(said),
    }
    data["meta"] |= languages(document.head, plain)
    made: dict[str, Any] = ready(data)
    for panel, source in zip(made["panels"], panels, strict=True):
        panel |= {"name": source.name, "is_cover": is_cover(source, document.format)}
    return made | identity_data(document)


def identity_data(document: Leaflet) -> dict[str, Any]:
    """Return the colours and the emblem of the office, only what is not our own."""
    identity, made = document.identity, dict[str, Any]()
    if identity is not None and identity.accent:
        accent = identity.accent
        made["colours"] = {
            "light": accent,
            "deep": shaded(accent),
            "inks": inks(accent),
            "deep_inks": inks(accent, more_black=13),
        }
    if identity is not None and identity.emblem is not None:
        made["emblem"] = picture_data(identity.emblem)
    return made


def print_day(document: Leaflet) -> date:
    """Return the day that dates the file: the last change, never today."""
    return document.head.updated or document.head.published or _NO_DATE


def _part(part: PanelPart, said: Mapping[str, str], sharp: int) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(part)
    return plain | _prepared(part, said, sharp)


def _prepared(part: PanelPart, said: Mapping[str, str], sharp: int) -> dict[str, Any]:
    """Return what the layout needs in another shape than the document has it.

    A part of a picture is at least ``sharp`` pixels wide.
    """
    prepared: dict[str, Any] = {}
    match part:
        case LeafletSteps():
            prepared["steps"] = [
                step_data(step, said, with_example=False, least_px=sharp) for step in part.steps
            ]
            prepared["list"] = f"{part.guide_key}/{part.group}"
        case Contacts():
            prepared["cards"] = [contact_lines(card, said) for card in part.cards]
        case LeafletKinds():
            prepared["kinds"] = [_service_kind(*kind) for kind in part.kinds]
            prepared["list"] = f"{part.page_key}/kinds"
        case LeafletStatistics():
            prepared["rows"] = _chart(part) if part.form == "chart" else _table(part)
        case PortalLine():
            portal = part.portal.chosen  # paper is refused while it names what has closed
            prepared["portal"] = msgspec.to_builtins(portal)
            prepared["qr"] = qr_rows(portal.address)
        case Imprint():
            prepared["lines"] = list(imprint_lines(part, said))
            prepared["check"] = imprint_check(part, said)
        case Figure():
            prepared["picture"] = picture_data(part.picture, is_close=True, least_px=sharp)
        case Cover() | Heading() | Paragraph() | BulletList() | NumberedList():
            pass
        case Benefits() | Comparison() | AgencyGrid():
            pass
        case _:
            assert_never(part)
    return prepared


def contact_lines(card: ContactCard, said: Mapping[str, str]) -> dict[str, Any]:
    """Return a card as labelled lines, with the telephone apart because it is set large."""
    lines = (
        *((said["phone"], _with_words(one), _tel(one.phone_link)) for one in card.more_phones),
        (said["address"], card.address, ""),
        (said["fax"], card.fax, ""),
        (said["email"], card.email, f"mailto:{card.email}"),
        (said["hours"], card.hours, ""),
    )
    return {
        "name": card.name,
        "phone": card.phone,
        "phone_link": _tel(card.phone_link),
        "lines": [list(line) for line in lines if line[1]],
        "note": card.note,
    }


def _with_words(phone: Phone) -> str:
    return f"{phone.number} ({phone.words})" if phone.words else phone.number


def _tel(dialled: str) -> str:
    return dialled and f"tel:{dialled}"


def _service_kind(name: str, paragraphs: tuple[str, ...]) -> dict[str, Any]:
    """Split the number off "Mức độ 3": it becomes the large numeral."""
    last = name.rpartition(" ")[2]
    numeral = str(int(last)) if last.isdecimal() else ""
    return {"name": name, "numeral": numeral, "paragraphs": list(paragraphs)}


def _table(part: LeafletStatistics) -> list[dict[str, Any]]:
    return [
        {"unit": unit, "values": [number_text(value) for value in values]}
        for unit, values in part.rows
    ]


def _chart(part: LeafletStatistics) -> list[dict[str, Any]]:
    """Return one bar a unit, the longest first; a unit without a figure comes last."""
    bars = [
        {"unit": unit, "value": _amount(values), "text": number_text(values[0] if values else "")}
        for unit, values in part.rows
    ]
    return sorted(bars, key=lambda bar: -float(str(bar["value"])))


def _amount(values: tuple[str, ...]) -> float:
    try:
        return max(0.0, float(values[0]))
    except (IndexError, ValueError):
        return 0.0


def imprint_lines(imprint: Imprint, said: Mapping[str, str]) -> Iterator[str]:
    run = number_text(str(imprint.print_run))
    if imprint.tells_run:
        yield said["print_run"].format(run=run, size=imprint.printed_size, printer=imprint.printer)
    if not imprint.licence_number:
        yield said["draft"]
        return
    issuer = imprint.licence_issuer and said["licence_issuer"].format(issuer=imprint.licence_issuer)
    yield said["licence"].format(
        number=imprint.licence_number, date=_licence_date(imprint, said), issuer=issuer
    )
    if imprint.deposit_month:
        yield said["deposit"].format(month=imprint.deposit_month)


def imprint_check(imprint: Imprint, said: Mapping[str, str]) -> dict[str, Any] | None:
    """Return the code that asks whether the sheet is still right, its address in few letters."""
    address = imprint.check_address
    if not address:
        return None
    short = address.partition("://")[2].rstrip("/")
    return {"rows": qr_rows(address), "words": said["still_right"], "address": short}


def _licence_date(imprint: Imprint, said: Mapping[str, str]) -> str:
    day = imprint.licence_date
    if day is None:
        return ""
    return said["licence_date"].format(
        day=day_text(day.day, below=10), month=day_text(day.month, below=3), year=day.year
    )


def _set_widest_numerals(parts: Iterable[dict[str, Any]]) -> None:
    """Give every part of one list its widest numeral: all are set in the size that this has."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        if "list" in part:
            lists.setdefault(part["list"], []).append(part)
    for members in lists.values():
        widest = "4" * max(len(one) for part in members for one in _numerals(part))
        for part in members:
            part["widest"] = widest  # of this face the 4 is the widest figure


def _numerals(part: dict[str, Any]) -> Iterator[str]:
    yield "0"
    yield from (str(step["number"]) for step in part.get("steps", ()) if step["logic"] == "number")
    yield from (kind["numeral"] for kind in part.get("kinds", ()))


def _set_levels(panels: list[dict[str, Any]], sides: Sequence[int]) -> None:
    """Give every title its level: the first is 1, no level is skipped (PDF/UA-1, 7.4.2).

    That is so in the order of reading, and side by side, as Typst writes and judges the file.
    """
    titled = []
    for panel, side in zip(panels, sides or [0] * len(panels), strict=True):
        for part in panel["parts"]:
            name = _TITLES.get(part["kind"], "title")
            if part.get(name) or part.get("number"):
                part["outline"] = part.get("level", 2) if part["kind"] == "heading" else 2
                part[name] = heading_text(part[name])
                titled.append((side, part))
            if part["kind"] == "cover":
                part["subtitle"] = heading_text(part["subtitle"])
    orders = [[part for _, part in titled], [part for _, part in sorted(titled, key=itemgetter(0))]]
    while any([_lowered(parts) for parts in orders]):  # noqa: C419  # both
        pass


def _lowered(parts: Iterable[dict[str, Any]]) -> bool:
    """Lower each level to one below that of the title before; tell whether one was too low."""
    last, has_changed = 0, False
    for part in parts:
        has_changed |= part["outline"] > last + 1
        last = part["outline"] = min(part["outline"], last + 1)
    return has_changed

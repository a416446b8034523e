"""Data of one sheet: what a poster, notice, worksheet or card prints, as its layout takes it."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import msgspec

from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.documents.one_sheet import OneSheet, one_sheet
from sitegen.render.labels import print_words
from sitegen.render.print.leaflet_data import (
    identity_data,
    imprint_check,
    imprint_lines,
    print_day,
)
from sitegen.render.print.pictures import picture_data, sharp_px, shown_size
from sitegen.render.print.qr import qr_rows
from sitegen.render.print.steps import step_data
from sitegen.render.print.told import languages
from sitegen.render.print.wording import heading_text, ready

__all__ = ["imprint_said", "line_advance", "single_data"]

_SHORT = 4
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309"}
_MARKS = _TONES | {"\u0302", "\u0306", "\u031b"}


def single_data(document: Leaflet) -> dict[str, Any]:
    """Return all that the layout of one sheet needs, measures in millimetres."""
    said = print_words(document.head.language)
    chosen = one_sheet(document)
    day = print_day(document)
    name = document.format.panel_names[0]
    sharp = sharp_px(document.format)
    shown = _sheet(chosen, said, sharp)
    made: dict[str, Any] = ready(
        {
            "meta": {
                **languages(document.head, shown),
                "title": document.head.title,
                "author": document.head.agency.name if document.head.agency else "",
                "language": document.head.language.partition("-")[0],  # Typst knows no more
                "date": [day.year, day.month, day.day],
                "edition": document.edition,
            },
            "format": {
                **msgspec.to_builtins(document.format),
                "imprint_pt": document.format.imprint_pt,
                "reading_pt": document.format.reading_pt,
            },
            "is_draft": not document.imprint.licence_number,
            "order": document.format.order,
            "words": dict(said),
            "sides": [[{"name": name, **shown}]],
        }
    )
    return made | identity_data(document)


def imprint_said(document: Leaflet) -> str:
    """Return the lines of the imprint as one text, as they are printed."""
    lines = _imprint(one_sheet(document).imprint, print_words(document.head.language))
    return " ".join(ready(lines))


def _sheet(chosen: OneSheet, said: Mapping[str, str], sharp: int) -> dict[str, Any]:
    statement = _without_runt(heading_text(chosen.statement))
    return {
        "statement": statement,
        "advance": line_advance(statement),
        "subtitle": chosen.subtitle,
        "office": heading_text(chosen.office),
        "office_advance": line_advance(chosen.office),
        "foot": chosen.foot,
        "picture": _picture(chosen, sharp),
        "portal": _portal(chosen.address, said),
        "phone": _phone(chosen),
        "paragraphs": msgspec.to_builtins(chosen.paragraphs),
        "steps": [step_data(step, said, with_example=False) for step in chosen.steps],
        "imprint": _imprint(chosen.imprint, said),
    }


def _without_runt(text: str) -> str:
    """Tie a short last word to the one before: alone on a line it would look forgotten."""
    before, _, last = text.rpartition(" ")
    return f"{before}\u00a0{last}" if before and len(last) <= _SHORT else text


def line_advance(text: str) -> float:
    """Return the least advance of lines in em at which marks never touch the line above.

    >>> line_advance("Nộp hồ sơ tại nhà"), line_advance("Ở nhà"), line_advance("TIẾP NHẬN")
    (1.22, 1.42, 1.42)
    """
    marks = 0
    for letter in text:
        found = sum(mark in _MARKS for mark in unicodedata.normalize("NFD", letter)[1:])
        marks = max(marks, found if letter.isupper() else 0)
    return (1.22, 1.32, 1.42)[min(marks, 2)]


def _picture(chosen: OneSheet, sharp: int) -> dict[str, Any] | None:
    if chosen.picture is None:
        return None
    width, _ = shown_size(chosen.picture, sharp)
    shown = picture_data(chosen.picture, is_close=True, least_px=sharp)
    return {**shown, "drawing": "", "labels": [], "width_px": width}


def _portal(address: str, said: Mapping[str, str]) -> dict[str, Any] | None:
    if not address:
        return None
    return {
        "short": address.partition("://")[2].removeprefix("www.").rstrip("/"),
        "qr": qr_rows(address),
        "alt": f"{said['qr']} {address}",
    }


def _phone(chosen: OneSheet) -> dict[str, str] | None:
    card = chosen.card
    if card is None:
        return None
    return {"name": card.name, "number": card.phone.replace(" ", "\u00a0")}


def _imprint(imprint: Imprint | None, said: Mapping[str, str]) -> list[str]:
    """Return the lines at the foot; a sheet has one QR code, so the other is in words."""
    if imprint is None:
        return []
    check = imprint_check(imprint, said)
    still = [f"{said['still_right_here']} {check['address']}"] if check else []
    return [*imprint_lines(imprint, said), *still]

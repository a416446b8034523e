"""Identity on the mirror: an office's colour as a small sheet, its emblem, its mark, its telephone.

What carries a colour is named by it and by its content, so a page can name it before it is written
and a preview can make it again from its name alone.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from sitegen.documents.base import ContactCard, HelpLine
from sitegen.documents.colours import DARK, LIGHT, in_the_dark, tint
from sitegen.documents.kinds import AgencyHome, Document
from sitegen.documents.nodes import Contacts
from sitegen.documents.site import Identity, Keeper, Site
from sitegen.render.assets import asset_path
from sitegen.render.pictures import derivatives

__all__ = [
    "Icon",
    "colour_path",
    "emblem_path",
    "help_line",
    "icon_of",
    "identity_file",
    "identity_paths",
    "keeper_lines",
]

_MARK = Path(__file__).parent / "assets" / "mark.svg"
_NAMED = re.compile(r"assets/(colour|mark)-([0-9a-f]{6})\.[0-9a-f]{12}\.(?:css|svg)")
_SHEET = """:root{{--lacquer:{light};--arc:{light_arc}}}
@supports (color:light-dark(#000,#fff)){{:root{{--lacquer:light-dark({light},{dark});\
--arc:light-dark({light_arc},{dark_arc})}}}}
"""


class Icon(NamedTuple):
    """What stands for the mirror in a browser's tab: its mirror path and its type."""

    path: str
    type: str


def colour_path(identity: Identity | None) -> str:
    """Return the mirror path of the sheet with the office's colour, "" for our own colour."""
    return _path("colour", identity.accent) if identity and identity.accent else ""


def emblem_path(identity: Identity | None) -> str:
    """Return the mirror path of the emblem for a screen, "" without one: then there is our mark."""
    if identity is None or identity.emblem is None:
        return ""
    return next(one.path for one in derivatives(identity.emblem) if one.format == "webp")


def icon_of(identity: Identity | None) -> Icon:
    """Return the icon: the emblem, else our mark in the colour of the office."""
    if path := emblem_path(identity):
        return Icon(path, "image/webp")
    if identity and identity.accent:
        return Icon(_path("mark", identity.accent), "image/svg+xml")
    return Icon(asset_path("mark.svg"), "image/svg+xml")


def help_line(document: Document, site: Site) -> HelpLine:
    """Return whom readers of a page call, so that it names one number: its own, its office's, the site's.

    ``phone`` is "" for nobody. The page of an office names what the office has chosen first.
    """
    agency = document.head.agency
    chosen = agency.help if agency else None
    card = next((card for card in _cards(document) if card.phone_link), None)
    if card is not None and not (chosen and isinstance(document, AgencyHome)):
        return HelpLine(
            phone=card.phone, phone_link=card.phone_link, note=card.note, email=card.email
        )
    site_line = HelpLine(
        phone=site.help_phone,
        phone_link=site.help_phone_link,
        note=site.help_note,
        email=site.help_email,
    )
    return chosen or site_line


def _cards(document: Document) -> Iterator[ContactCard]:
    """Yield the contacts that were chosen for this very page, in their order."""
    for name in ("contacts", "cards"):
        yield from getattr(document, name, ())
    for node in getattr(document, "body", ()):
        if isinstance(node, Contacts):
            yield from node.cards


def keeper_lines(keeper: Keeper | None, words: SimpleNamespace) -> Iterator[str]:
    """Yield what the foot says of the office that keeps the mirror, a line each, as plain text."""
    if keeper is None:
        return
    card = keeper.card
    if keeper.agency:
        yield keeper.agency
    lines = (
        (words.responsible, keeper.responsible),
        (words.address, card.address),
        (words.phone, card.phone),
        (words.email, card.email),
    )
    yield from (f"{name}: {said}" for name, said in lines if said)


def identity_paths(identity: Identity | None) -> tuple[str, ...]:
    """Return the mirror paths of the files that have to be written for this identity."""
    if identity is None or not identity.accent:
        return ()
    return _path("colour", identity.accent), _path("mark", identity.accent)


def identity_file(path: str) -> bytes | None:
    """Return the file at one of ``identity_paths``, None for every other path."""
    named = _NAMED.fullmatch(path)
    if named is None or path != _path(named[1], f"#{named[2]}"):
        return None
    return _content(named[1], f"#{named[2]}")


@cache
def _path(name: str, accent: str) -> str:
    digest = hashlib.sha256(_content(name, accent)).hexdigest()[:12]
    return f"assets/{name}-{accent[1:]}.{digest}.{'css' if name == 'colour' else 'svg'}"


def _content(name: str, accent: str) -> bytes:
    dark = in_the_dark(accent)
    if name == "mark":
        drawn = _MARK.read_text("utf-8")
        return drawn.replace("#a61c1c", accent).replace("#ff8a7a", dark).encode()
    arcs = {"light_arc": tint(accent, LIGHT[0]), "dark_arc": tint(dark, DARK[0])}
    return _SHEET.format(light=accent, dark=dark, **arcs).encode()

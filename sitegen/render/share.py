"""The share picture: what a message, a feed or a search result shows of a page, 1200 × 630.

Sixteen colours are enough for paper, ink, lacquer and the arcs, and make it small and quick:
words are drawn once and laid down as they are, and the file is written without filters. It is
made of three bands: the name of the mirror, the title, the office; only the title is new on
each page. An emblem brings colours of its own, so that a place takes a byte and not a half. A guide whose first picture has callouts shows that picture, and takes the colours
that it needs.
"""

import io
from dataclasses import dataclass
from functools import cache, lru_cache

from PIL import Image

from sitegen.artifacts import Loader
from sitegen.documents.base import Picture
from sitegen.documents.changed import changed_on
from sitegen.documents.codec import digest
from sitegen.documents.colours import LIGHT, tint
from sitegen.documents.kinds import (
    Announcement,
    Document,
    Home,
    IndexPage,
    Listing,
    Outreach,
    Search,
    SiteMap,
)
from sitegen.documents.site import Identity
from sitegen.documents.view import View
from sitegen.errors import SitegenError
from sitegen.render.labels import labels
from sitegen.render.notices import with_change
from sitegen.render.share_drawing import ARC_END, INK_END, LACQUER_END, draw_arcs, draw_mark
from sitegen.render.share_emblem import EMBLEM, Emblem, emblem_in_places
from sitegen.render.share_picture import ROOM, first_marked, with_picture
from sitegen.render.share_png import MARGIN, Band, band, png
from sitegen.render.share_words import Style, lay, lay_title, one_line

__all__ = ["ShareCard", "render_share", "share_card", "share_path"]

WIDTH, HEIGHT = 1200, 630
_LEFT, _COLUMN = 88, 960
_PAPER, _INK, _LACQUER, _ARC = "f5f1e8", "1c1917", "a61c1c", "ecd3c8"

_NAME = Style(size=34, weight="800", tone="ink")
_KIND = Style(size=34, weight="600", tone="lacquer")
_AGENCY = Style(size=32, weight="400", tone="quiet")
# (size, lines at most, from line to line); the last one ends in an ellipsis when it must.
_TITLES = ((108, 2, 128), (84, 3, 102), (66, 4, 79), (52, 5, 63))
_NARROW = ROOM[0] - _LEFT - 40
_NARROW_TITLES = ((66, 4, 79), (52, 5, 63), (42, 6, 51))
_NAME_LINE, _KIND_LINE, _TITLE_TOP, _AGENCY_LINE = 104, 186, 226, 578
_TITLE_BAND, _AGENCY_BAND = 140, 536  # where these begin; no letter of a line reaches over


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareCard:
    """Everything that the picture shows; "" and None for what a page does not have."""

    title: str
    kind: str
    agency: str
    site_name: str
    language: str
    picture: Picture | None = None
    identity: Identity | None = None


def share_card(document: Document, view: View) -> ShareCard | None:
    """Return what stands on the picture of a page.

    None without a public address, where nobody could find it, and for lists that are made, which
    nobody sends to anybody.
    """
    if not view.site.base_address or isinstance(document, Listing | IndexPage | SiteMap | Search):
        return None
    head = document.head
    language = head.source_language if head.is_alias else head.language
    kind, day = _kind(document, language), changed_on(document)
    return ShareCard(
        title=document.question if isinstance(document, Home) else head.title,
        kind=with_change("", day, language).rstrip(".") if day else kind,
        agency=head.agency.name if head.agency else view.site.tagline,
        site_name=view.site.name,
        language=language,
        picture=first_marked(document),
        identity=view.site.identity,
    )


def share_path(card: ShareCard) -> str:
    """Return the place of the picture in the mirror; pages with equal cards share it."""
    return f"share/{digest(card)[:16]}.png"


def render_share(card: ShareCard, load_picture: Loader | None = None) -> bytes:
    """Return the picture as PNG: the title as large as it fits, never cut before 5 lines.

    A picture of the page stands on it when ``load_picture`` gives one that can be read.
    """
    emblem = _emblem(card.identity, load_picture)
    if card.picture is not None and load_picture is not None:
        try:
            plain = Image.open(io.BytesIO(_written(card, emblem, _NARROW, _NARROW_TITLES)))
            return with_picture(plain.convert("RGB"), card.picture, load_picture)
        except SitegenError:  # the page itself says so; a message needs no picture
            pass
    return _written(card, emblem, _COLUMN, _TITLES)


def _emblem(identity: Identity | None, load_picture: Loader | None) -> Emblem | None:
    """Return the emblem as it stands beside the name; our mark does where it cannot be read."""
    if identity is None or identity.emblem is None or load_picture is None:
        return None
    try:
        return emblem_in_places(load_picture(identity.emblem.digest), EMBLEM, _PAPER)
    except (OSError, ValueError):  # the home page says so
        return None


def _written(
    card: ShareCard, emblem: Emblem | None, column: int, titles: tuple[tuple[int, int, int], ...]
) -> bytes:
    """Return the card with its words in a column of that many pixels, as PNG."""
    palette = _palette(card.identity.accent if card.identity else "")
    if emblem is not None:
        palette += emblem.palette
    drawn = _ground(_TITLE_BAND, _AGENCY_BAND)
    left = _LEFT + MARGIN
    if card.kind:
        lay(drawn, one_line(card.kind, _KIND, column), _KIND, left, _KIND_LINE - _TITLE_BAND)
    lay_title(drawn, card.title, titles, column, (left, _TITLE_TOP - _TITLE_BAND))
    agency = one_line(card.agency, _AGENCY, min(column, _COLUMN - 40))
    name = _name_band(card.site_name, emblem, palette)
    bands = (name, band(drawn, palette), _agency_band(agency, palette))
    return png(bands, (WIDTH, HEIGHT), palette)


def _kind(document: Document, language: str) -> str:
    words = labels(language)
    match document:
        case Home():
            return ""
        case Announcement():
            return document.official.type_name
        case Outreach():
            return words[f"form_{document.form}"]
        case _:
            return words[f"kind_{document.kind}"]


@lru_cache(maxsize=8)
def _name_band(site_name: str, emblem: Emblem | None, palette: bytes) -> Band:
    drawn = _ground(0, _TITLE_BAND)
    if emblem is None:
        draw_mark(drawn, _LEFT - 6 + MARGIN, 54, 76)
    else:
        left, top = ((EMBLEM - side) // 2 for side in emblem.places.size)
        drawn.paste(emblem.places, (_LEFT - 6 + MARGIN + left, 54 + top))
    name = one_line(site_name, _NAME, _COLUMN - 100)
    lay(drawn, name, _NAME, _LEFT + 88 + MARGIN, _NAME_LINE)
    return band(drawn, palette)


@lru_cache(maxsize=64)
def _agency_band(agency: str, palette: bytes) -> Band:
    drawn = _ground(_AGENCY_BAND, HEIGHT)
    if agency:
        lay(drawn, agency, _AGENCY, _LEFT + MARGIN, _AGENCY_LINE - _AGENCY_BAND)
    return band(drawn, palette)


def _ground(top: int, bottom: int) -> Image.Image:
    """Return some rows of the card before any word stands on them; values are palette places."""
    return _arcs().crop((-MARGIN, top, WIDTH, bottom))


@cache
def _arcs() -> Image.Image:
    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    draw_arcs(picture)
    return picture


@lru_cache(maxsize=8)
def _palette(accent: str) -> bytes:
    """Return paper, then the steps from paper to ink, to lacquer, to the colour of the arcs."""
    paper = bytes.fromhex(_PAPER)
    lacquer, arc = (accent[1:], tint(accent, LIGHT[0])[1:]) if accent else (_LACQUER, _ARC)
    colours, start = [paper], 0
    for end, name in ((INK_END, _INK), (LACQUER_END, lacquer), (ARC_END, arc)):
        full, steps = bytes.fromhex(name), end - start
        for step in range(1, steps + 1):
            mixed = (p + (f - p) * step / steps for p, f in zip(paper, full, strict=True))
            colours.append(bytes(round(value) for value in mixed))
        start = end
    return b"".join(colours)

"""The zim profile: the mirror for Kiwix, on phones and in schools and communes without a network.

What the stick holds, at the root of the archive; the mirror's own search works inside.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO

from PIL import Image, ImageDraw
from selectolax.lexbor import LexborHTMLParser

from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.release.profiles.reading import newest
from sitegen.release.profiles.usb import FOLDER, usb
from sitegen.slugs import slug

__all__ = ["About", "about", "zim"]

_SIDE = 48
_FINER = 8
_LETTERS_OF_ISO_639_3 = {"vi": "vie", "en": "eng", "km": "khm", "zh": "zho"}
_LONGEST_TITLE, _LONGEST_DESCRIPTION = 30, 80
_LINKS_ELSEWHERE = "link[rel=alternate], link[rel=canonical], link[rel=manifest], a[href^='sms:']"
"""What is not in the archive, and what its readers take for a file in it."""
_FOR_PROGRAMS = ("application/json", "text/markdown")
_FIRST = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an archive says of itself: https://wiki.openzim.org/wiki/Metadata; ``titles`` by path."""

    metadata: Mapping[str, str]
    illustration: bytes
    titles: Mapping[str, str]


def zim(released: Released) -> Iterator[Entry]:
    """Yield pages and what they need under their own paths, without links to what stays at home."""
    for entry in usb(released):
        if not entry.path.startswith(FOLDER) or entry.type.startswith(_FOR_PROGRAMS):
            continue
        path = entry.path.removeprefix(FOLDER)
        if entry.type.startswith("text/html"):
            yield made(path, _freed(entry.load()), cache=entry.cache)
        else:
            yield replace(entry, path=path)


def about(released: Released, *, tagline: str, languages: Iterable[str]) -> About:
    """Return name, words, languages and picture of the archive."""
    name, day = released.name, newest(released, released.files) or _FIRST
    codes = [language.partition("-")[0] for language in languages] or ["vi"]
    return About(
        metadata={
            "Name": f"{slug(name) or 'trang-tinh'}_{codes[0]}_all",
            "Title": _cut(name, _LONGEST_TITLE),
            "Description": _cut(tagline or name, _LONGEST_DESCRIPTION),
            "Language": ",".join(_LETTERS_OF_ISO_639_3.get(code, code) for code in codes),
            "Creator": name,
            "Publisher": name,
            "Date": day.isoformat(),
            "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no",
        },
        illustration=_illustration(released.accent),
        titles={path: released.title(path) for path, file in released.files.items() if file.owner},
    )


def _freed(page: bytes) -> bytes:
    tree = LexborHTMLParser(page)
    for link in tree.css(_LINKS_ELSEWHERE):
        link.decompose()
    for root in tree.css("html[data-offline]"):
        del root.attrs["data-offline"]
    return (tree.html or "").encode()


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _illustration(accent: str) -> bytes:
    """Return the loudspeaker of the mirror, white on its colour: 48 pixels, PNG."""
    side = _SIDE * _FINER
    image = Image.new("RGB", (side, side), accent)
    draw, unit = ImageDraw.Draw(image), side / 32
    outline = [
        (3, 13.5),
        (6.5, 13.5),
        (11, 12),
        (14, 6.5),
        (14, 25.5),
        (11, 20),
        (6.5, 18.5),
        (3, 18.5),
    ]
    draw.polygon([(x * unit, y * unit) for x, y in outline], fill="white")
    for middle, radius in ((16, 5), (17, 10)):
        box = [
            unit * (middle - radius),
            unit * (16 - radius),
            unit * (middle + radius),
            unit * (16 + radius),
        ]
        draw.arc(box, -45, 45, fill="white", width=round(2.5 * unit))
    file = BytesIO()
    image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()

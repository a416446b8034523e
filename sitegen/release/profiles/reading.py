"""Reading: a page as its words in order, for books and for readers that no browser reaches.

It is read from the markdown twin, which has the same words as the page and nothing of a screen;
the languages of its passages are those of the page.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import get_args
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

import msgspec
from defusedxml.ElementTree import fromstring
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Leading
from sitegen.errors import SitegenError
from sitegen.languages import SOURCE
from sitegen.release.profiles.entry import Released
from sitegen.release.profiles.reading_languages import mark_languages
from sitegen.release.profiles.single import find_page
from sitegen.release.profiles.single_links import PageAt, resolved

__all__ = ["DRAWING", "Reading", "lettered", "newest", "reading", "readings", "shown"]

_STRANGE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LEADING = {one.__dataclass_fields__["kind"].default for one in get_args(Leading)}
_OUTSIDE = {"mailto", "tel", "sms"}
_SVG = "http://www.w3.org/2000/svg"
DRAWING = "svg"
"""The element that lies over a picture."""


class _Head(msgspec.Struct):
    language: str = ""
    published: date | None = None
    updated: date | None = None


class _Document(msgspec.Struct):
    head: _Head
    kind: str = ""


class _Data(msgspec.Struct):
    document: _Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page: ``body`` holds headings, paragraphs, lists, tables, quotes and pictures, no more.

    ``marks`` are the drawings that lie over pictures, by the path of the picture, in order.
    ``language`` is that of the page, ``spoken`` that of its words: a page that only repeats its source
    speaks another. ``day`` is the newest date that the page gives for itself.
    """

    path: str
    title: str
    language: str
    body: Element
    place: PageAt
    marks: dict[str, list[Element]]
    day: date | None

    @property
    def spoken(self) -> str:
        return self.body.get("lang", self.language)


def readings(released: Released, wanted: str) -> list[Reading]:
    """Return a page, then the pages below its folder in its language, in the order of the tree.

    What only leads to pages (lists, search, maps) has no place in a book, unless it is asked for.
    Raises SitegenError when there is no such page, or when it has no words to read.
    """
    first = reading(released, find_page(released.files, wanted))
    folder = first.path.removesuffix("index.html")
    owned = sorted(path for path, file in released.files.items() if file.owner)
    below = (path for path in owned if path.startswith(folder) and path != first.path)
    more = (path for path in below if _belongs(released, path, first.language))
    return list(_in_order([first, *(reading(released, path) for path in more)]))


def _belongs(released: Released, path: str, language: str) -> bool:
    """Tell whether a page is content of a book in this language."""
    if _twin(path) not in released.files:
        return False
    told = _told(released, path.replace("index.html", "index.json"))
    return told is None or (told.kind not in _LEADING and told.head.language == language)


def _in_order(found: Iterable[Reading]) -> Iterator[Reading]:
    """Yield each page, then those below it: first those that it leads to, as it leads to them."""
    pages = {one.path: one for one in found}
    below: dict[str, list[str]] = {}
    for path in pages:
        above = (folder / "index.html" for folder in PurePosixPath(path).parent.parents)
        nearest = next((str(one) for one in above if str(one) in pages), "")
        below.setdefault(nearest, []).append(path)
    waiting = below.pop("")
    while waiting:
        path = waiting.pop(0)
        one = pages[path]
        yield one
        led = [resolved(path, link.get("href", "")) for link in one.body.iter("a")]
        places = {target: at for at, target in reversed(list(enumerate(led)))}
        waiting[:0] = sorted(below.get(path, ()), key=lambda to: (places.get(to, len(led)), to))


def _told(released: Released, path: str) -> _Document | None:
    """Return what the data of a page says of it, None where it has none that can be read."""
    with suppress(msgspec.MsgspecError, KeyError):
        if released.files[path].group == "data":
            return msgspec.json.decode(released.read(path), type=_Data).document
    return None


def reading(released: Released, path: str) -> Reading:
    """Return one page of the release."""
    title = lettered(released.title(path))
    if _twin(path) not in released.files:
        if not any(file.group == "text" for file in released.files.values()):
            raise SitegenError(
                "Bản phát hành này không có bản chữ của trang nào, mà sách làm từ đó.",
                page=title,
                hint="Quản trị viên thêm markdown vào LOA_OUTPUTS rồi phát hành lại.",
                code="reading-no-text",
            )
        raise SitegenError(
            f"Trang “{path}” không có bản chữ nên không làm thành sách được.",
            page=title,
            hint="Chọn trang nội dung: hướng dẫn, thông báo, hoặc trang của cơ quan.",
            code="reading-no-text",
        )
    tree = LexborHTMLParser(released.read(path))
    text = lettered(released.read(_twin(path)).decode())
    made = MarkdownIt("commonmark", {"xhtmlOut": True}).enable(["table", "strikethrough"])
    html = made.render(text).replace("<br>", "<br/>")
    root, main = tree.css_first("html[lang]"), tree.css_first("main[lang]")
    language = (root.attributes.get("lang") if root else None) or SOURCE
    body = fromstring(f"<body>{html}</body>")
    spoken = (main.attributes.get("lang") if main else None) or language
    if tree.body:
        mark_languages(body, tree.body, language, spoken=spoken)
    if spoken != language:
        body.set("lang", spoken)
    return Reading(
        path=path,
        title=title.strip() or path,
        language=language,
        body=body,
        place=PageAt.of(tree, path),
        marks=_marks(tree, path),
        day=newest(released, [path.replace("index.html", "index.json")]),
    )


def lettered(text: str) -> str:
    """Return words without what XML knows no letter for."""
    return _STRANGE.sub("", text)


def newest(released: Released, paths: Iterable[str]) -> date | None:
    """Return the newest date that any of these documents gives for itself."""
    documents = filter(None, (_told(released, path) for path in paths))
    days = (day for one in documents for day in (one.head.updated, one.head.published) if day)
    return max(days, default=None)


def shown(
    one: Reading,
    released: Released,
    inside: Mapping[str, str],
    address: Callable[[str], str],
) -> Element:
    """Return the body with its links and pictures set for another form.

    ``inside`` are the new addresses of the pages that are in it too; a link to another page leads
    to the public address, or its words stay. ``address`` gives that of a picture, "" for none:
    then its alternative stands there.
    """
    body = copy.deepcopy(one.body)
    for link in list(body.iter("a")):
        said = link.get("href") or ""
        target = resolved(one.path, said)
        public = one.place.address(target) if target and one.place.base else ""
        spoken = _spoken(link)
        link.attrib = {"href": inside.get(target, public) or said, **spoken}
        if not (target in inside or public or _leads(said)):
            link.tag, link.attrib = "span", spoken
    marks = {path: list(drawings) for path, drawings in one.marks.items()}
    for picture in list(body.iter("img")):
        path, alternative = resolved(one.path, picture.get("src", "")), picture.get("alt", "")
        place = address(path) if path in released.files else ""
        spoken = _spoken(picture)
        if not place:
            picture.tag, picture.text, picture.attrib = "span", alternative, spoken
        elif marks.get(path):
            picture.tag, picture.attrib = "span", {"class": "screen"}
            picture.append(Element("img", {"src": place, "alt": alternative, **spoken}))
            picture.append(marks[path].pop(0))
        else:
            picture.attrib = {"src": place, "alt": alternative, **spoken}
    return body


def _spoken(element: Element) -> dict[str, str]:
    return {name: said for name, said in element.attrib.items() if name == "lang"}


def _leads(address: str) -> bool:
    """Tell whether an address leads out of this place, and is one that every reader takes."""
    parts = urlsplit(address)
    if parts.scheme in _OUTSIDE:
        return bool(parts.path) and "#" not in address
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and address.count("#") < 2


def _twin(path: str) -> str:
    """Return where the words of a page lie, "" for a file that is no page of content."""
    is_page = PurePosixPath(path).name == "index.html"
    return f"{path.removesuffix('index.html')}index.md" if is_page else ""


def _marks(tree: LexborHTMLParser, path: str) -> dict[str, list[Element]]:
    """Return what the page draws over its pictures: frames and numbers."""
    marks: dict[str, list[Element]] = {}
    for screen in tree.css(".screen"):
        picture, drawing = screen.css_first("img"), screen.css_first("svg")
        if picture is None or drawing is None:
            continue
        with suppress(ParseError):
            over = fromstring(drawing.html or "")
            over.attrib = {"xmlns": _SVG, "width": "100%", "height": "100%"}
            source = resolved(path, picture.attributes.get("src") or "")
            marks.setdefault(source, []).append(over)
    return marks

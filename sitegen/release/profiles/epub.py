"""The epub profile: a guide, or all pages of an office, as a book for readers and libraries.

EPUB 3.2 without scripts: https://www.w3.org/publishing/epub32/. Equal content gives equal bytes.
"""

import uuid
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, tostring

from sitegen.release.profiles.entry import Entry, Released, made
from sitegen.release.profiles.reading import DRAWING, Reading, lettered, readings, shown
from sitegen.release.profiles.reading_tables import WIDEST, spread
from sitegen.release.profiles.single import file_name
from sitegen.release.zips import info

__all__ = ["epub"]

_PICTURES = {"image/png", "image/jpeg", "image/gif", "image/svg+xml"}
_FIRST = date(2000, 1, 1)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WITH_SVG = ' properties="svg"'
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="sach/sach.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """body { line-height: 1.5; margin: 0 4% }
h1, h2, h3 { line-height: 1.25 }
img { max-width: 100%; height: auto }
.screen { position: relative; display: inline-block; max-width: 100% }
.screen svg { position: absolute; left: 0; top: 0; overflow: visible }
blockquote { margin: 1em 0; padding-left: 1em; border-left: 3px solid }
table { border-collapse: collapse }
th, td { border: 1px solid; padding: .25em .5em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
ul.row { list-style: none; margin: 0 0 1em; padding: 0 0 0 .75em; border-left: 2px solid }
"""
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head><title>{title}</title><link rel="stylesheet" type="text/css" href="sach.css"/></head>
{body}
</html>
"""
_OPF = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{id}</dc:identifier>
<dc:title>{title}</dc:title>
<dc:language>{language}</dc:language>
<dc:publisher>{publisher}</dc:publisher>
<dc:date>{day}</dc:date>
<meta property="dcterms:modified">{day}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{summary}</meta>
</metadata>
<manifest>
<item id="nav" href="muc-luc.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="sach.css" media-type="text/css"/>
{items}
</manifest>
<spine>
{order}
</spine>
</package>
"""
_CONTENTS = {"vi": "Mục lục", "en": "Contents"}
_SUMMARY = {
    "vi": "Đọc được bằng tai: mọi hình có lời thay thế, tiêu đề theo cấp, thứ tự đọc là thứ tự trang.",
    "en": "All pictures have alternatives, headings have levels, the reading order is that of the pages.",
}


def epub(released: Released, pages: Iterable[str]) -> Iterator[Entry]:
    """Yield one book for each of ``pages``: a page, with the pages below it when it has any.

    Raises SitegenError when there is no such page.
    """
    taken: set[str] = set()
    for wanted in pages:
        chapters = readings(released, wanted)
        name = file_name(chapters[0].path, taken)
        taken.add(name)
        name = f"{name.removesuffix('.html')}.epub"
        yield made(name, _Book(released, chapters).written(), type="application/epub+zip")


class _Book:
    """One book: its chapters in order, and the pictures that they show."""

    def __init__(self, released: Released, chapters: list[Reading]) -> None:
        self._released = released
        self._chapters = chapters
        self._names = {one.path: f"trang-{at}.xhtml" for at, one in enumerate(chapters, 1)}
        self._pictures: dict[str, str] = {}
        self._drawn: set[str] = set()

    def written(self) -> bytes:
        pages = {self._names[one.path]: self._page(one) for one in self._chapters}
        contents = {name: text for name, (text, _) in pages.items()}
        first = self._chapters[0]
        body = f"<body>{self._contents({name: toc for name, (_, toc) in pages.items()})}</body>"
        contents["muc-luc.xhtml"] = _xhtml(first.spoken, first.title, body)
        contents["sach.opf"] = self._package()
        contents["sach.css"] = _STYLE.encode()
        for path, name in self._pictures.items():
            contents[name] = self._released.read(path)
        return _packed({f"sach/{name}": content for name, content in contents.items()})

    def _page(self, one: Reading) -> tuple[bytes, str]:
        """Return a chapter, and the list of its parts for the contents."""
        body = shown(one, self._released, self._names, self._picture)
        for table in list(body.iter("table")):
            if max((len(row) for row in table.iter("tr")), default=0) > WIDEST:
                spread(table)
        if next(body.iter(DRAWING), None) is not None:
            self._drawn.add(one.path)
        rows = []
        for number, heading in enumerate(body.iter("h2"), 1):
            heading.set("id", f"phan-{number}")
            words = escape("".join(heading.itertext()).strip()) or str(number)
            place = f"{self._names[one.path]}#phan-{number}"
            rows.append(f'<li><a href="{place}"{_tongue(heading)}>{words}</a></li>')
        for element in body.iter():
            if "lang" in element.attrib:
                element.set(_XML_LANG, element.attrib["lang"])
        text = tostring(body, encoding="unicode")
        return _xhtml(one.language, one.title, text), f"<ol>{''.join(rows)}</ol>" if rows else ""

    def _picture(self, path: str) -> str:
        """Return where a picture lies in the book, "" for a form that books do not hold."""
        if self._released.files[path].type not in _PICTURES:
            return ""
        return self._pictures.setdefault(path, f"hinh/{PurePosixPath(path).name}")

    def _contents(self, parts: Mapping[str, str]) -> str:
        rows = (
            f'<li><a href="{self._names[one.path]}"{_tongue(one.body.find("h1"))}>{escape(one.title)}</a>'
            f"{parts[self._names[one.path]]}</li>"
            for one in self._chapters
        )
        title = _said(_CONTENTS, self._chapters[0].spoken)
        return f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{"".join(rows)}</ol></nav>'

    def _package(self) -> bytes:
        first = self._chapters[0]
        items = [
            f'<item id="c{at}" href="{self._names[one.path]}" media-type="application/xhtml+xml"'
            f"{_WITH_SVG if one.path in self._drawn else ''}/>"
            for at, one in enumerate(self._chapters, 1)
        ]
        items += [
            f'<item id="p{at}" href="{name}" media-type="{self._released.files[path].type}"/>'
            for at, (path, name) in enumerate(self._pictures.items(), 1)
        ]
        order = [f'<itemref idref="c{at}"/>' for at in range(1, len(self._chapters) + 1)]
        day = max((one.day for one in self._chapters if one.day), default=_FIRST)
        place = first.place.address(first.path) if first.place.base else first.path
        return _OPF.format(
            language=escape(first.language),
            id=uuid.uuid5(uuid.NAMESPACE_URL, place),
            title=escape(first.title),
            publisher=escape(lettered(self._released.name)),
            day=day.isoformat(),
            summary=_said(_SUMMARY, first.spoken),
            items="\n".join(items),
            order="\n".join(order),
        ).encode()


def _tongue(heading: Element | None) -> str:
    """Return the language of a heading as markup, "" for that of its page."""
    language = heading.get("lang") if heading is not None else ""
    return f' lang="{escape(language)}" xml:lang="{escape(language)}"' if language else ""


def _said(words: Mapping[str, str], language: str) -> str:
    return words.get(language, words["vi"])


def _xhtml(language: str, title: str, body: str) -> bytes:
    return _PAGE.format(language=escape(language), title=escape(title), body=body).encode()


def _packed(contents: Mapping[str, bytes]) -> bytes:
    """Return the book: its type first and as it is, as readers look for it there."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info("mimetype"), b"application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(info("META-INF/container.xml"), _CONTAINER, zipfile.ZIP_DEFLATED)
        for name, content in sorted(contents.items()):
            archive.writestr(info(name), content, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()

"""Finders: the search page and the indexes, so that everything is found with and without a script.

Officers write none of it; all of it follows from the documents.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from sitegen.collation import sort_key
from sitegen.collect.linking import summary
from sitegen.documents.base import Head
from sitegen.documents.kinds import (
    Document,
    Home,
    IndexItem,
    IndexPage,
    IndexSection,
    Listing,
    Search,
)
from sitegen.documents.nodes import Catalogue
from sitegen.languages import SOURCE
from sitegen.slugs import unique_slug

__all__ = ["PART_SIZE", "finders", "search_path"]

PART_SIZE = 200
"""Lines of one index page: about 20 kB of HTML."""

Form = Literal["letters", "fields", "agencies"]
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Said:
    """Folder, title and summary of a made page, by language; other languages use the source's."""

    folder: Words
    title: Words
    summary: Words


_SEARCH = _Said(
    {"vi": "tim-kiem", "en": "search"},
    {"vi": "Tìm kiếm", "en": "Search"},
    {
        "vi": "Tìm trong mọi hướng dẫn, thông báo và danh bạ của trang này.",
        "en": "Search all guides, announcements and contacts of this site.",
    },
)
_INDEXES: dict[Form, _Said] = {
    "letters": _Said(
        {"vi": "theo-chu-cai", "en": "a-z"},
        {"vi": "Tất cả theo chữ cái", "en": "Everything from A to Z"},
        {"vi": "Mọi trang, xếp theo tên.", "en": "Every page, by its name."},
    ),
    "fields": _Said(
        {"vi": "theo-linh-vuc", "en": "by-field"},
        {"vi": "Thủ tục theo lĩnh vực", "en": "Procedures by field"},
        {
            "vi": "Mỗi thủ tục dẫn tới trang nói về thủ tục đó.",
            "en": "Each procedure leads to the page that speaks of it.",
        },
    ),
    "agencies": _Said(
        {"vi": "theo-co-quan", "en": "by-office"},
        {"vi": "Tất cả theo cơ quan", "en": "Everything by office"},
        {"vi": "Mỗi cơ quan đã đăng những gì.", "en": "What each office has published."},
    ),
}
_OTHERS = "0–9"

Found = tuple[str, IndexItem]
"""The section of an item, and the item."""


def finders(
    documents: Iterable[Document], lists: Iterable[Listing] = ()
) -> tuple[Search | IndexPage, ...]:
    """Return the search page of every language that has a home page, and its index pages.

    ``documents`` are linked and without lists; ``lists`` are those that ``listings`` made.
    A language in which nothing is written yet points to the indexes of the source language.
    """
    pages = tuple(documents)
    homes = {page.head.language: page.head for page in pages if isinstance(page, Home)}
    made = {language: tuple(_indexes(pages, home)) for language, home in homes.items()}
    first = [one for one in lists if one.page_number == 1]
    found: list[Search | IndexPage] = []
    for language, home in homes.items():
        own = made[language] or made.get(SOURCE, ())
        spoken = own[0].head.language if own else language
        ways = [page for page in own if page.head.parent == homes[spoken].key]
        listed = [one for one in first if one.head.language == spoken]
        ways_and_lists: tuple[Document, ...] = (*ways, *listed)
        found.append(
            Search(
                head=_head(_SEARCH, "search", home),
                ways=tuple(summary(page) for page in ways_and_lists),
            )
        )
        found.extend(made[language])
    return tuple(found)


def search_path(home: Head) -> str:
    """Return the folder of the search page of the language of ``home``."""
    return f"{home.path}{_word(_SEARCH.folder, home.language)}/"


def _indexes(pages: tuple[Document, ...], home: Head) -> Iterator[IndexPage]:
    mine = [
        page
        for page in pages
        if page.head.language == home.language
        and not page.head.is_alias
        and not isinstance(page, Home | Listing)
    ]
    readers: dict[Form, Callable[[Document], Iterator[Found]]] = {
        "letters": _by_letter,
        "agencies": _by_agency,
        "fields": _by_field,
    }
    for form, read in readers.items():
        found = [pair for page in mine for pair in read(page)]
        if found:
            yield from _pages(form, _sections(found), home)


def _by_letter(page: Document) -> Iterator[Found]:
    agency = page.head.agency.short_name if page.head.agency else ""
    yield (
        _letter(page.head.title),
        IndexItem(title=page.head.title, path=page.head.path, item_kind=page.kind, note=agency),
    )


def _by_agency(page: Document) -> Iterator[Found]:
    if page.head.agency:
        item = IndexItem(title=page.head.title, path=page.head.path, item_kind=page.kind)
        yield page.head.agency.short_name, item


def _by_field(page: Document) -> Iterator[Found]:
    body: Iterable[object] = getattr(page, "body", ())
    for node in body:
        for group in node.groups if isinstance(node, Catalogue) else ():
            for row in group.rows if group.title else ():
                item = IndexItem(title=row.name, path=page.head.path, note=page.head.title)
                yield group.title, item


def _letter(title: str) -> str:
    """Return the letter under which ``title`` stands: Ă, Â and Đ are letters, tones are not."""
    first = unicodedata.normalize("NFD", title[:1].upper())
    kept = "".join(part for part in first if part not in "\u0300\u0301\u0303\u0309\u0323")
    letter = unicodedata.normalize("NFC", kept)
    return letter if letter.isalpha() else _OTHERS


def _sections(found: list[Found]) -> list[IndexSection]:
    by_title: dict[str, set[IndexItem]] = {}
    for title, item in found:
        by_title.setdefault(title, set()).add(item)
    anchors: set[str] = set()
    sections = []
    for title in sorted(by_title, key=lambda title: (sort_key(title), title)):
        anchor = unique_slug(title, anchors, fallback="khac")
        anchors.add(anchor)
        items = sorted(by_title[title], key=lambda item: (sort_key(item.title), item.path))
        sections.append(
            IndexSection(title=title, anchor=anchor, count=len(items), items=tuple(items))
        )
    return sections


def _pages(form: Form, sections: list[IndexSection], home: Head) -> Iterator[IndexPage]:
    """Yield one page with everything, or a page of links and the pages of each section."""
    said = _INDEXES[form]
    head = _head(said, form, home)
    if sum(section.count for section in sections) <= PART_SIZE:
        yield IndexPage(head=head, form=form, sections=tuple(sections))
        return
    links = tuple(
        IndexSection(
            title=section.title,
            anchor=section.anchor,
            count=section.count,
            path=f"{head.path}{section.anchor}/",
        )
        for section in sections
    )
    yield IndexPage(head=head, form=form, sections=links)
    for section in sections:
        yield from _parts(form, section, head)


def _parts(form: Form, section: IndexSection, above: Head) -> Iterator[IndexPage]:
    count = ceil(section.count / PART_SIZE)
    folder = f"{above.path}{section.anchor}/"
    paths = [folder, *(f"{folder}trang-{number}/" for number in range(2, count + 1))]
    for number, path in enumerate(paths, 1):
        items = section.items[(number - 1) * PART_SIZE : number * PART_SIZE]
        part = IndexSection(
            title=section.title, anchor=section.anchor, count=section.count, items=items
        )
        yield IndexPage(
            head=Head(
                key=f"{above.key}-{section.anchor}-{number}",
                translation=f"{above.key}-{section.anchor}-{number}",
                language=above.language,
                path=path,
                parent=above.key,
                title=f"{above.title}: {section.title}",
                untranslated=above.untranslated,
                source_language=SOURCE,
            ),
            form=form,
            sections=(part,),
            page_number=number,
            page_count=count,
            previous_path=paths[number - 2] if number > 1 else None,
            next_path=paths[number] if number < count else None,
        )


def _head(said: _Said, name: str, home: Head) -> Head:
    title, text = _word(said.title, home.language), _word(said.summary, home.language)
    return Head(
        key=f"list-{home.language}-{name}",
        translation=f"list-{name}",
        language=home.language,
        path=f"{home.path}{_word(said.folder, home.language)}/",
        parent=home.key,
        title=title,
        summary=text,
        untranslated=(text, title) if home.language not in said.title else (),
        source_language=SOURCE,
    )


def _word(words: Words, language: str) -> str:
    return words.get(language, words[SOURCE])

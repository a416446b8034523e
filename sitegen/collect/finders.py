"""Finders: the search page and the indexes, so that everything is found with and without a script.

Officers write none of it; all of it follows from the documents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from django.conf import settings

from sitegen.collation import sort_key
from sitegen.collect.finder_lines import Form, Known, Line, known
from sitegen.collect.linking import summary
from sitegen.collect.site_map import site_map
from sitegen.documents.base import Head
from sitegen.documents.kinds import (
    Document,
    Home,
    IndexPage,
    IndexSection,
    Listing,
    Search,
    SiteMap,
)
from sitegen.documents.replaced import Replacement, replaced
from sitegen.languages import SOURCE, in_language
from sitegen.slugs import unique_slug

__all__ = ["PART_SIZE", "Finders", "finder_folders", "search_path"]

PART_SIZE = 200
"""Lines of one index page: about 20 kB of HTML."""

Words = dict[str, str]
Made = Search | IndexPage | SiteMap


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
_MAP = _Said(
    {"vi": "so-do-cong", "en": "site-map"},
    {"vi": "Sơ đồ cổng", "en": "Site map"},
    {
        "vi": "Ở đây có những cơ quan nào, mỗi cơ quan có những trang nào.",
        "en": "Which offices are here, and which pages each of them has.",
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


class Finders:
    """The search pages and indexes of all languages; only what changed is looked at again."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._pages_before: tuple[Document, ...] = ()
        self._homes: dict[str, Head] = {}
        self._lists: tuple[Listing, ...] = ()
        self._made: tuple[Made, ...] = ()

    def made(
        self, documents: Iterable[Document], lists: Iterable[Listing] = ()
    ) -> tuple[Made, ...]:
        """Return the search page of every language that has a home page, its index pages and map.

        ``documents`` are linked and without lists; ``lists`` are those that ``listings`` made.
        A language in which nothing is written yet points to the indexes of the source language.
        """
        pages = tuple(documents)
        changes = replaced(self._pages_before, pages)
        if changes is None or any(isinstance(now, Home) for _, _, now in changes):
            homes = {page.head.language: page.head for page in pages if isinstance(page, Home)}
        else:
            homes = self._homes
        first = tuple(one for one in lists if one.page_number == 1)
        is_same = self._learn(pages, changes) and (homes, first) == (self._homes, self._lists)
        self._pages_before = pages
        if not is_same:
            self._homes, self._lists = homes, first
            self._made = tuple(self._pages())
        return self._made

    def _learn(self, pages: tuple[Document, ...], changes: list[Replacement] | None) -> bool:
        """Read the documents that are not the same objects as before; tell if no line changed."""
        if changes is not None:
            return self._learn_again(changes)
        before, now, is_same = self._known, dict[str, Known](), True
        for page in pages:
            old = before.get(page.head.key)
            if old is not None and old.document is page:
                now[page.head.key] = old
                continue
            new = known(page)
            is_same = is_same and old is not None and old.says_the_same(new)
            now[page.head.key] = new
        self._known = now
        return is_same and len(now) == len(before)

    def _learn_again(self, changes: list[Replacement]) -> bool:
        is_same = True
        for _, was, page in changes:
            new = known(page)
            is_same = is_same and self._known[was.head.key].says_the_same(new)
            self._known[page.head.key] = new
        return is_same

    def _pages(self) -> Iterator[Made]:
        indexes = {language: tuple(self._indexes(home)) for language, home in self._homes.items()}
        for language, home in self._homes.items():
            own = indexes[language] or indexes.get(SOURCE, ())
            spoken = own[0].head.language if own else language
            top = self._homes[spoken].key
            ways: tuple[Document, ...] = (
                *(page for page in own if page.head.parent == top),
                *(one for one in self._lists if one.head.language == spoken),
            )
            if "search" in settings.LOA_OUTPUTS:
                yield Search(head=_head(_SEARCH, "search", home), ways=tuple(map(summary, ways)))
            yield from indexes[language]
            if own and spoken == language:
                yield self._map(home, ways)

    def _map(self, home: Head, ways: tuple[Document, ...]) -> SiteMap:
        pages = (one.document for one in self._known.values())
        mine = (
            page
            for page in pages
            if page.head.language == home.language
            and not isinstance(page, Listing)
            and (isinstance(page, Home) or not page.head.is_alias)
        )
        return site_map(_head(_MAP, "map", home), mine, ways, most=PART_SIZE)

    def _indexes(self, home: Head) -> Iterator[IndexPage]:
        lines: dict[Form, list[Line]] = {}
        for one in self._known.values():
            if one.document.head.language == home.language:
                for line in one.lines:
                    lines.setdefault(line.form, []).append(line)
        for form in _INDEXES:
            if form in lines:
                yield from _pages(form, _sections(lines[form]), home)


def finder_folders() -> Iterator[str]:
    """Yield the folders of the pages that are made here, in every language that has a word for them."""
    for said in (_SEARCH, _MAP, *_INDEXES.values()):
        yield from said.folder.values()


def search_path(home: Head) -> str:
    """Return the folder of the search page of the language of ``home``."""
    return f"{home.path}{in_language(_SEARCH.folder, home.language)}/"


def _sections(lines: list[Line]) -> list[IndexSection]:
    by_title: dict[str, list[Line]] = {}
    for line in lines:
        by_title.setdefault(line.section, []).append(line)
    anchors: set[str] = set()
    sections = []
    for title in sorted(by_title, key=lambda title: (sort_key(title), title)):
        anchor = unique_slug(title, anchors, fallback="khac")
        anchors.add(anchor)
        ordered = sorted(by_title[title], key=_order)
        items = tuple(dict.fromkeys(line.item for line in ordered))  # once each
        sections.append(IndexSection(title=title, anchor=anchor, count=len(items), items=items))
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
    title, text = in_language(said.title, home.language), in_language(said.summary, home.language)
    return Head(
        key=f"list-{home.language}-{name}",
        translation=f"list-{name}",
        language=home.language,
        path=f"{home.path}{in_language(said.folder, home.language)}/",
        parent=home.key,
        title=title,
        summary=text,
        untranslated=(text, title) if home.language not in said.title else (),
        source_language=SOURCE,
    )


def _order(line: Line) -> tuple[str, str, str]:
    return line.order

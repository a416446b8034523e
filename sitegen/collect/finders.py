"""Finders: the search page and the indexes, so that everything is found with and without a script.

Officers write none of it; all of it follows from the documents.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from django.conf import settings

from sitegen.collation import sort_key
from sitegen.collect.finder_lines import Form, Line, Order, lines
from sitegen.collect.listings import listings
from sitegen.collect.shelf import Place, homes, places, summary
from sitegen.collect.site_map import site_map
from sitegen.derived import Graph, Input
from sitegen.documents.base import Head, Summary
from sitegen.documents.kinds import IndexItem, IndexPage, IndexSection, Listing, Search, SiteMap
from sitegen.languages import SOURCE, in_language
from sitegen.slugs import unique_slug

__all__ = ["ONLY_LISTED", "PART_SIZE", "finder_folders", "made", "made_page", "search_path"]

PART_SIZE = 200
"""Lines of one index page: about 20 kB of HTML."""

Words = dict[str, str]
Made = Listing | Search | IndexPage | SiteMap

ONLY_LISTED: Input[None, frozenset[str]] = Input(f"{__name__}:ONLY_LISTED", frozenset())
"""The pages that stand in no index, because they were read for a list alone."""


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


def made(graph: Graph, _: None) -> tuple[Made, ...]:
    """Return the pages that nobody writes: lists, then what finds all, of each language.

    What finds all are the search page of every language that has a home page, its index pages and
    map. A language in which nothing is written yet points to the indexes of the source language.
    """
    languages = homes(graph)
    lists = (page for language in languages for page in graph.get(listings, language))
    finders = (page for language in languages for page in _finders(graph, language))
    return (*lists, *finders)


def made_page(graph: Graph, key: str) -> Made:
    """Return one of them: the very same as before when it is equal."""
    return graph.get(_by_key, None)[key]


def _by_key(graph: Graph, _: None) -> dict[str, Made]:
    return {page.head.key: page for page in graph.get(made, None)}


def _finders(graph: Graph, language: str) -> Iterator[Made]:
    own = _indexes(graph, language)
    if "search" in settings.LOA_OUTPUTS:
        head = _head(_SEARCH, "search", homes(graph)[language])
        yield Search(head=head, ways=graph.get(_ways, language))
    yield from own
    if own:
        yield graph.get(_map, language)


def _indexes(graph: Graph, language: str) -> list[IndexPage]:
    return [page for form in _INDEXES for page in graph.get(_index, (form, language))]


def _ways(graph: Graph, language: str) -> tuple[Summary, ...]:
    """Return the indexes and lists by which everything can be found in a language."""
    own = _indexes(graph, language) or (_indexes(graph, SOURCE) if SOURCE in homes(graph) else [])
    spoken = own[0].head.language if own else language
    top = homes(graph)[spoken].key
    return (
        *(summary(page) for page in own if page.head.parent == top),
        *(summary(one) for one in graph.get(listings, spoken) if one.page_number == 1),
    )


def _map(graph: Graph, language: str) -> SiteMap:
    found = _found(graph, "language", language)
    pages = [one for one in found if one.kind == "home" or not one.is_alias]
    head = _head(_MAP, "map", homes(graph)[language])
    return site_map(head, pages, graph.get(_ways, language), most=PART_SIZE)


def _index(graph: Graph, name: tuple[Form, str]) -> tuple[IndexPage, ...]:
    """Return the pages of one index; what is not translated yet does not stand there."""
    form, language = name
    found = _found(graph, "procedures" if form == "fields" else "language", language)
    pages = [one for one in found if one.kind != "home" and not one.is_alias]
    sections = _sections(lines(graph, form, pages))
    return tuple(_pages(form, sections, homes(graph)[language])) if sections else ()


def _found(graph: Graph, *name: str) -> Iterator[Place]:
    left_out = graph.get(ONLY_LISTED, None)
    pages = graph.get(places, name)
    return (one for one in pages if one.key not in left_out)


def finder_folders() -> Iterator[str]:
    """Yield the folders of the pages that are made here, in every language that has a word for them."""
    for said in (_SEARCH, _MAP, *_INDEXES.values()):
        yield from said.folder.values()


def search_path(home: Head | Place) -> str:
    """Return the folder of the search page of the language of ``home``."""
    return f"{home.path}{in_language(_SEARCH.folder, home.language)}/"


def _sections(lines: Iterable[Line]) -> list[IndexSection]:
    by_title: dict[str, dict[Order, IndexItem]] = {}
    for title, order, item in lines:
        by_title.setdefault(title, {})[order] = item  # once each
    anchors: set[str] = set()
    sections = []
    for title in sorted(by_title, key=lambda title: (sort_key(title), title)):
        anchor = unique_slug(title, anchors, fallback="khac")
        anchors.add(anchor)
        items = tuple(item for _, item in sorted(by_title[title].items()))
        sections.append(IndexSection(title=title, anchor=anchor, count=len(items), items=items))
    return sections


def _pages(form: Form, sections: list[IndexSection], home: Place) -> Iterator[IndexPage]:
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


def _head(said: _Said, name: str, home: Place) -> Head:
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

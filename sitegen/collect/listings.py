"""Listings: pages that the generator makes itself, so that everything can be found by hand."""

from collections.abc import Iterable, Iterator
from math import ceil
from operator import attrgetter

from sitegen.collect.shelf import GROUP, Outline, Place, homes
from sitegen.derived import Graph
from sitegen.documents.base import Head
from sitegen.documents.kinds import Listing
from sitegen.languages import SOURCE, in_language

__all__ = ["LISTED", "list_folders", "listings"]

PAGE_SIZE = 50

LISTED: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "guide": (
        "huong-dan",
        {"vi": "Hướng dẫn", "en": "Guides"},
        {
            "vi": "Từng bước, có hình, để bạn tự làm.",
            "en": "Step by step, with pictures.",
        },
    ),
    "announcement": (
        "thong-bao",
        {"vi": "Thông báo", "en": "Announcements"},
        {
            "vi": "Thông báo của các cơ quan, mới nhất ở trên.",
            "en": "Announcements of the offices, newest first.",
        },
    ),
    "outreach": (
        "tuyen-truyen",
        {"vi": "Bài viết và kế hoạch", "en": "Articles and plans"},
        {
            "vi": "Bài tuyên truyền và kế hoạch về dịch vụ công trực tuyến.",
            "en": "Articles and plans about online public services.",
        },
    ),
}
"""By kind: folder, titles and summaries by language; other languages use the source's."""


def list_folders() -> Iterator[str]:
    """Yield the folders of the lists."""
    for folder, _, _ in LISTED.values():
        yield folder


def listings(graph: Graph, language: str) -> tuple[Listing, ...]:
    """Return the paged lists of one language; a kind without pages has no list."""
    made: list[Listing] = []
    for kind in LISTED:
        pages = graph.get(GROUP, ("kind", kind))
        mine = (one for one in pages if one.place.language == language and not one.place.is_alias)
        made.extend(_pages(kind, _ordered(kind, mine), homes(graph)[language]))
    return tuple(made)


def _ordered(kind: str, pages: Iterable[Outline]) -> list[Outline]:
    by_name = sorted(pages, key=lambda page: (page.place.order, page.place.key))
    return by_name if kind == "guide" else sorted(by_name, key=attrgetter("day"), reverse=True)


def _pages(kind: str, pages: list[Outline], home: Place) -> Iterable[Listing]:
    count = ceil(len(pages) / PAGE_SIZE)
    for number in range(1, count + 1):
        some = pages[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        yield Listing(
            head=_head(kind, number, home),
            item_kind=kind,
            items=tuple(page.summary for page in some),
            page_number=number,
            page_count=count,
            previous_path=_path(kind, number - 1, home) if number > 1 else None,
            next_path=_path(kind, number + 1, home) if number < count else None,
        )


def _path(kind: str, number: int, home: Place) -> str:
    folder = f"{home.path}{LISTED[kind][0]}/"
    return folder if number == 1 else f"{folder}trang-{number}/"


def _head(kind: str, number: int, home: Place) -> Head:
    _, titles, summaries = LISTED[kind]
    title, said = in_language(titles, home.language), in_language(summaries, home.language)
    return Head(
        key=f"list-{home.language}-{kind}-{number}",
        translation=f"list-{kind}-{number}",
        language=home.language,
        path=_path(kind, number, home),
        parent=home.key,
        title=title,
        summary=said,
        untranslated=() if home.language in titles else (title, said),
        source_language=SOURCE,
    )

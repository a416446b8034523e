"""Listings: pages that the generator makes itself, so that everything can be found by hand."""

from collections.abc import Callable, Iterable, Iterator
from math import ceil

from sitegen.collation import sort_key
from sitegen.collect.linking import summary
from sitegen.documents.base import Head, Summary
from sitegen.documents.kinds import Document, Listing
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


def listings(
    documents: Iterable[Document],
    language: str,
    home: Head,
    shown: Callable[[Document], Summary] = summary,
) -> tuple[Listing, ...]:
    """Return the paged lists of one language; a kind without pages has no list.

    ``shown`` gives what is shown of a page.
    """
    mine = [page for page in documents if page.head.language == language and not page.head.is_alias]
    made: list[Listing] = []
    for kind in LISTED:
        items = [shown(page) for page in mine if page.kind == kind]
        made.extend(_pages(kind, _ordered(kind, items), home))
    return tuple(made)


def _ordered(kind: str, items: list[Summary]) -> list[Summary]:
    by_name = sorted(items, key=lambda item: (sort_key(item.title), item.key))
    if kind == "guide":
        return by_name
    return sorted(
        by_name, key=lambda item: item.published.isoformat() if item.published else "", reverse=True
    )


def _pages(kind: str, items: list[Summary], home: Head) -> Iterable[Listing]:
    count = ceil(len(items) / PAGE_SIZE)
    for number in range(1, count + 1):
        yield Listing(
            head=_head(kind, number, home),
            item_kind=kind,
            items=tuple(items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]),
            page_number=number,
            page_count=count,
            previous_path=_path(kind, number - 1, home) if number > 1 else None,
            next_path=_path(kind, number + 1, home) if number < count else None,
        )


def _path(kind: str, number: int, home: Head) -> str:
    folder = f"{home.path}{LISTED[kind][0]}/"
    return folder if number == 1 else f"{folder}trang-{number}/"


def _head(kind: str, number: int, home: Head) -> Head:
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

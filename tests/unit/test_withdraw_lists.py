"""Withdrawing: what is made from pages, such as lists and languages, is made anew without them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sitegen.documents.kinds import (
    Document,
    Guide,
    IndexItem,
    IndexPage,
    IndexSection,
    Listing,
    Outreach,
)
from sitegen.documents.site import MenuItem
from sitegen.release.withdraw import Withdrawn, without
from tests.unit.withdraw_samples import (
    ALL,
    HIDDEN,
    HOME,
    PLACE,
    SUMMARY,
    WORD,
    a_head,
    a_hidden_page,
    the_sites,
)


def _list_pages(sizes: tuple[int, ...]) -> Iterator[Listing]:
    numbers = iter(range(100))
    for page, size in enumerate(sizes, 1):
        items = tuple(
            replace(SUMMARY, key=f"page-{n + 100}", path=f"p{n + 100}/", title=f"Việc {n}")
            for n in (next(numbers) for _ in range(size))
        )
        yield Listing(
            head=a_head(f"list-vi-guide-{page}", _list_path(page), "Hướng dẫn"),
            item_kind="guide",
            items=items,
            page_number=page,
            page_count=len(sizes),
            previous_path=_list_path(page - 1) if page > 1 else None,
            next_path=_list_path(page + 1) if page < len(sizes) else None,
        )


def _list_path(page: int) -> str:
    return "huong-dan/" if page == 1 else f"huong-dan/trang-{page}/"


@pytest.mark.parametrize(
    ("sizes", "removed", "left"),
    [
        ((3, 3, 1), 1, (3, 3)),
        ((3, 3, 1), 4, (3,)),
        ((3, 3, 1), 7, ()),
        ((3, 3, 1), 0, (3, 3, 1)),
        ((2,), 1, (1,)),
    ],
)
def test_lists_are_divided_anew(
    sizes: tuple[int, ...], removed: int, left: tuple[int, ...]
) -> None:
    lists = tuple(_list_pages(sizes))
    pages = tuple(
        Guide(head=a_head(item.key, item.path, item.title), groups=())
        for one in lists
        for item in one.items
    )
    keys = frozenset(page.head.key for page in pages[:removed])
    site = replace(the_sites()["vi"], menu=(MenuItem(title="Hướng dẫn", path="huong-dan/"),))
    found, sites = without((HOME, *pages, *lists), {"vi": site}, Withdrawn(keys=keys))
    rest = [one for one in found if isinstance(one, Listing)]
    assert tuple(len(one.items) for one in rest) == left
    assert {one.page_count for one in rest} <= {len(left)}
    assert [one.next_path for one in rest] == [
        _list_path(number + 1) if number < len(left) else None for number in range(1, len(left) + 1)
    ]
    assert len(sites["vi"].menu) == (1 if left else 0)


def test_what_is_made_from_pages_is_made_anew_when_somebody_knows_how() -> None:
    asked: list[tuple[Document, ...]] = []
    lists = tuple(_list_pages((2, 1)))
    site = replace(the_sites()["vi"], menu=(MenuItem(title="Trang 2", path=_list_path(2)),))

    again = replace(lists[0], next_path=None, page_count=1)

    def remake(pages: tuple[Document, ...]) -> tuple[Document, ...]:
        asked.append(pages)
        return (again,)

    found, sites = without((HOME, a_hidden_page(), *lists), {"vi": site}, ALL, remake=remake)
    assert asked == [(HOME,)]
    assert found == (HOME, again)
    assert sites["vi"].menu == ()


def test_index_loses_the_line_and_counts_anew() -> None:
    lines = (IndexItem(title=WORD, path=PLACE), IndexItem(title="Bài", path="bai/"))
    sections = (
        IndexSection(title="B", anchor="b", count=2, items=lines),
        IndexSection(title="C", anchor="c", count=1, items=lines[:1]),
    )
    index = IndexPage(
        head=a_head("index-vi-letters", "theo-chu-cai/", "Theo chữ cái"),
        form="letters",
        sections=sections,
    )
    found, _ = without((HOME, a_hidden_page(), index), {}, ALL)
    assert isinstance(found[1], IndexPage)
    assert [(one.count, one.items) for one in found[1].sections] == [(1, lines[1:])]


def test_keys_of_lists_are_no_reason_to_drop_their_items() -> None:
    lists = tuple(_list_pages((2, 1)))
    found, _ = without((HOME, *lists), {}, Withdrawn(keys=frozenset({"list-vi-guide-2"})))
    assert [len(one.items) for one in found if isinstance(one, Listing)] == [2, 1]


def test_language_without_its_home_page_is_gone_as_a_whole() -> None:
    english = replace(HOME, head=a_head("page-20", "en/", "Home", "", language="en"))
    child = Guide(head=a_head("page-21", "en/a/", "A", "page-20", language="en"), groups=())
    vi = replace(the_sites()["vi"], languages=("vi", "en"))
    en = replace(vi, language="en", home_path="en/", menu=())
    found, sites = without(
        (HOME, english, child), {"vi": vi, "en": en}, Withdrawn(keys=frozenset({"page-20"}))
    )
    assert found == (HOME,)
    assert {code: site.languages for code, site in sites.items()} == {"vi": ("vi",)}


def test_hidden_home_page_leaves_nothing() -> None:
    page = Outreach(head=a_head("page-5", "bai/", "Bài viết"), form="article", lead="Mở đầu")
    withdrawn = Withdrawn(keys=frozenset({"page-1", HIDDEN}))
    found, sites = without((HOME, a_hidden_page(), page), the_sites(), withdrawn)
    assert sites == {}
    assert not [one for one in found if one.head.parent == "page-1"]

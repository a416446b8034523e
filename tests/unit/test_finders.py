"""Search page and indexes: everything is found by hand, on pages of a bounded size."""

from dataclasses import replace
from operator import is_
from typing import Any

from sitegen.collect.finders import PART_SIZE, search_path
from sitegen.collect.finishing import made_pages
from sitegen.derived import Graph
from sitegen.documents.kinds import Document, IndexPage, Search
from tests.builders import a_guide, a_head, a_home, an_announcement


def a_page(number: int, title: str, **changes: Any) -> Document:
    return a_guide(head=a_head(title, key=f"page-{number}", path=f"trang-{number}/", **changes))


def _indexes(*documents: Document) -> dict[str, IndexPage]:
    made = made_pages((a_home(), *documents))
    return {page.head.path: page for page in made if isinstance(page, IndexPage)}


def test_titles_stand_under_their_letter_in_vietnamese_order() -> None:
    titles = ("Ủy quyền", "Đăng ký khai sinh", "Dạy nghề", "Ăn ở", "An toàn", "42 điều", "Đất ở")
    page = _indexes(*(a_page(number, title) for number, title in enumerate(titles, 2)))
    shown = [
        (section.title, [item.title for item in section.items])
        for section in page["theo-chu-cai/"].sections
    ]
    assert shown == [
        ("0–9", ["42 điều"]),
        ("A", ["An toàn"]),
        ("Ă", ["Ăn ở"]),
        ("D", ["Dạy nghề"]),
        ("Đ", ["Đăng ký khai sinh", "Đất ở"]),
        ("U", ["Ủy quyền"]),
    ]
    anchors = [section.anchor for section in page["theo-chu-cai/"].sections]
    assert len(set(anchors)) == len(anchors)


def test_large_index_is_split_into_pages_of_one_letter() -> None:
    count = PART_SIZE * 2 + 5
    pages = _indexes(*(a_page(n, f"Làm việc {n}", agency=None) for n in range(2, count + 2)))
    overview = pages["theo-chu-cai/"]
    assert [(one.title, one.count, one.path) for one in overview.sections] == [
        ("L", count, "theo-chu-cai/l/")
    ]
    parts = [pages[path] for path in ("theo-chu-cai/l/", "theo-chu-cai/l/trang-2/")]
    assert [len(part.sections[0].items) for part in parts] == [PART_SIZE, PART_SIZE]
    last = pages["theo-chu-cai/l/trang-3/"]
    assert (len(last.sections[0].items), last.page_number, last.page_count) == (5, 3, 3)
    assert (last.previous_path, last.next_path) == ("theo-chu-cai/l/trang-2/", None)
    assert last.head.parent == overview.head.key


def test_procedures_lead_to_the_page_that_lists_them() -> None:
    notice = an_announcement()
    index = _indexes(notice)["theo-linh-vuc/"]
    assert {item.path for section in index.sections for item in section.items} == {notice.head.path}
    assert [item.note for item in index.sections[0].items][:1] == [notice.head.title]


def test_offices_have_their_pages() -> None:
    index = _indexes(a_page(2, "Nộp hồ sơ"), a_page(3, "Mở tài khoản"))["theo-co-quan/"]
    assert [(one.title, one.count) for one in index.sections] == [("Sở Nội vụ", 2)]


def test_search_page_offers_every_index_and_list() -> None:
    made = made_pages((a_home(), an_announcement()))
    (search,) = (one for one in made if isinstance(one, Search))
    assert search.head.path == search_path(a_home().head) == "tim-kiem/"
    assert [way.path for way in search.ways] == [
        "theo-chu-cai/",
        "theo-linh-vuc/",
        "theo-co-quan/",
        "thong-bao/",
    ]


def test_language_without_pages_points_to_the_source_language() -> None:
    tay = a_home(head=a_head("Loa", key="page-9", path="tyz/", language="tyz", parent=""))
    alias = a_page(5, "Nộp hồ sơ", language="tyz", is_alias=True)
    made = made_pages((a_home(), a_page(2, "Nộp hồ sơ"), tay, alias))
    (search,) = [one for one in made if one.head.language == "tyz"]
    assert isinstance(search, Search)
    assert search.head.path == "tyz/tim-kiem/"
    assert search.head.untranslated
    assert {way.language for way in search.ways} == {"vi"}


def test_english_pages_have_english_addresses() -> None:
    home = a_home(head=a_head("Loa", key="page-9", path="en/", language="en", parent=""))
    made = made_pages((home, a_page(5, "File online", language="en")))
    assert [one.head.path for one in made] == [
        "en/huong-dan/",
        "en/search/",
        "en/a-z/",
        "en/by-office/",
        "en/site-map/",
    ]
    assert not any(one.head.untranslated for one in made)


def test_finders_made_again_are_those_made_anew() -> None:
    graph = Graph()
    homes = [a_home(), a_home(head=a_head("Loa", key="page-90", path="en/", language="en"))]
    pages = [a_page(number, f"Việc {number}") for number in range(2, 12)]
    steps = (
        lambda: pages.__setitem__(3, a_page(5, "Hỏi đáp")),
        lambda: pages.pop(0),
        lambda: pages.append(an_announcement()),
        lambda: pages.__setitem__(1, replace(pages[1], audience="mọi người")),
        pages.reverse,
        homes.reverse,
        lambda: pages.__setitem__(2, a_page(6, "Việc 6", agency=None)),
    )
    for change in steps:
        change()
        now = (*homes, *pages)
        assert made_pages(now, graph) == made_pages(now)


def test_body_that_changes_leaves_the_very_same_pages() -> None:
    graph, guide = Graph(), a_guide()
    first = made_pages((a_home(), guide), graph)
    again = made_pages((a_home(), replace(guide, audience="mọi người")), graph)
    assert all(map(is_, first, again))


def test_summary_that_changes_changes_its_list_alone() -> None:
    graph, guide = Graph(), a_guide()
    first = made_pages((a_home(), guide), graph)
    shorter = replace(guide, head=replace(guide.head, summary="Làm ở nhà."))
    again = made_pages((a_home(), shorter), graph)
    other = [one.kind for one, was in zip(again, first, strict=True) if one is not was]
    assert other == ["listing"]

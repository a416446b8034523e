"""Withdrawing: an old release comes back without a trace of what has been hidden since."""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.documents.base import AgencyName, Attachment, Head, Picture, Summary
from sitegen.documents.codec import encode
from sitegen.documents.inline import Link, Strong, Text
from sitegen.documents.kinds import (
    AgencyHome,
    Announcement,
    Document,
    Entry,
    Guide,
    Home,
    IndexItem,
    IndexPage,
    IndexSection,
    Listing,
    Outreach,
)
from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    Panel,
)
from sitegen.documents.nodes import (
    BulletList,
    Callout,
    Downloads,
    EmbeddedGuide,
    Figure,
    Paragraph,
    SeeAlso,
    Step,
    StepGroup,
)
from sitegen.documents.site import MenuItem, Site
from sitegen.errors import SitegenError
from sitegen.release.withdraw import MADE, Withdrawn, without
from tests.builders import an_official, every_document

WORD = "Bimat"
HIDDEN = "page-9"
PLACE = "so-noi-vu/bimat/"
HOST = "https://loa.example.vn/"


def _head(key: str, path: str, title: str, parent: str = "page-1", **more: Any) -> Head:
    values: dict[str, Any] = {"language": "vi", "translation": f"t-{key}"}
    return Head(key=key, path=path, title=title, parent=parent, **values | more)


HOME = Home(head=_head("page-1", "", "Trang chủ", ""), question="Việc gì?", lead="", entries=())
STEP = Step(number=1, anchor="b", title=(Text(value=f"Mở {WORD}"),))
GROUPS = (StepGroup(anchor="a", title=f"Cách {WORD}", steps=(STEP,)),)
SUMMARY = Summary(key=HIDDEN, kind="guide", path=PLACE, title=WORD, summary=WORD, language="vi")
PICTURE = Picture(digest="d" * 64, width=10, height=10, alt=WORD)
FILE = Attachment(
    digest="f" * 64, path="files/bimat.pdf", title=WORD, file_type="pdf", size_bytes=1
)
ALL = Withdrawn(
    keys=frozenset({HIDDEN}),
    paths=frozenset({FILE.path}),
    digests=frozenset({PICTURE.digest}),
)


def _hidden_page() -> Guide:
    return Guide(head=_head(HIDDEN, PLACE, WORD, "page-2"), groups=GROUPS)


def _page(*body: Any) -> Outreach:
    head = _head("page-5", "bai/", "Bài viết")
    return Outreach(head=head, form="article", lead="Mở đầu", body=body)


def _leaflet(*parts: Any) -> Leaflet:
    cover = Panel(name="Bìa", parts=(Cover(statement="Nộp", subtitle="", agencies=(), foot=""),))
    return Leaflet(
        head=_head("page-6", "to-gap/", "Tờ gấp"),
        format=LeafletFormat(),
        sides=((cover, Panel(name="Trong", parts=parts)),),
        imprint=Imprint(print_run=1, printed_size="A4", printer="Nhà in"),
    )


def _link(address: str, target: Any = "page") -> Link:
    return Link(children=(Text(value="ở đây"),), target=target, address=address)


def _see_also() -> SeeAlso:
    return SeeAlso(keys=(HIDDEN,), links=((PLACE, WORD),))


PLACES: dict[str, Callable[[], Document]] = {
    "newest on the home page": lambda: replace(HOME, latest=(SUMMARY,)),
    "offices on the home page": lambda: replace(HOME, agencies=(SUMMARY,)),
    "way in": lambda: replace(
        HOME, entries=(Entry(title=WORD, text=WORD, key=HIDDEN, path=PLACE),)
    ),
    "lists of an office": lambda: AgencyHome(
        head=_head("page-2", "so-noi-vu/", "Sở Nội vụ"),
        lead="",
        contacts=(),
        guides=(SUMMARY,),
        announcements=(SUMMARY,),
        others=(SUMMARY,),
    ),
    "see also": lambda: _page(_see_also()),
    "embedded guide": lambda: _page(
        EmbeddedGuide(guide_key=HIDDEN, title=WORD, path=PLACE, groups=GROUPS)
    ),
    "link": lambda: _page(Paragraph(children=(_link(PLACE),))),
    "link to a part": lambda: _page(Paragraph(children=(_link(f"{PLACE}#buoc-2"),))),
    "link to a file of the page": lambda: _page(
        Paragraph(children=(_link(f"{PLACE}bimat.pdf", "file"),))
    ),
    "link by our own host": lambda: _page(
        Paragraph(children=(_link(f"{HOST}{PLACE}index.html", "web"),))
    ),
    "link inside a strong word of a list in a remark": lambda: _page(
        Callout(
            tone="note",
            body=(BulletList(items=((Strong(children=(_link(PLACE),)),),)),),
        )
    ),
    "attachment": lambda: _page(Downloads(title="Tải về", attachments=(FILE,))),
    "link to an attachment": lambda: _page(Paragraph(children=(_link(FILE.path, "file"),))),
    "attachment of an announcement": lambda: Announcement(
        head=_head("page-7", "tb/", "Thông báo"), official=an_official(), attachments=(FILE,)
    ),
    "picture": lambda: _page(Figure(picture=PICTURE)),
    "picture of a step": lambda: Guide(
        head=_head("page-8", "hd/", "Hướng dẫn"),
        groups=(
            StepGroup(
                anchor="a",
                title="Cách",
                steps=(Step(number=1, anchor="b", title=(), pictures=(PICTURE,)),),
            ),
        ),
    ),
    "office whose page is hidden": lambda: Guide(
        head=_head(
            "page-8",
            "hd/",
            "Hướng dẫn",
            agency=AgencyName(name="Sở", short_name="Sở", path=PLACE),
        ),
        groups=(),
    ),
    "steps of a leaflet": lambda: _leaflet(
        LeafletSteps(title="", guide_key=HIDDEN, steps=GROUPS[0].steps)
    ),
    "kinds of a leaflet": lambda: _leaflet(
        LeafletKinds(title="", page_key=HIDDEN, kinds=((WORD, (WORD,)),))
    ),
    "figures of a leaflet": lambda: _leaflet(
        LeafletStatistics(title="", page_key=HIDDEN, columns=(0,), form="table", labels=(WORD,))
    ),
    "list": lambda: Listing(
        head=_head("list-vi-guide-1", "huong-dan/", "Hướng dẫn"),
        item_kind="guide",
        items=(SUMMARY,),
    ),
    "page below": lambda: Guide(head=_head("page-8", f"{PLACE}con/", WORD, HIDDEN), groups=GROUPS),
    "page in its folder that hangs elsewhere": lambda: Guide(
        head=_head("page-8", f"{PLACE}con/", "Con"), groups=()
    ),
    "texts still untranslated": lambda: replace(
        _page(EmbeddedGuide(guide_key=HIDDEN, title=WORD, path=PLACE, groups=GROUPS)),
        head=_head("page-5", "bai/", "Bài viết", untranslated=(f"Mở {WORD}", WORD)),
    ),
}


def _sites() -> dict[str, Site]:
    menu = (MenuItem(title=WORD, path=PLACE), MenuItem(title="Bài", path="bai/"))
    return {
        "vi": Site(
            name="Loa",
            tagline="",
            language="vi",
            languages=("vi",),
            home_path="",
            menu=menu,
            base_address=HOST,
        )
    }


def _traces(*values: Any) -> list[str]:
    said = b"".join(encode(value) for value in values).decode().lower()
    return [trace for trace in (WORD.lower(), HIDDEN, "d" * 64, "f" * 64) if f"{trace}" in said]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_nothing_is_left_of_a_hidden_page_where_others_speak_of_it(place: str) -> None:
    named = PLACES[place]()
    home = () if isinstance(named, Home) else (HOME,)
    assert _traces(named)
    documents, sites = without((*home, _hidden_page(), named), _sites(), ALL)
    assert not _traces(documents, sites)
    assert [item.title for item in sites["vi"].menu] == ["Bài"]


PAGES = [one for one in every_document() if not isinstance(one, MADE)]


@pytest.mark.parametrize("document", PAGES, ids=lambda one: one.kind)
def test_document_that_names_nothing_hidden_is_the_same_object(document: Document) -> None:
    found, _ = without((document,), {}, Withdrawn(keys=frozenset({"page-none"})))
    assert found[0] is document


def test_words_of_a_link_stay_when_its_page_is_gone() -> None:
    line = Paragraph(children=(Text(value="Xem "), _link(PLACE), Text(value=".")))
    documents, _ = without((HOME, _hidden_page(), _page(line)), {}, ALL)
    kept = documents[1]
    assert isinstance(kept, Outreach)
    assert kept.body == (
        Paragraph(children=(Text(value="Xem "), Text(value="ở đây"), Text(value="."))),
    )


def test_texts_that_the_page_itself_says_untranslated_stay_marked() -> None:
    page = _page(
        EmbeddedGuide(guide_key=HIDDEN, title=WORD, path=PLACE, groups=GROUPS),
        Paragraph(children=(Text(value="Một "), Strong(children=(Text(value="việc"),)))),
    )
    head = replace(page.head, untranslated=("Bài viết", "Một việc", f"Mở {WORD}"))
    documents, _ = without((HOME, _hidden_page(), replace(page, head=head)), {}, ALL)
    assert documents[1].head.untranslated == ("Bài viết", "Một việc")


def _list_pages(sizes: tuple[int, ...]) -> Iterator[Listing]:
    numbers = iter(range(100))
    for page, size in enumerate(sizes, 1):
        items = tuple(
            replace(SUMMARY, key=f"page-{n + 100}", path=f"p{n + 100}/", title=f"Việc {n}")
            for n in (next(numbers) for _ in range(size))
        )
        yield Listing(
            head=_head(f"list-vi-guide-{page}", _list_path(page), "Hướng dẫn"),
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
        Guide(head=_head(item.key, item.path, item.title), groups=())
        for one in lists
        for item in one.items
    )
    keys = frozenset(page.head.key for page in pages[:removed])
    site = replace(_sites()["vi"], menu=(MenuItem(title="Hướng dẫn", path="huong-dan/"),))
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
    site = replace(_sites()["vi"], menu=(MenuItem(title="Trang 2", path=_list_path(2)),))

    again = replace(lists[0], next_path=None, page_count=1)

    def remake(pages: tuple[Document, ...]) -> tuple[Document, ...]:
        asked.append(pages)
        return (again,)

    found, sites = without((HOME, _hidden_page(), *lists), {"vi": site}, ALL, remake=remake)
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
        head=_head("index-vi-letters", "theo-chu-cai/", "Theo chữ cái"),
        form="letters",
        sections=sections,
    )
    found, _ = without((HOME, _hidden_page(), index), {}, ALL)
    assert isinstance(found[1], IndexPage)
    assert [(one.count, one.items) for one in found[1].sections] == [(1, lines[1:])]


def test_keys_of_lists_are_no_reason_to_drop_their_items() -> None:
    lists = tuple(_list_pages((2, 1)))
    found, _ = without((HOME, *lists), {}, Withdrawn(keys=frozenset({"list-vi-guide-2"})))
    assert [len(one.items) for one in found if isinstance(one, Listing)] == [2, 1]


def test_language_without_its_home_page_is_gone_as_a_whole() -> None:
    english = replace(HOME, head=_head("page-20", "en/", "Home", "", language="en"))
    child = Guide(head=_head("page-21", "en/a/", "A", "page-20", language="en"), groups=())
    vi = replace(_sites()["vi"], languages=("vi", "en"))
    en = replace(vi, language="en", home_path="en/", menu=())
    found, sites = without(
        (HOME, english, child), {"vi": vi, "en": en}, Withdrawn(keys=frozenset({"page-20"}))
    )
    assert found == (HOME,)
    assert {code: site.languages for code, site in sites.items()} == {"vi": ("vi",)}


def test_hidden_home_page_leaves_nothing() -> None:
    found, sites = without(
        (HOME, _hidden_page(), _page()), _sites(), Withdrawn(keys=frozenset({"page-1", HIDDEN}))
    )
    assert sites == {}
    assert not [one for one in found if one.head.parent == "page-1"]


def test_trace_in_a_place_that_nobody_knows_stops_everything() -> None:
    page = _page(Paragraph(children=(Text(value=PLACE),)))
    with pytest.raises(SitegenError, match="đã bị gỡ") as caught:
        without((HOME, _hidden_page(), page), {}, ALL)
    assert (caught.value.code, caught.value.page) == ("withdraw-incomplete", "Bài viết")


def _kinds_below(kind: Any, seen: set[Any]) -> Iterator[Any]:
    if dataclasses.is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from _kinds_below(hint, seen)
    for inner in typing.get_args(kind):
        yield from _kinds_below(inner, seen)


def test_every_field_that_may_name_a_page_is_known() -> None:
    telling = ("key", "path", "address", "link", "target", "digest", "home", "parent", "url", "ref")
    found = {
        f"{kind.__name__}.{field.name}"
        for root in (Document, Site)
        for kind in _kinds_below(root, set())
        for field in dataclasses.fields(kind)
        if any(word in field.name.split("_") or f"{word}s" == field.name for word in telling)
    }
    assert found == {
        "AgencyName.parent",  # words, no key
        "AgencyName.path",
        "Attachment.digest",
        "Attachment.path",
        "ContactCard.address",  # words
        "ContactCard.phone_link",
        "EmbeddedGuide.guide_key",
        "EmbeddedGuide.path",
        "Entry.key",
        "Entry.path",
        "Head.key",
        "Head.parent",
        "Head.path",
        "IndexItem.path",
        "IndexPage.next_path",
        "IndexPage.previous_path",
        "IndexSection.path",
        "LeafletKinds.page_key",
        "LeafletStatistics.page_key",
        "LeafletSteps.guide_key",
        "Link.address",
        "Link.target",
        "Listing.next_path",
        "Listing.previous_path",
        "MenuItem.path",
        "Official.parent_agency",  # words
        "Picture.digest",
        "Portal.address",
        "SeeAlso.keys",
        "SeeAlso.links",
        "Site.base_address",
        "Site.help_phone_link",
        "Site.home_path",
        "Site.search_path",
        "Summary.key",
        "Summary.path",
    }


def _word(number: int) -> str:
    return f"Tuviec{number:03d}x"


@st.composite
def _worlds(draw: Any) -> tuple[tuple[Document, ...], dict[str, Site], frozenset[str]]:
    """Draw offices and guides that speak of each other at random, and what is withdrawn."""
    count = draw(st.integers(2, 9))
    parents = [draw(st.integers(0, number - 1)) for number in range(1, count)]
    paths = [""]
    for number, parent in enumerate(parents, 1):
        paths.append(f"{paths[parent]}{_word(number).lower()}/")
    others = st.lists(st.integers(1, count - 1), max_size=4, unique=True)

    def summary(number: int) -> Summary:
        return Summary(
            key=f"page-{number}",
            kind="guide",
            path=paths[number],
            title=_word(number),
            summary=f"Tóm tắt {_word(number)}",
            language="vi",
        )

    def body(named: list[int]) -> tuple[Any, ...]:
        makers: list[Callable[[int], Any]] = [
            lambda n: SeeAlso(keys=(f"page-{n}",), links=((paths[n], _word(n)),)),
            lambda n: EmbeddedGuide(guide_key=f"page-{n}", title=_word(n), path=paths[n]),
            lambda n: Paragraph(children=(_link(f"{paths[n]}#a"), Text(value="."))),
        ]
        return tuple(draw(st.sampled_from(makers))(number) for number in named)

    home = replace(HOME, head=replace(HOME.head, key="home"))
    documents: list[Document] = [replace(home, latest=tuple(map(summary, draw(others))))]
    for number, parent in enumerate(parents, 1):
        above = f"page-{parent}" if parent else "home"
        head = _head(f"page-{number}", paths[number], _word(number), above)
        documents.append(
            AgencyHome(
                head=head,
                lead="",
                contacts=(),
                guides=tuple(map(summary, draw(others))),
                body=body(draw(others)),
            )
        )
    menu = tuple(MenuItem(title=_word(n), path=paths[n]) for n in draw(others))
    site = replace(_sites()["vi"], menu=menu)
    hidden = draw(st.sets(st.integers(1, count - 1), min_size=1))
    return tuple(documents), {"vi": site}, frozenset(f"page-{n}" for n in hidden)


@given(_worlds())
@settings(max_examples=150, deadline=None)
def test_whatever_is_withdrawn_no_key_path_or_title_of_it_remains(
    world: tuple[tuple[Document, ...], dict[str, Site], frozenset[str]],
) -> None:
    documents, sites, keys = world
    found, left = without(documents, sites, Withdrawn(keys=keys))
    said = encode((found, left)).decode()
    there = {one.head.key for one in found}
    assert not there & keys
    for document in documents:
        head = document.head
        if head.key not in there:
            assert f'"{head.key}"' not in said
            assert head.title not in said
            assert f"{head.path}" not in said
    above = {one.head.key: one.head.parent for one in documents}
    gone = above.keys() - there
    assert all(key in keys or above[key] in gone for key in gone)  # nothing went without a reason

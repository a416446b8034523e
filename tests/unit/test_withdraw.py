"""Withdrawing: an old release comes back without a trace of what has been hidden since."""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.documents.base import AgencyName, Summary
from sitegen.documents.codec import encode
from sitegen.documents.inline import Link, Strong, Text
from sitegen.documents.kinds import (
    AgencyHome,
    Announcement,
    Document,
    Entry,
    Guide,
    Home,
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
from sitegen.documents.site import Identity, MenuItem, Site
from sitegen.errors import SitegenError
from sitegen.release.withdraw import MADE, Withdrawn, without
from tests.builders import an_official, every_document
from tests.unit.withdraw_samples import (
    ALL,
    FILE,
    GROUPS,
    HIDDEN,
    HOME,
    HOST,
    PICTURE,
    PLACE,
    SUMMARY,
    WORD,
    a_head,
    a_hidden_page,
    the_sites,
)


def _page(*body: Any) -> Outreach:
    head = a_head("page-5", "bai/", "Bài viết")
    return Outreach(head=head, form="article", lead="Mở đầu", body=body)


def _leaflet(*parts: Any) -> Leaflet:
    cover = Panel(name="Bìa", parts=(Cover(statement="Nộp", subtitle="", agencies=(), foot=""),))
    return Leaflet(
        head=a_head("page-6", "to-gap/", "Tờ gấp"),
        format=LeafletFormat(),
        panels=(cover, Panel(name="Trong", parts=parts)),
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
        head=a_head("page-2", "so-noi-vu/", "Sở Nội vụ"),
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
        head=a_head("page-7", "tb/", "Thông báo"), official=an_official(), attachments=(FILE,)
    ),
    "picture": lambda: _page(Figure(picture=PICTURE)),
    "emblem of a home page": lambda: replace(HOME, identity=Identity(emblem=PICTURE)),
    "emblem on a leaflet": lambda: replace(_leaflet(), identity=Identity(emblem=PICTURE)),
    "picture of a step": lambda: Guide(
        head=a_head("page-8", "hd/", "Hướng dẫn"),
        groups=(
            StepGroup(
                anchor="a",
                title="Cách",
                steps=(Step(number=1, anchor="b", title=(), pictures=(PICTURE,)),),
            ),
        ),
    ),
    "office whose page is hidden": lambda: Guide(
        head=a_head(
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
        head=a_head("list-vi-guide-1", "huong-dan/", "Hướng dẫn"),
        item_kind="guide",
        items=(SUMMARY,),
    ),
    "page below": lambda: Guide(head=a_head("page-8", f"{PLACE}con/", WORD, HIDDEN), groups=GROUPS),
    "page in its folder that hangs elsewhere": lambda: Guide(
        head=a_head("page-8", f"{PLACE}con/", "Con"), groups=()
    ),
    "texts still untranslated": lambda: replace(
        _page(EmbeddedGuide(guide_key=HIDDEN, title=WORD, path=PLACE, groups=GROUPS)),
        head=a_head("page-5", "bai/", "Bài viết", untranslated=(f"Mở {WORD}", WORD)),
    ),
}


def _traces(*values: Any) -> list[str]:
    said = b"".join(encode(value) for value in values).decode().lower()
    return [trace for trace in (WORD.lower(), HIDDEN, "d" * 64, "f" * 64) if f"{trace}" in said]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_nothing_is_left_of_a_hidden_page_where_others_speak_of_it(place: str) -> None:
    named = PLACES[place]()
    home = () if isinstance(named, Home) else (HOME,)
    assert _traces(named)
    documents, sites = without((*home, a_hidden_page(), named), the_sites(), ALL)
    assert not _traces(documents, sites)
    assert [item.title for item in sites["vi"].menu] == ["Bài"]


def test_nobody_is_led_back_to_a_home_page_that_is_gone() -> None:
    head = replace(HOME.head, key="page-9", path="en/", language="en", translation="t-9")
    vi = replace(the_sites()["vi"], homes=(("vi", ""), ("en", "en/")))
    sites = {"vi": vi, "en": replace(vi, language="en", home_path="en/")}
    gone = Withdrawn(keys=frozenset({"page-9"}))
    _documents, left = without((HOME, replace(HOME, head=head)), sites, gone)
    assert left["vi"].homes == (("vi", ""),)


PAGES = [one for one in every_document() if not isinstance(one, MADE)]


@pytest.mark.parametrize("document", PAGES, ids=lambda one: one.kind)
def test_document_that_names_nothing_hidden_is_the_same_object(document: Document) -> None:
    found, _ = without((document,), {}, Withdrawn(keys=frozenset({"page-none"})))
    assert found[0] is document


def test_words_of_a_link_stay_when_its_page_is_gone() -> None:
    line = Paragraph(children=(Text(value="Xem "), _link(PLACE), Text(value=".")))
    documents, _ = without((HOME, a_hidden_page(), _page(line)), {}, ALL)
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
    documents, _ = without((HOME, a_hidden_page(), replace(page, head=head)), {}, ALL)
    assert documents[1].head.untranslated == ("Bài viết", "Một việc")


def test_trace_in_a_place_that_nobody_knows_stops_everything() -> None:
    page = _page(Paragraph(children=(Text(value=PLACE),)))
    with pytest.raises(SitegenError, match="đã bị gỡ") as caught:
        without((HOME, a_hidden_page(), page), {}, ALL)
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
    telling = (
        "key",
        "path",
        "address",
        "link",
        "target",
        "digest",
        "home",
        "parent",
        "url",
        "ref",
        "keys",
    )
    found = {
        f"{kind.__name__}.{field.name}"
        for root in (Document, Site)
        for kind in _kinds_below(root, set())
        for field in dataclasses.fields(kind)
        if any(word in field.name.split("_") or f"{word}s" == field.name for word in telling)
    }
    assert found == {
        "AgencyName.fact_key",
        "AgencyName.parent",  # words, no key
        "AgencyName.path",
        "Attachment.digest",
        "Attachment.path",
        "CatalogueGroup.field_key",
        "CatalogueRow.fact_key",
        "ClosedPortal.address",  # of the web
        "ClosedPortal.fact_key",
        "ContactCard.address",  # words
        "ContactCard.fact_key",
        "ContactCard.phone_link",
        "EmbeddedGuide.guide_key",
        "EmbeddedGuide.path",
        "Entry.key",
        "Entry.path",
        "FactValue.address",  # of the web, never of a page
        "FactValue.fact_key",
        "FactValue.now_address",  # of the web
        "FactValue.remark_key",
        "Head.key",
        "Head.parent",
        "Head.path",
        "HelpLine.fact_key",
        "HelpLine.phone_link",
        "Imprint.check_address",
        "IndexItem.path",
        "IndexPage.next_path",
        "IndexPage.previous_path",
        "IndexSection.path",
        "Keeper.fact_key",
        "InformationChannel.address",  # of the web
        "InformationChannel.fact_keys",
        "InformationChannel.phone_link",
        "LeafletKinds.fact_keys",
        "LeafletKinds.page_key",
        "LeafletStatistics.page_key",
        "LeafletSteps.address",
        "LeafletSteps.fact_keys",
        "LeafletSteps.guide_key",
        "LegalBasis.fact_key",
        "LegalBasis.note_key",
        "Link.address",
        "Link.target",
        "Listing.next_path",
        "Listing.previous_path",
        "MapOffice.path",
        "MenuItem.path",
        "Official.agency_key",
        "Official.parent_agency",  # words
        "PageNotice.path",
        "Payment.account_key",
        "Payment.fact_key",
        "Phone.phone_link",
        "Picture.digest",
        "Portal.address",
        "Portal.fact_key",
        "SeeAlso.keys",
        "SeeAlso.links",
        "ServiceKindRegime.fact_keys",
        "ServiceKindRegime.legal_key",
        "Site.base_address",
        "Site.help_phone_link",
        "Site.home_path",
        "Site.homes",
        "Site.map_path",
        "Site.rating_address",  # of the web
        "Site.search_path",
        "StepGroup.fact_keys",
        "Summary.key",
        "Summary.path",
        "Suspended.address",  # of the web
        "Suspended.fact_key",
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
        head = a_head(f"page-{number}", paths[number], _word(number), above)
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
    site = replace(the_sites()["vi"], menu=menu)
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

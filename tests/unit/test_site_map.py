"""Sơ đồ cổng: every page stands once, under its office; a large site is counted, and told so."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.collect.finders import PART_SIZE
from sitegen.collect.finishing import made_pages
from sitegen.derived import Graph
from sitegen.documents.kinds import Document, Home, SiteMap
from sitegen.render.html import render
from tests.builders import (
    a_guide,
    a_head,
    a_home,
    a_site_map,
    a_view,
    an_agency_home,
    an_announcement,
)

PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def _map(documents: tuple[Document, ...], graph: Graph | None = None) -> SiteMap:
    (found,) = (page for page in made_pages(documents, graph) if isinstance(page, SiteMap))
    return found


def _placed(make: Any, number: int, above: Document) -> Document:
    head = a_head(
        f"Trang {number}",
        key=f"page-{number}",
        translation=f"translation-{number}",
        parent=above.head.key,
        path=f"{above.head.path}trang-{number}/",
    )
    made: Document = make(head=head)
    return made


@st.composite
def _sites(draw: Any) -> tuple[Document, ...]:
    """Draw a home page, offices below offices, and pages below any of them or below each other."""
    pages: list[Document] = [a_home()]
    kinds = (an_agency_home, an_agency_home, a_guide, an_announcement)
    for number in range(2, draw(st.integers(3, 25))):
        above = draw(st.sampled_from(pages))
        make = draw(st.sampled_from(kinds if isinstance(above, Home) else kinds[1:]))
        pages.append(_placed(make, number, above))
    return tuple(pages)


def _named(found: SiteMap) -> list[str]:
    groups = (group for office in found.offices for group in office.groups)
    return [office.path for office in found.offices] + [
        item.path for group in groups for item in group.items
    ]


@PATIENT
@given(_sites())
def test_every_page_stands_on_the_map_once(pages: tuple[Document, ...]) -> None:
    found = _map(pages)
    assert sorted(_named(found)) == sorted(page.head.path for page in pages)
    for office in found.offices:
        paths = [item.path for group in office.groups for item in group.items]
        assert all(path.startswith(office.path) for path in paths)
        assert [group.count for group in office.groups] == [
            len(group.items) for group in office.groups
        ]


@st.composite
def _tangled(draw: Any) -> tuple[Document, ...]:
    """Draw pages below any page, below themselves, or below one that there is not."""
    numbers = range(2, draw(st.integers(3, 12)))
    parents = st.sampled_from([*(f"page-{number}" for number in (1, *numbers)), ""])
    kinds = st.sampled_from((an_agency_home, a_guide, an_announcement))
    placed = (_placed(draw(kinds), number, a_home()) for number in numbers)
    heads = ((page, replace(page.head, parent=draw(parents))) for page in placed)
    return (a_home(), *(replace(page, head=head) for page, head in heads))


@PATIENT
@given(_tangled())
def test_pages_that_stand_below_themselves_stop_nothing_and_are_still_found(
    pages: tuple[Document, ...],
) -> None:
    assert sorted(_named(_map(pages))) == sorted(page.head.path for page in pages)


@PATIENT
@given(_sites())
def test_an_office_below_another_stands_below_it(pages: tuple[Document, ...]) -> None:
    offices = _map(pages).offices
    for before, office in pairwise(offices):
        assert office.depth <= before.depth + 1
        if office.depth > before.depth:
            assert office.path.startswith(before.path)


@PATIENT
@given(_sites(), _sites())
def test_a_map_renewed_is_the_map_made_anew(
    before: tuple[Document, ...], now: tuple[Document, ...]
) -> None:
    graph = Graph()
    _map(before, graph)
    assert _map(now, graph) == _map(now)


def test_an_edit_of_a_body_leaves_the_very_same_map() -> None:
    home, office = a_home(), _placed(an_agency_home, 2, a_home())
    guide, graph = _placed(a_guide, 3, office), Graph()
    first = _map((home, office, guide), graph)
    edited = replace(guide, audience="Cha mẹ")  # type: ignore[call-arg]  # a guide
    assert _map((home, office, edited), graph) is first


def test_a_page_that_moves_stands_below_its_new_office() -> None:
    home, graph = a_home(), Graph()
    offices = (_placed(an_agency_home, 2, home), _placed(an_agency_home, 3, home))
    guide = _placed(a_guide, 4, offices[0])
    _map((home, *offices, guide), graph)
    moved = replace(guide, head=replace(guide.head, parent="page-3"))  # its address stays
    assert _map((home, *offices, moved), graph) == _map((home, *offices, moved))


def test_a_large_site_is_counted_by_office_and_kind_and_says_so() -> None:
    office = _placed(an_agency_home, 2, a_home())
    pages = [_placed(a_guide, number, office) for number in range(3, PART_SIZE + 5)]
    found = _map((a_home(), office, *pages))
    assert not found.is_whole
    assert [one.path for one in found.offices] == ["", office.head.path]
    (group,) = found.offices[1].groups
    assert (group.item_kind, group.count, group.items) == ("guide", len(pages), ())
    said = render(found, a_view()).decode()
    assert "số trang của mỗi nơi" in said
    assert "số trang của mỗi nơi" not in render(a_site_map(), a_view()).decode()


def test_the_foot_of_every_page_leads_to_the_map() -> None:
    view = a_view()
    view = replace(view, site=replace(view.site, map_path="so-do-cong/"))
    assert 'so-do-cong/index.html">Sơ đồ cổng</a>' in render(a_guide(), view).decode()
    assert "Sơ đồ cổng" not in render(a_guide(), a_view()).decode()


@pytest.mark.parametrize("language", ["tyz", "en"])
def test_a_language_in_which_nothing_is_written_has_no_map_of_its_own(language: str) -> None:
    other = a_home(head=a_head("Loa", key="page-9", path=f"{language}/", language=language))
    made = made_pages((a_home(), other, _placed(a_guide, 3, a_home())))
    assert [page.head.language for page in made if isinstance(page, SiteMap)] == ["vi"]

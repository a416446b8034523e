"""About an office: one page each, its parts asked by name, leaders by their posts."""

from typing import Any

import pytest

from cms.models import AboutPage
from cms.models.about import PARTS
from sitegen.documents.nodes import Heading
from sitegen.render.html import render
from tests.builders import a_view
from tests.factories import Province, an_agency_home_page, items, stream
from tests.factory_office import an_about_page
from tests.site.collected import document_of
from tests.site.editing import add_page, edit_page

PROSE = ("paragraph", "<p>Có chữ.</p>")


def test_a_second_page_about_one_office_is_refused_in_words(
    editor: Any, province: Province
) -> None:
    first = an_about_page(province.office, title="Về chúng tôi")
    made = add_page(editor, province.office, AboutPage, title="Giới thiệu nữa")
    assert "“Về chúng tôi”" in " ".join(made.errors.values())
    assert AboutPage.objects.get() == first
    assert edit_page(editor, first, lead="Sửa chính trang ấy.").is_saved
    other = an_agency_home_page(province.home, agency=province.agency, title="Ban khác")
    assert add_page(editor, other, AboutPage, title="Giới thiệu").is_saved


@pytest.mark.parametrize("name", PARTS)
def test_a_machine_may_ask_which_parts_say_something(province: Province, name: str) -> None:
    page = an_about_page(province.office, leaders=[], functions=[])
    assert page.filled_parts() == set()
    setattr(page, name, stream(PROSE))
    assert page.filled_parts() == {name}


def test_every_part_stands_under_its_own_heading_and_headings_in_it_below(
    province: Province,
) -> None:
    inner = ("heading", {"number": "", "text": "Trong phần", "level": "2"})
    page = an_about_page(province.office, **{name: stream(PROSE, inner, PROSE) for name in PARTS})
    headings = [node for node in document_of(page).body if isinstance(node, Heading)]
    assert [one.level for one in headings] == [2, 3] * len(PARTS)
    assert len({one.anchor for one in headings}) == len(headings)
    assert len({one.text for one in headings if one.level == 2}) == len(PARTS)


def test_a_name_is_shown_only_where_it_was_given(province: Province) -> None:
    leaders = (
        {"post": "Giám đốc", "name": "Nguyễn Văn Thử", "tasks": items("Chung.")},
        {"post": "Phó Giám đốc"},
    )
    page = an_about_page(province.office, leaders=stream(*(("leader", one) for one in leaders)))
    document = document_of(page)
    assert [(one.post, one.name) for one in document.leaders] == [
        ("Giám đốc", "Nguyễn Văn Thử"),
        ("Phó Giám đốc", ""),
    ]
    assert "Nguyễn Văn Thử" in render(document, a_view()).decode()

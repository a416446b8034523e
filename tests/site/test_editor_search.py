"""Officers search the editor as citizens search the mirror: without marks, half typed, by number."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from cms.models import ContactPoint, Term
from cms.search import asked, indexed
from tests.factories import Province, a_fact, a_guide_page, an_announcement_page

pytestmark = pytest.mark.django_db


def _indexed(*rows: Any) -> None:
    """Do at once what a background task does after saving."""
    for row in rows:
        get_search_backend().add(row)


def _titles(query: str) -> list[str]:
    return [page.title for page in Page.objects.all().autocomplete(query)]


@pytest.mark.parametrize(
    "typed",
    [
        *("Hướng dẫn đăng ký", "huong dan dang ky", "HUONG DAN", "hướng dẫn đăng kí"),
        *("huong da", "dan dang", "hu\u031bo\u031b\u0301ng da\u0302\u0303n"),
    ],
)
def test_page_is_found_however_its_title_is_typed(province: Province, typed: str) -> None:
    guide = a_guide_page(province.office, title="Hướng dẫn đăng ký khai sinh")
    _indexed(guide, an_announcement_page(province.office, title="Mười thủ tục qua mạng"))
    assert _titles(typed) == ["Hướng dẫn đăng ký khai sinh"]


def test_word_that_is_nowhere_finds_nothing(province: Province) -> None:
    _indexed(a_guide_page(province.office, title="Hướng dẫn đăng ký khai sinh"))
    assert _titles("ket hon") == []


@pytest.mark.parametrize("typed", ["0209.3810.999", "02093810999", "0209 3810 999", "3810999"])
def test_telephone_number_is_one_word_in_any_grouping(typed: str) -> None:
    assert asked(typed) in indexed("Gọi 0209.3810.999 trong giờ làm việc").split()


def test_facts_are_found_without_marks() -> None:
    _indexed(a_fact(Term, name="căn cước công dân", says="CCCD"))
    assert [term.name for term in get_search_backend().search("can cuoc", Term)] == [
        "căn cước công dân"
    ]
    assert list(get_search_backend().search("can cuoc", ContactPoint)) == []


def test_explorer_finds_pages_without_marks(province: Province, admin_client: Client) -> None:
    _indexed(a_guide_page(province.office, title="Hướng dẫn đăng ký khai sinh"))
    answer = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": "dang ky khai"})
    assert "Hướng dẫn đăng ký khai sinh" in answer.content.decode()

"""What officers see of readers' answers: of their own pages, and nothing where few have answered."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import PageRating, User
from cms.offices.roles import ROLES
from cms.offices.setting_up import set_up_office
from cms.permissions import grant_officers
from cms.rating.report import FEWEST
from sitegen.render import json_api
from tests.builders import a_guide, a_head, a_view
from tests.factories import Province, a_guide_page, an_agency_home_page, another_agency, publish
from tests.site.collected import document_of

ANSWERS = PageRating.Answer
HERE, THERE = "Hướng dẫn của mình", "Hướng dẫn của nơi khác"


def _rated(page: Page, step: str = "", *, month: date | None = None, **counts: int) -> None:
    month = (month or timezone.localdate()).replace(day=1)
    for answer, number in counts.items():
        PageRating.objects.create(page=page, step=step, month=month, answer=answer, count=number)


@pytest.fixture
def pages(province: Province) -> tuple[Page, Page]:
    """One guide of each of two offices that are set up."""
    grant_officers()
    other = another_agency(province)
    office = an_agency_home_page(province.home, title="Sở Y tế", agency=other)
    made = (a_guide_page(province.office, title=HERE), a_guide_page(office, title=THERE))
    for agency in (province.agency, other):
        set_up_office(agency)
    return made


def _client(province: Province, role: str) -> Client:
    client = Client()
    if role == "province":
        user = User.objects.create_superuser("boss", "boss@loa.example", "x")
    else:
        user = User.objects.create_user("u", "u@loa.example", "x")
        if role:
            user.groups.add(set_up_office(province.agency)[role])
    client.force_login(user)
    return client


def _said(client: Client) -> str:
    answer = client.get(reverse("ratings"))
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("role", [role.key for role in ROLES if role.pages])
def test_officers_see_the_answers_of_their_own_pages(
    province: Province, pages: tuple[Page, Page], role: str
) -> None:
    for page in pages:
        _rated(page, yes=40, stuck=12)
    said = _said(_client(province, role))
    assert HERE in said
    assert "52, 77% có giúp" in said
    assert THERE not in said


def test_people_of_the_province_see_all_what_helped_least_first(
    province: Province, pages: tuple[Page, Page]
) -> None:
    _rated(pages[0], yes=40, stuck=12)
    _rated(pages[1], yes=1, wrong=13)
    said = _said(_client(province, "province"))
    assert said.index(THERE) < said.index(HERE)


def test_who_writes_no_pages_sees_nothing(province: Province, pages: tuple[Page, Page]) -> None:
    client = _client(province, "")
    assert client.get(reverse("ratings")).status_code in {302, 403}
    assert len(pages) == 2


@pytest.mark.parametrize("number", range(1, FEWEST + 3))
def test_few_answers_are_not_shown_but_said_to_be_few(
    province: Province, pages: tuple[Page, Page], number: int
) -> None:
    _rated(pages[0], yes=1)
    if number > 1:
        _rated(pages[0], stuck=number - 1, month=timezone.localdate() - timedelta(days=40))
    said = _said(_client(province, "soan"))
    assert (HERE in said) is (number >= FEWEST)
    assert ("Còn 1 trang, bước" in said) is (number < FEWEST)


def test_answers_of_more_than_a_year_ago_count_no_more(
    province: Province, pages: tuple[Page, Page]
) -> None:
    _rated(pages[0], yes=99, month=timezone.localdate() - timedelta(days=366))
    assert HERE not in _said(_client(province, "soan"))


def test_steps_have_the_names_that_are_served_and_lost_ones_say_so(
    province: Province, pages: tuple[Page, Page], settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://dichvu.example.vn/"
    path = f"{province.office.slug}/{pages[0].slug}/"
    guide = a_guide(head=a_head(path=path, key=f"page-{pages[0].pk}"))
    folder = settings.LOA_VAR / "releases" / "current" / path
    folder.mkdir(parents=True)
    (folder / "index.json").write_bytes(json_api.render(guide, a_view()))
    step = guide.groups[0].steps[1]
    _rated(pages[0], step.anchor, stuck=7)
    _rated(pages[0], "buoc-cu", stuck=6)
    said = _said(_client(province, "soan"))
    assert f"Bước {step.number}. " in said
    assert f'href="https://dichvu.example.vn/{path}#{step.anchor}"' in said
    assert "bước không còn trong bản đang đăng" in said


def test_nearest_office_decides_for_itself_and_what_stands_below(
    province: Province, pages: tuple[Page, Page]
) -> None:
    here, there = pages
    below = an_agency_home_page(province.office, title="Trung tâm", agency=province.agency)
    last = a_guide_page(below)
    switches = (province.home, province.office, below)
    for bits in range(8):
        for place, row in enumerate(switches):
            row.refresh_from_db()
            row.asks_readers = bool(bits & 1 << place)
            publish(row)
        asks = [document_of(page).head.asks for page in (province.home, here, last, there)]
        home, office, under = (bool(bits & 1 << place) for place in range(3))
        assert asks == [home, office, under, False]


def test_draft_of_the_switch_asks_nobody(province: Province) -> None:
    province.office.asks_readers = True
    province.office.save_revision()
    assert not document_of(province.office).head.asks

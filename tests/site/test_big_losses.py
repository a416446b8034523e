"""A big loss is for an administrator, by whichever way, and says its number first."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.urls import reverse
from wagtail.actions import DeletePageAction, MovePageAction, UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from cms.locks import held_by_others
from cms.losses import MANY, pages_lost
from cms.models import OutreachPage
from sitegen.pipeline import release_now
from tests.factories import (
    Province,
    a_guide_page,
    an_agency_home_page,
    an_announcement_page,
    an_officer,
)
from tests.grounds import on_province

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def ground(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """The pages that every test here begins with, by name."""
    with django_db_blocker.unblock(), on_province() as place:
        leaf = a_guide_page(place.office)
        parent = an_announcement_page(place.office)
        for number in range(MANY):  # live pages are counted, however they became so
            parent.add_child(instance=OutreachPage(title=f"Bài số {number}", form="article"))
        draft = an_agency_home_page(
            place.home, title="Sở Tư pháp", agency=place.agency, is_live=False
        )
        shown = {"home": place.home, "office": place.office, "parent": parent, "leaf": leaf}
        yield {name: page.pk for name, page in (shown | {"draft": draft}).items()}


@pytest.fixture
def draft_office(ground: dict[str, int], db: None) -> Any:
    """A place inside the site that citizens do not see."""
    return Page.objects.get(pk=ground["draft"]).specific


@pytest.fixture
def pages(ground: dict[str, int], db: None) -> dict[str, Any]:
    """One page of every kind that the rule knows, and one it has nothing to say about."""
    return {
        name: Page.objects.get(pk=pk).specific for name, pk in ground.items() if name != "draft"
    }


def _bulk(verb: str, page: Page) -> str:
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", verb]) + f"?id={page.pk}"


Route = Callable[[Any, Page, Page], Any]
ROUTES: dict[str, Route] = {
    "unpublish": lambda client, page, _: client.post(
        reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    ),
    "bulk unpublish": lambda client, page, _: client.post(_bulk("unpublish", page)),
    "delete": lambda client, page, _: client.post(
        reverse("wagtailadmin_pages:delete", args=[page.pk]), {"confirm_site_name": "Loa"}
    ),
    "bulk delete": lambda client, page, _: client.post(
        _bulk("delete", page), {"confirm_site_name": "Loa"}
    ),
    "move": lambda client, page, to: client.post(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk])
    ),
    "bulk move": lambda client, page, to: client.post(_bulk("move", page), {"chooser": to.pk}),
    "restrict": lambda client, page, _: client.post(
        reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"}
    ),
}
MEETINGS = [
    (route, name)
    for route in ROUTES
    for name in ("home", "office", "parent", "leaf")
    if "move" not in route or name in {"parent", "leaf"}
]
"""Only a home page holds an office, and only the root a home page: these move nowhere."""


@pytest.mark.parametrize(("route", "name"), MEETINGS)
@pytest.mark.parametrize("is_administrator", [False, True])
def test_much_is_taken_down_by_an_administrator_only(
    *,
    client: Any,
    pages: dict[str, Any],
    draft_office: Any,
    settings: Any,
    route: str,
    name: str,
    is_administrator: bool,
) -> None:
    settings.WAGTAIL_SITE_NAME = "Loa"
    user = an_officer()
    user.is_superuser = is_administrator
    user.save()
    client.force_login(user)
    page = pages[name]
    seen = pages_lost([page])
    assert seen >= (1 if name == "leaf" else MANY)
    ROUTES[route](client, page, draft_office)
    there = Page.objects.filter(pk=page.pk)
    left = pages_lost(there) if there.exists() else 0
    if is_administrator or name == "leaf":
        assert left == 0
    else:
        assert left == seen


def test_a_page_with_many_below_still_moves_where_citizens_see_it(
    editor: Any, province: Province, pages: dict[str, Any]
) -> None:
    other = an_agency_home_page(province.home, title="Sở Tài chính", agency=province.agency)
    parent = pages["parent"]
    ROUTES["move"](editor, parent, other)
    assert Page.objects.get(pk=parent.pk).get_parent().pk == other.pk


def test_actions_ask_the_same_question(
    officer: Any, pages: dict[str, Any], draft_office: Any
) -> None:
    for page in (pages["home"], pages["office"], pages["parent"]):
        with pytest.raises(PermissionDenied):
            UnpublishPageAction(page, user=officer).execute()
        with pytest.raises(PermissionDenied):
            DeletePageAction(page, user=officer).execute()
    with pytest.raises(PermissionDenied):
        MovePageAction(pages["parent"], draft_office, pos="last-child", user=officer).execute()


@pytest.mark.parametrize("route", ["unpublish", "delete"])
def test_the_screen_says_how_many_pages_go_though_the_box_is_not_ticked(
    admin_client: Any, pages: dict[str, Any], route: str
) -> None:
    home = pages["home"]
    count = pages_lost([home])
    screens = (reverse(f"wagtailadmin_pages:{route}", args=[home.pk]), _bulk(route, home))
    for address in screens:
        assert f"{count} trang sẽ không còn" in admin_client.get(address).content.decode()


def test_the_number_is_what_the_next_release_loses(
    admin_client: Any, province: Province, pages: dict[str, Any]
) -> None:
    said = pages_lost([province.office])
    before = pages_lost([province.home])
    admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[province.office.pk]))
    assert before - pages_lost([Page.objects.get(pk=province.home.pk)]) == said
    assert release_now().status == "released"


def test_moving_out_of_sight_says_how_many_pages_go(
    admin_client: Any, pages: dict[str, Any], draft_office: Any
) -> None:
    address = reverse("wagtailadmin_pages:move_confirm", args=[pages["parent"].pk, draft_office.pk])
    said = f"{pages_lost([pages['parent']])} trang sẽ không còn"
    assert said in admin_client.get(address).content.decode()


@pytest.mark.parametrize("route", ["unpublish", "delete"])
def test_who_may_not_is_told_whom_to_ask(editor: Any, pages: dict[str, Any], route: str) -> None:
    address = reverse(f"wagtailadmin_pages:{route}", args=[pages["home"].pk])
    for asked in (address, _bulk(route, pages["home"])):
        said = editor.get(asked, follow=True).content.decode()
        assert "Hãy nhờ quản trị viên làm." in said


@pytest.mark.parametrize("route", ["unpublish", "delete", "move"])
def test_who_may_not_is_told_who_locked_the_page(
    editor: Any, officer: Any, pages: dict[str, Any], route: str
) -> None:
    holder = an_officer("nguoi-khoa")
    Page.objects.filter(pk=pages["leaf"].pk).update(locked=True, locked_by=holder)
    assert held_by_others(pages["leaf"], officer)
    address = reverse(f"wagtailadmin_pages:{route}", args=[pages["leaf"].pk])
    assert "nguoi-khoa khoá" in editor.get(address, follow=True).content.decode()


def test_an_hour_to_expire_needs_the_same_right(officer: Any, pages: dict[str, Any]) -> None:
    for name, page in pages.items():
        kind = type(page)
        form_class = modelform_factory(kind, form=kind.base_form_class, fields=["expire_at"])
        form = form_class({"expire_at": "2030-01-01 10:00"}, instance=page, for_user=officer)
        form.is_valid()
        assert ("expire_at" in form.errors) == (name != "leaf")


def test_a_restriction_set_by_the_officer_on_a_leaf_is_allowed(
    editor: Any, pages: dict[str, Any]
) -> None:
    ROUTES["restrict"](editor, pages["leaf"], pages["home"])
    assert PageViewRestriction.objects.filter(page=pages["leaf"]).exists()

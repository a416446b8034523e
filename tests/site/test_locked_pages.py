"""A page locked by one officer is not moved or deleted by another, by whichever way."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.actions import DeletePageAction, MovePageAction
from wagtail.models import Page

from tests.factories import Province, a_guide_page, an_agency_home_page, an_officer

pytestmark = pytest.mark.django_db


def _lock(page: Page, user: Any) -> None:
    page.locked, page.locked_by = True, user
    page.save()


@pytest.fixture
def locked(province: Province) -> Any:
    page = a_guide_page(province.office)
    _lock(page, an_officer("nguoi-khoa"))
    return page


ROUTES = {
    "delete": lambda page, _to: (reverse("wagtailadmin_pages:delete", args=[page.pk]), {}),
    "move": lambda page, to: (
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, to.pk]),
        {"slug": page.slug},
    ),
    "bulk delete": lambda page, _to: (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}",
        {},
    ),
    "bulk move": lambda page, to: (
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={page.pk}",
        {"chooser": to.pk},
    ),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("is_locked", [True, False])
def test_locked_page_stays_where_it_is(
    editor: Any, province: Province, locked: Any, route: str, is_locked: bool
) -> None:
    to = an_agency_home_page(province.home, title="Sở Tư pháp", agency=province.agency)
    if not is_locked:
        Page.objects.filter(pk=locked.pk).update(locked=False, locked_by=None)
    address, data = ROUTES[route](locked, to)
    editor.post(address, data)
    stayed = Page.objects.filter(pk=locked.pk, path=locked.path).exists()
    assert stayed == is_locked


@pytest.mark.parametrize("is_administrator", [True, False])
def test_actions_refuse_the_page_and_those_above_it(
    province: Province, locked: Any, is_administrator: bool
) -> None:
    other = an_officer("nguoi-khac")
    other.is_superuser = is_administrator
    other.save()
    to = an_agency_home_page(province.home, title="Sở Tư pháp", agency=province.agency)
    for page, target in ((locked, to), (province.office, province.home)):
        with pytest.raises(PermissionDenied):
            DeletePageAction(page, user=other).execute()
        with pytest.raises(PermissionDenied):
            MovePageAction(page, target, pos="last-child", user=other).execute()


def test_who_locked_it_may_delete_it(locked: Any) -> None:
    DeletePageAction(locked, user=locked.locked_by).execute()
    assert not Page.objects.filter(pk=locked.pk).exists()

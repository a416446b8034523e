"""Every address of the editor, asked by everybody: nothing is given or changed that may not be.

The addresses are read from the resolver, so a new screen is tried as soon as it is there. Between
password and code, and before a factor that is a duty, see ``test_second_factor``.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver
from wagtail.admin.viewsets import viewsets
from wagtail.permissions import policy_registry

from cms.models import User
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import Province, a_guide_page
from tests.site import admin_addresses
from tests.site.admin_addresses import addresses
from tests.site.test_inline_scripts import is_screen, unfit
from tests.site.test_writers_everywhere import SENT

ROLES = ("nobody", "no rights", WRITERS, APPROVERS, "superuser")
TOO_LARGE = 10**22
WAGTAILS = re.compile(
    r"/admin/(choose-external-link/|pages/1/(lock|unlock|set_position|move/1/confirm)/"
    r"|redirects/import/process/|snippets/choose/\w+/\w+/create/)"
)
"""Read a form or the root page without looking first: an officer's own odd request, nothing given."""
FOR_ANYBODY = re.compile(
    r"/admin/(login|logout|phien|sprite|jsi18n|localize/jsi18n|hai-buoc/(dang-nhap|xac-minh)"
    r"|password_reset)|/api/|/documents/"
)
NOTED = ("sessions", "axes", "usersessions", "django_tasks_database")
"""Apps that write down that somebody was there."""


@pytest.fixture(autouse=True)
def _quiet(province: Province, caplog: Any) -> None:
    caplog.set_level("CRITICAL", "django")
    caplog.set_level("CRITICAL", "axes")
    grant_officers()


def _client(role: str) -> tuple[Client, User | None]:
    client = Client(raise_request_exception=False)
    if role == "nobody":
        return client, None
    if role == "superuser":
        user: User = User.objects.create_superuser("boss", "boss@loa.example", "x")
    else:
        user = User.objects.create_user(f"u{ROLES.index(role)}", "u@loa.example", "x")
        user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return client, user


def _asked(
    client: Client,
    paths: list[str],
    data: Any = None,
    look: Callable[[str, Any], object] = lambda _path, _answer: None,
) -> Iterator[tuple[str, str, int]]:
    """Yield what each address answers to GET and to POST; what they do is forgotten."""
    for path in paths:
        if "logout" not in path:
            with transaction.atomic():
                answer = client.get(path)
                look(path, answer)
                yield "GET", path, int(answer.status_code)
                yield "POST", path, int(client.post(path, data or {}).status_code)
                transaction.set_rollback(True)


def _with_numbers() -> list[str]:
    """Return the addresses of our own views that take a number, with one that no row has."""
    return sorted(
        "/" + admin_addresses._filled(re.sub(r"<int:\w+>", str(TOO_LARGE), route))
        for route, view in _views(get_resolver().url_patterns, "")
        if "<int:" in route and _is_ours(view)
    )


def _views(patterns: Any, before: str) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^")
        if hasattr(one, "url_patterns"):
            yield from _views(one.url_patterns, route)
        else:
            yield route, one.callback


def _is_ours(view: Any) -> bool:
    names = {getattr(inner, "__module__", "") for inner in _inside(view)}
    return any(name.split(".")[0] in {"cms", "guides", "media", "sitegen"} for name in names)


def _inside(view: Any) -> Iterator[Any]:
    while view is not None:
        yield view
        yield getattr(view, "view_class", None)
        view = getattr(view, "__wrapped__", None)


@pytest.mark.parametrize("role", ROLES)
def test_number_that_no_row_can_have_is_not_found(role: str) -> None:
    client, _user = _client(role)
    paths = _with_numbers()
    assert len(paths) >= 5
    answers = {(how, path): status for how, path, status in _asked(client, paths)}
    assert set(answers.values()) <= {302, 403, 404, 405}
    if role == "superuser":
        got = {status for (how, _path), status in answers.items() if how == "GET"}
        assert got <= {404, 405}


@pytest.mark.filterwarnings("ignore:Pagination may yield")  # of wagtail-localize's own report
def test_number_that_no_row_can_have_is_not_found_by_wagtails_screens_either() -> None:
    client, _user = _client("superuser")
    asked = ("p", "page", "id", "user", "parent_page_id", "collection_id", "content_type", "owner")
    data = {name: str(TOO_LARGE) for name in asked}
    paths = [path for path in addresses() if re.search("results|chosen|history|report|usage", path)]
    assert len(paths) > 100
    assert [path for path in paths if client.get(path, data).status_code >= 500] == []


@pytest.mark.parametrize(("role", "is_real"), [("nobody", False), ("no rights", True)])
def test_who_has_no_rights_gets_nothing_and_changes_nothing(
    role: str, province: Province, *, is_real: bool
) -> None:
    client, _user = _client(role)
    page = a_guide_page(province.office, is_live=False)
    before = _rows()
    answers = list(_asked(client, addresses(page.pk if is_real else 1), SENT))
    assert [one for one in answers if one[2] >= 500] == []
    assert [one for one in answers if one[2] < 300 and not FOR_ANYBODY.match(one[1])] == []
    assert _rows() == before


@pytest.mark.filterwarnings("ignore:Pagination may yield")  # as above
def test_no_address_fails_and_each_role_gets_what_the_one_below_it_gets() -> None:
    """And each screen says what may run in it, and needs nothing else: who sees all looks at all."""
    faults, got, screens, wrong = [], [], list[str](), dict[str, list[str]]()

    def look(path: str, answer: Any) -> None:
        screens.extend([path] if is_screen(answer) else [])
        wrong.update({path: found} if (found := unfit(answer)) else {})

    for role in (WRITERS, APPROVERS, "superuser"):
        client, user = _client(role)
        looks = {"look": look} if role == "superuser" else {}
        answers = list(_asked(client, addresses(), **looks))
        got.append({path for how, path, status in answers if how == "GET" and status == 200})
        faults += [(role, *one) for one in answers if one[2] >= 500 and not _is_known(*one)]
        assert User.objects.get(pk=user.pk).is_superuser is (role == "superuser")  # type: ignore[union-attr]
    assert faults == []
    assert got[0] <= got[1] <= got[2]
    assert len(got[0]) > 50
    assert wrong == {}
    assert len(screens) > 100


def _is_known(how: str, path: str, _status: int) -> bool:
    return how == "POST" and bool(WAGTAILS.match(path))


@pytest.mark.parametrize("role", [WRITERS, APPROVERS])
def test_screens_of_rows_that_a_role_may_not_touch_refuse_all_of_them(role: str) -> None:
    """Each viewset says which rights it asks for; who has none of them gets none of its screens."""
    client, user = _client(role)
    closed = {
        f"/admin/{one.url_prefix}/"
        for one in viewsets.viewsets
        if getattr(one, "model", None) is not None
        and not policy_registry.get_by_type(_model(one.model)).user_has_any_permission(
            user, ["add", "change", "delete", "view", "choose"]
        )
    }
    assert {"/admin/users/", "/admin/groups/"} <= closed
    paths = [path for path in addresses() if path.startswith(tuple(closed))]
    assert len(paths) > 30
    given = [(how, path) for how, path, status in _asked(client, paths) if status < 300]
    assert given == []


def _model(named: Any) -> Any:
    return apps.get_model(named) if isinstance(named, str) else named


def _rows() -> dict[str, str]:
    """Return a digest of every table but those that note who was there."""
    found = {}
    for kind in apps.get_models(include_auto_created=True):
        if kind._meta.managed and not kind._meta.proxy and kind._meta.app_label not in NOTED:
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT * FROM "{kind._meta.db_table}" ORDER BY 1')  # noqa: S608
                rows = cursor.fetchall()
            found[kind._meta.label] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found

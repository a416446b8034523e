"""Database tests: a province of one office, an officer at the editor, a folder for releases."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import get_resolver
from wagtail.models import Page

from tests import grounds
from tests.factories import Province
from tests.migrated import copy_database, copy_on_server


@pytest.fixture(autouse=True)
def _clean_ground(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Give each test a release folder of its own and empty caches."""
    settings.LOA_VAR = tmp_path / "var"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _tree_stays_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does with the database, the tree of pages is right when it has ended."""
    has_database = {"db", "transactional_db"} & set(request.fixturenames) or (
        request.node.get_closest_marker("django_db")
    )
    if has_database:
        request.getfixturevalue("_django_db_helper")
    yield
    if has_database:
        assert _is_right()


_right: set[frozenset[tuple[str, int, int]]] = set()


def _is_right() -> bool:
    """Ask for problems once a shape of the tree: they lie in nothing else, and cost a query a page."""
    shape = frozenset(Page.objects.order_by().values_list("path", "depth", "numchild"))
    if shape not in _right and not any(Page.find_problems()):
        _right.add(shape)
    return shape in _right


@pytest.fixture(autouse=True, scope="session")
def _screens_as_a_server_has_them() -> None:
    """Import the addresses before the database is migrated, which is done without translations."""
    _ = get_resolver().url_patterns


@pytest.fixture(autouse=True, scope="session")
def _no_old_uploads() -> Iterator[None]:
    from django.conf import settings  # noqa: PLC0415  # read before the first test changes it

    uploads = Path(settings.LOA_PRIVATE_ROOT).parent
    shutil.rmtree(uploads, ignore_errors=True)
    yield
    shutil.rmtree(uploads, ignore_errors=True)


@pytest.fixture
def province(db: None) -> Province:
    """A home page and one office."""
    return grounds.province()


@pytest.fixture
def officer(province: Province) -> Any:
    """Somebody who may publish."""
    return grounds.officer()


@pytest.fixture
def editor(client: Any, officer: Any) -> Any:
    """The officer at the editor."""
    client.force_login(officer)
    return client


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Callable[..., Any]) -> Callable[[], Any]:
    """Do what follows as one commit: ``with committed(): ...``.

    The test itself is one transaction that never ends; what waits for its end is let go.
    """

    @contextmanager
    def one_commit() -> Iterator[None]:
        connection.run_on_commit = []
        with django_capture_on_commit_callbacks(execute=True):
            yield
        connection.run_on_commit = []

    return one_commit


@pytest.fixture
def apart(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A database of this test alone, in which what is done is done for every connection."""
    shown: dict[str, Any] = connection.settings_dict
    empty = str(shown["NAME"])
    with django_db_blocker.unblock():
        connection.close()
        if connection.vendor == "sqlite":
            shown["NAME"] = str(tmp_path / "apart.sqlite3")
            copy_database(Path(empty), tmp_path / "apart.sqlite3")
        else:
            shown["NAME"] = f"{empty}_apart"
            copy_on_server(empty, shown["NAME"])
        yield
        connection.close()
        shown["NAME"] = empty

"""What all tests share: an empty queue of tasks, and nothing left over in the caches."""

import gc
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django.plugin import blocking_manager_key

from tests.commands import end_all
from tests.demo_world import inside_demo
from tests.migrated import migrated_copy

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every command would compile Loa anew


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Shuffle the modules, and the tests of each, when ``LOA_ORDER`` gives a number to do it by."""
    seed = os.environ.get("LOA_ORDER", "")
    if seed:
        chance = random.Random(seed)  # noqa: S311  # the same in every process
        place = {name: chance.random() for name in sorted({item.path for item in items})}
        items.sort(key=lambda item: (place[item.path], chance.random()))


def pytest_collection_finish() -> None:
    """Take what was imported out of the collector's rounds: they cost a tenth of a long run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_unconfigure() -> None:
    """End the processes that are kept for commands."""
    end_all()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Put the connection on the database that the test begins with."""
    from tests.grounds import GROUNDS, stand_on  # noqa: PLC0415  # after Django's setup

    with item.config.stash[blocking_manager_key].unblock():
        stand_on(next((one for one in reversed(GROUNDS) if one in item.fixturenames), ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_db_createdb: bool
) -> None:
    """Give each process a copy of one migrated database, in place of migrating it again."""
    from django.conf import settings  # noqa: PLC0415  # unit tests have no Django

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not django_db_createdb:
        migrated_copy(Path(database["TEST"]["NAME"]))


@pytest.fixture(scope="module")
def demo_rows(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """The demo as `load_demo` left it, in Django's own database; the module's changes are forgotten."""
    with django_db_blocker.unblock(), inside_demo(tmp_path_factory.mktemp("demo")):
        yield


@pytest.fixture
def asked(db: None, settings: Any) -> Iterator["Asked"]:
    """Tell which releases were asked for since the test began."""
    from django_tasks import default_task_backend  # noqa: PLC0415  # unit tests have no Django

    default_task_backend.clear()
    yield Asked(default_task_backend)
    default_task_backend.clear()


class Asked:
    """The queue of background work: what waits in it, and how to do the part that deletes files."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def releases(self) -> int:
        """Return how many releases wait."""
        return sum(self._is_release(result) for result in self._backend.results)

    def forget(self) -> None:
        """Empty the queue."""
        self._backend.clear()

    def delete_files(self) -> None:
        """Delete the files that Wagtail left to be deleted later."""
        for result in self._backend.results:
            if result.task.name == "delete_file_from_storage_task":
                result.task.call(*result.args, **result.kwargs)
        self._backend.clear()

    @staticmethod
    def _is_release(result: Any) -> bool:
        return bool(result.task.module_path == "sitegen.tasks.release_task")

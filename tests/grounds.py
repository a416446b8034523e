"""Three databases to begin with: an empty one, one with the province, one with its officer too.

The province takes a seventh of a second to make, and a thousand tests begin with it; the rights of
officers take half of that. Each is made once a process, as officers make it, in a copy of the one
before; before each test the connection is put on the one that the test begins with, and what the
test does is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from cms.models import HomePage, User
from tests.factories import Province, a_province, an_officer, the_province
from tests.migrated import copy_database

__all__ = ["GROUNDS", "forgotten", "fresh", "officer", "on_province", "province", "stand_on"]

GROUNDS = {"province": a_province, "officer": an_officer}
"""What is laid on what stands above it, by the fixture that asks for it."""

_made: set[Path] = set()


def stand_on(name: str) -> None:
    """Use the database with what ``name`` of GROUNDS says, "" for the empty one.

    In the middle of a transaction stay.
    """
    empty = Path(settings.DATABASES["default"]["TEST"].get("NAME") or "")
    places = {"": empty, **{one: empty.with_name(f"{empty.stem}-{one}.sqlite3") for one in GROUNDS}}
    shown: dict[str, Any] = connection.settings_dict
    is_ours = connection.vendor == "sqlite" and Path(str(shown["NAME"])) in places.values()
    if not is_ours or connection.in_atomic_block or shown["NAME"] == str(places[name]):
        return
    if not name or places[name] in _made:
        _connect(places[name])
        return
    before = list(places)[list(places).index(name) - 1]
    stand_on(before)
    connection.close()
    copy_database(places[before], places[name])
    _connect(places[name])
    try:
        GROUNDS[name]()
    except BaseException:
        _connect(empty)
        raise
    _made.add(places[name])


def _connect(place: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(place)
    cache.clear()


def province() -> Province:
    """Return the province that stands there, or make it: a server has only one database."""
    return the_province() if HomePage.objects.exists() else a_province()


def officer() -> User:
    """Return the officer who stands there, or make one: a server has only one database."""
    return User.objects.filter(username="can-bo").first() or an_officer()


@contextmanager
def forgotten() -> Iterator[None]:
    """Forget what is done inside: for one case of many that begin with the same rows."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def fresh(row: Any) -> Any:
    """Return the row as it stands in the database: a test may change it, the next one may not see."""
    return type(row)._default_manager.get(pk=row.pk)


@contextmanager
def on_province() -> Iterator[Province]:
    """Lay more ground on the province, for as long as it lasts; each test's own is forgotten."""
    stand_on("province")
    with forgotten():
        yield province()
    connection.close()

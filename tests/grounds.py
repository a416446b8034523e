"""Two databases to begin with: an empty one, and one in which the province stands already.

The province takes a seventh of a second to make, and a thousand tests begin with it. It is made
once a process, as officers make it, in a copy of the empty database; before each test the
connection is put on the one that the test begins with, and what the test does is rolled back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction

from cms.models import HomePage
from tests.factories import Province, a_province, the_province
from tests.migrated import copy_database

__all__ = ["forgotten", "fresh", "on_province", "province", "stand_on"]


_made: set[Path] = set()


def stand_on(*, province: bool) -> None:
    """Use the database with or without the province; in the middle of a transaction stay."""
    empty = Path(settings.DATABASES["default"]["TEST"].get("NAME") or "")
    prepared = empty.with_name(f"{empty.stem}-province.sqlite3")
    shown: dict[str, Any] = connection.settings_dict
    wanted = prepared if province else empty
    is_ours = connection.vendor == "sqlite" and Path(str(shown["NAME"])) in {empty, prepared}
    if not is_ours or connection.in_atomic_block or shown["NAME"] == str(wanted):
        return
    connection.close()
    if province and prepared not in _made:
        copy_database(empty, prepared)
    shown["NAME"] = str(wanted)
    cache.clear()
    if province and prepared not in _made:
        try:
            a_province()
        except BaseException:
            connection.close()
            shown["NAME"] = str(empty)
            raise
        _made.add(prepared)


def province() -> Province:
    """Return the province that stands there, or make it: a server has only one database."""
    return the_province() if HomePage.objects.exists() else a_province()


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
    stand_on(province=True)
    with forgotten():
        yield province()
    connection.close()

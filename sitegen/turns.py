"""Turns among hosts: where one PostgreSQL is shared, the database says whose turn it is.

A lock is held by a connection of its own and freed by the server when that connection ends, so
none outlives a killed process or a lost host. With SQLite there is one host, and files are enough.
A pool that gives each transaction another connection (PgBouncer in that mode) cannot hold them.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import gethostname
from time import sleep
from zlib import crc32

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from sitegen.errors import SitegenError
from sitegen.release.lock import locked

__all__ = ["in_turn", "is_fetched", "only_one", "other_host", "require_own_releases"]

_AGAIN_SECONDS = 0.5
_LONGEST_NAME = 63
"""Bytes of a connection's name that PostgreSQL keeps."""
_HOLDER = """
SELECT application_name FROM pg_stat_activity JOIN pg_locks USING (pid)
WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = %s
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

_log = logging.getLogger("loa.release")


def is_fetched(folder: Path) -> bool:
    """Tell whether the releases of ``folder`` were fetched from another host (loa-pull --editor)."""
    return (folder / "releases" / ".pulled").exists()


def require_own_releases(folder: Path) -> None:
    """Raise SitegenError where releases are only fetched: what is done to them here is undone.

    The next fetch brings back what the worker's host serves, and citizens never saw the rest.
    """
    if is_fetched(folder):
        raise SitegenError(
            f"{folder} chỉ chứa bản phát hành lấy từ máy làm việc nền về, nên không đổi gì ở đây.",
            hint="Chạy lệnh này trên máy làm việc nền, hoặc bấm ở trang Phát hành của bộ biên tập.",
            code="releases-fetched",
        )


@contextmanager
def in_turn(folder: Path) -> Iterator[bool]:
    """Hold the release lock of ``folder``, and the one that all hosts share.

    Whoever waits says so in the log: who holds it may be frozen, and then no release comes. Yields
    whether who released here last died in the middle. Raises SitegenError where the releases were only
    fetched.
    """
    require_own_releases(folder)
    with locked(folder, waiting=_wait) as has_died:
        if connection.vendor != "postgresql":
            yield has_died
            return
        with _of_all_hosts(folder, "release", waiting=_wait):
            yield has_died


def _wait() -> None:
    _log.warning("Một tiến trình khác đang phát hành; máy chờ đến lượt.")


@contextmanager
def only_one(
    folder: Path, what: str, *, waiting: Callable[[], None]
) -> Iterator[Callable[[], object]]:
    """Be the only one of all hosts who does ``what``; wait as long as another does it.

    ``waiting`` is called once when there is somebody to wait for. Yields a function that raises
    OperationalError when the lock is lost, because the server or the way to it was.
    """
    if connection.vendor == "postgresql":
        with _of_all_hosts(folder, what, waiting=waiting) as ask:
            yield ask
    else:
        with locked(folder, what, waiting=waiting):
            yield lambda: None


def other_host(folder: Path, what: str) -> str:
    """Return the name of the other host that does ``what`` now.

    "" when this one does, or nobody, or where there is one host. Raises DatabaseError.
    """
    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [_number(what)])
        found = cursor.fetchone()
    name, _at, host = (found[0] if found else "").partition(" at ")
    return host if host and name != _name(folder, what).partition(" at ")[0] else ""


def _name(folder: Path, what: str) -> str:
    """Return the name of a connection that holds a turn: what, by which folder, at which host."""
    mark = crc32(f"{gethostname()}:{folder.resolve()}".encode())
    return f"loa.{what} {mark:08x} at {gethostname()}"[:_LONGEST_NAME]


def _number(what: str) -> int:
    return crc32(f"loa.{what}".encode())


@contextmanager
def _of_all_hosts(
    folder: Path, what: str, *, waiting: Callable[[], None]
) -> Iterator[Callable[[], object]]:
    own = connections.create_connection("default")
    own.inc_thread_sharing()  # the worker's clock asks too
    try:
        _run(own, "SELECT set_config('application_name', %s, false)", _name(folder, what))
        _take(own, _number(what), waiting)
        yield lambda: _run(own, "SELECT 1")
    finally:
        own.close()


def _take(own: BaseDatabaseWrapper, number: int, waiting: Callable[[], None]) -> None:
    """Ask again and again: who only waits would not notice that the server is gone."""
    is_told = False
    while not _run(own, f"SELECT pg_try_advisory_lock({number})"):
        if not is_told:
            waiting()
        is_told = True
        sleep(_AGAIN_SECONDS)


def _run(own: BaseDatabaseWrapper, statement: str, *values: str) -> object:
    with own.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchone()[0]

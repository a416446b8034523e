"""The database: an SQLite file of one machine, or a PostgreSQL server that several hosts share."""

from typing import Any

from cms.settings.environment import Environment

__all__ = ["caches", "database"]

_PATIENCE = {
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds, the last one milliseconds, as libpq names them."""

_ASKED_OF_THE_SERVER = " ".join(
    f"-c {one}"
    for one in (
        *("tcp_keepalives_idle=10", "tcp_keepalives_interval=5", "tcp_keepalives_count=3"),
        "jit=off",
    )
)
"""A host that is cut off lets go of its locks and rows within half a minute, not after two hours.

No question of ours takes as long as to compile it, which the server does where it expects many rows:
half a second of CPU for 50 ms at 30,000 pages (https://www.postgresql.org/docs/current/jit-decision.html).
"""


def database(env: Environment) -> dict[str, Any]:
    """Return Django's settings of the database that the deployment names."""
    return _postgresql(env.database) if env.database else _sqlite(env)


def _sqlite(env: Environment) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": env.var / "loa.sqlite3",
        "OPTIONS": {
            # Officers, the worker and the scheduler write side by side.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }


def _postgresql(address: str) -> dict[str, Any]:
    import dj_database_url  # noqa: PLC0415  # a commune needs neither it nor psycopg

    # A connection is kept for the requests that follow, and asked whether it lives before each.
    said: dict[str, Any] = dict(
        dj_database_url.parse(
            address, engine="sitegen.postgresql", conn_max_age=600, conn_health_checks=True
        )
    )
    options = said.setdefault("OPTIONS", {})
    # A server that is gone without a word is noticed within half a minute, not after two hours.
    for name, value in _PATIENCE.items():
        options.setdefault(name, value)
    options.setdefault("application_name", "loa")
    # A standby that is not promoted is no server of ours: as good as away, and waited for.
    options.setdefault("target_session_attrs", "read-write")
    options.setdefault("options", _ASKED_OF_THE_SERVER)
    return said


def caches(env: Environment) -> dict[str, Any]:
    """Return Django's settings of what is kept for a while: all hosts share it, as the database.

    What limits readers ("readers") is each process' own: it is never on a disk.
    """
    memory = "django.core.cache.backends.locmem.LocMemCache"
    readers = {"BACKEND": memory, "LOCATION": "readers", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    if not env.database:
        return {"default": {"BACKEND": memory}, "readers": readers}
    return {
        "readers": readers,
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "loa_cache",  # a migration makes it
            "OPTIONS": {"MAX_ENTRIES": 1000},
        },
    }

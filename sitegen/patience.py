"""Patience with the database: a server that is connected and says nothing is given up.

Timeouts of TCP notice a network that is gone, and the server's own need a server that runs. One that
is frozen, or whose disk hangs, keeps the connection open and answers nothing: that is only noticed
by whoever waits. Editors and the worker do not wait for ever; commands such as ``migrate`` may.
"""

from django.db import connection

__all__ = ["SECONDS", "lose_patience"]

SECONDS = 30
"""No single statement of an editor or a worker takes so long."""


def lose_patience(seconds: float = SECONDS) -> None:
    """Give up, from now on and in this process, connections on which an answer takes so long."""
    if connection.vendor == "postgresql":
        from sitegen.postgresql.driver import Connection  # noqa: PLC0415  # a commune has no psycopg

        Connection.patience = seconds

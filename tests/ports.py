"""Ports for servers that a test starts: nobody else takes them between asking and listening."""

import random
import socket
from contextlib import suppress

__all__ = ["free_port"]

RANGE = range(20_000, 30_000)
"""Below what the system gives to outgoing connections, which would take one in between."""


def free_port() -> int:
    """Return a port of this machine on which nothing listens; runs side by side draw others."""
    for port in random.SystemRandom().sample(RANGE, len(RANGE)):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise OSError("every port is taken")

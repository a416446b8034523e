"""Ports for servers that a test starts: nobody else takes them between asking and listening."""

import random
import socket
from contextlib import suppress

__all__ = ["free_port"]

RANGE = range(20_000, 30_000)
"""Below what the system gives to outgoing connections, which would take one in between."""


def free_port() -> int:
    """Return a port of this machine on which nothing listens, and which is given to nobody else.

    As long as this process lives, no run beside it draws the same one, and it draws none twice:
    a name that the kernel forgets with the process says that the port is given away.
    """
    for port in random.SystemRandom().sample(RANGE, len(RANGE)):
        given = socket.socket(socket.AF_UNIX)
        with socket.socket() as one, suppress(OSError):
            given.bind(f"\0loa-test-port-{port}")
            one.bind(("127.0.0.1", port))
            given.detach()  # it stays open as long as this process lives
            return port
        given.close()
    raise OSError("every port is taken")

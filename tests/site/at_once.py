"""Several people at the same moment, each with a connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections

__all__ = ["together"]


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Do several things at the same moment, each with a connection of its own."""
    gate, done = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        try:
            gate.wait()
            done.append(call())
        except ValidationError as error:
            done.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done

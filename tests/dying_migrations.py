"""A program: `migrate`, which dies while it writes down one more step than it is told to leave done.

A step that stands for several others writes a row for each.

It dies as by a power cut: before the row is written, or at any instruction within the next moment;
however slow the machine is, it cannot come to its end before.
"""

import random
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.db.transaction import on_commit

MOMENT_SECONDS = 0.02


def main() -> None:
    """Migrate, and set the clock of its death when the last step but one has been written down."""
    django.setup()
    left = int(sys.argv[1])

    def is_done() -> None:
        nonlocal left
        left -= 1

    def watch(
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        if sql.startswith('INSERT INTO "django_migrations"'):
            assert connection.in_atomic_block, (
                "written down when the step itself is done: two, not one"
            )
            if left <= 0:
                moment = random.SystemRandom().uniform(-MOMENT_SECONDS, MOMENT_SECONDS)
                if moment <= 0:
                    signal.raise_signal(signal.SIGALRM)
                signal.setitimer(signal.ITIMER_REAL, moment)  # nobody handles its signal
            on_commit(is_done)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()

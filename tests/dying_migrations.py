"""A program: `migrate`, which dies while it writes down one more step than it is told to leave done.

It dies as by a power cut, at any instruction within the next moment; however slow the machine is,
it cannot come to its end before.
"""

import random
import signal
import sys
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command
from django.db import connection

MOMENT_SECONDS = 0.002


def main() -> None:
    """Migrate, and set the clock of its death when the last step but one has been written down."""
    django.setup()
    left = int(sys.argv[1])

    def watch(
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        nonlocal left
        if sql.startswith('INSERT INTO "django_migrations"'):
            # Django writes some steps down after their commit: there the step is done and unknown,
            # which no command mends yet.
            if left <= 0 and connection.in_atomic_block:
                moment = random.SystemRandom().uniform(0.0001, MOMENT_SECONDS)
                signal.setitimer(signal.ITIMER_REAL, moment)  # nobody handles its signal
            left -= 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        call_command("migrate", verbosity=0)


if __name__ == "__main__":
    main()

"""A program: `migrate`, which dies while it writes down one more step than it is told to leave done.

A step that stands for several others writes a row for each. It never dies between a step that is no
transaction by its own word (Wagtail has one) and its row: what is there then, nobody can undo.

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
from django.db.migrations.loader import MigrationLoader
from django.db.transaction import on_commit

MOMENT_SECONDS = 0.02


def main() -> None:
    """Migrate, and set the clock of its death when the last step but one has been written down."""
    django.setup()
    left, is_dying = int(sys.argv[1]), False
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    steps = loader.disk_migrations

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
        nonlocal is_dying
        writes = not sql.startswith(("SELECT", "PRAGMA"))
        if is_dying and writes and not connection.in_atomic_block:
            signal.raise_signal(signal.SIGALRM)  # the next step is none that can be undone
        if sql.startswith('INSERT INTO "django_migrations"'):
            assert connection.in_atomic_block or not steps[params[:2]].atomic, (
                f"{params[:2]}: written down when the step itself is done: two, not one"
            )
            if left <= 0 and connection.in_atomic_block:
                is_dying = True
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

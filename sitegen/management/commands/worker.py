"""Làm việc nền: phát hành khi có thay đổi, và đúng giờ hẹn."""

import logging
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from sitegen.heartbeat import beat
from sitegen.tasks import wake_full_release, wake_release

__all__ = ["Command", "do_a_round"]

TICK_SECONDS = 60
POLL_SECONDS = 0.2
ABANDONED = timedelta(days=1)

_log = logging.getLogger("loa.worker")


class Command(BaseCommand):
    """One warm process: it takes tasks as they come and looks at the clock once a minute."""

    help = "Chạy nền: phát hành ngay khi có trang đổi, lên và gỡ trang đúng giờ hẹn."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --batch, which ends when nothing is left to do."""
        parser.add_argument("--batch", action="store_true", help="Làm hết việc đang chờ rồi dừng.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work until told to stop."""
        worker = Worker(
            queue_names=["*"],
            interval=POLL_SECONDS,
            batch=options["batch"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if not options["batch"]:
            worker.configure_signals()
            threading.Thread(target=_watch_the_clock, daemon=True).start()
        worker.run()


def _watch_the_clock() -> None:
    """Do a round a minute for ever: one that fails is logged, and the heartbeat tells of it."""
    pause = threading.Event()
    while True:
        try:
            do_a_round()
        except Exception:  # noqa: BLE001  # it must live on: nobody else publishes what is due
            _log.exception("a round of the clock failed; the next one is in a minute")
        pause.wait(TICK_SECONDS)


def do_a_round() -> None:
    """Publish what is due, take down what has expired, let a release find it; then say so."""
    close_old_connections()
    try:
        call_command("publish_scheduled", verbosity=0)
        _forget_old_tasks()
        wake_release()
        wake_full_release(timezone.localtime())
    finally:
        close_old_connections()
    beat(Path(settings.LOA_VAR))


def _forget_old_tasks() -> None:
    """Drop what was done two days ago, what failed two weeks ago: a task a minute adds up.

    What a killed worker was at stays "running" for ever; nothing of ours runs for a day.
    """
    long_ago = timezone.now() - ABANDONED
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=long_ago).delete()
    call_command(
        "prune_db_task_results",
        queue_name="*",
        min_age_days=2,
        failed_min_age_days=14,
        verbosity=0,
    )

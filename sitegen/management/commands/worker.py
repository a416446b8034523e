"""Làm việc nền: phát hành khi có thay đổi, và đúng giờ hẹn."""

import logging
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import sleep
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from sitegen.errors import SitegenError
from sitegen.heartbeat import beat
from sitegen.patience import lose_patience
from sitegen.pipeline import put_to_sleep
from sitegen.tasks import wake_full_release, wake_release
from sitegen.turns import only_one, require_own_releases

__all__ = ["Command", "do_a_round", "is_still_ours"]

TICK_SECONDS = 60
POLL_SECONDS = 0.2
RETRY_SECONDS = 5
TELL_SECONDS = 5
TRIES = 3
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
        try:
            require_own_releases(Path(settings.LOA_VAR))
        except SitegenError as error:
            raise CommandError(str(error)) from error
        lose_patience()
        worker = _Worker(
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
            _work_through(worker)
        else:
            worker.run()
            put_to_sleep()
            call_command("send_webhooks", verbosity=0)


class _Worker(Worker):
    """Takes no task when another host took over, because the way to the database was cut."""

    ask: Callable[[], object] = staticmethod(lambda: None)
    """Raises OperationalError when this worker is not the one any more."""
    is_dismissed = False
    """Whether it was told to stop for good, and not only lost its turn."""

    def begin(self) -> None:
        """Take tasks (again)."""
        self.running = not self.is_dismissed

    def lose(self) -> None:
        """Take no further task, whichever thread has noticed."""
        self.running = False

    def shutdown(self, signum: int, frame: Any) -> None:
        """Stop for good."""
        self.is_dismissed = True
        super().shutdown(signum, frame)

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        try:
            self.ask()
        except (InterfaceError, OperationalError):
            _give_back(DBTaskResult.objects.filter(pk=db_task_result.pk))
            raise
        super().run_task(db_task_result)


def _work_through(worker: _Worker) -> None:
    """Work until told to stop; a database that is away is waited for, whatever comes first."""
    try:
        _take_turns(worker)
    finally:  # an idle worker that is told to stop ends where it stands
        if worker.is_dismissed:
            put_to_sleep()
            _log.info("Máy này thôi làm việc nền, theo lệnh dừng.")


def _take_turns(worker: _Worker) -> None:
    is_ours = threading.Event()
    clock = threading.Thread(target=_watch_the_clock, args=[is_ours, worker], daemon=True)
    teller = threading.Thread(target=_tell_others, args=[is_ours], daemon=True)
    while True:
        has_turn = False
        try:
            with only_one(Path(settings.LOA_VAR), "worker", waiting=_stand_by) as worker.ask:
                has_turn = True
                _log.info("Máy này bắt đầu làm việc nền.")
                _take_up_again()
                is_ours.set()
                if not clock.is_alive():
                    clock.start()
                    teller.start()
                worker.begin()
                worker.run()
        except (InterfaceError, OperationalError) as error:
            _say_no_answer(error)
        if worker.is_dismissed:  # also when the database was away at that moment
            return
        if has_turn:
            _log.warning("Máy này mất lượt làm việc nền; nó xin lại lượt ngay.")
        is_ours.clear()
        connection.close()
        sleep(RETRY_SECONDS)


def _say_no_answer(error: Exception) -> None:
    _log.error("Cơ sở dữ liệu không trả lời (%s). Máy thử lại sau vài giây.", error)


def is_still_ours(worker: _Worker, is_ours: threading.Event) -> bool:
    """Ask whether this worker is still the one; let it stand back when it is not.

    It may be in the middle of a long task, or idle: neither would ask by itself.
    """
    try:
        worker.ask()
    except (InterfaceError, OperationalError) as error:
        _say_no_answer(error)
        is_ours.clear()
        worker.lose()
        return False
    return True


def _take_up_again() -> None:
    """Do what a worker that was killed was at: there is no other one now.

    What was begun ``TRIES`` times may be what kills them; it is left.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    again = [one.pk for one in running if len(one.worker_ids) < TRIES]
    if found := _give_back(running.filter(pk__in=again)):
        _log.warning("Làm lại %s việc mà lần chạy trước bỏ dở.", found)


def _give_back(tasks: "QuerySet[DBTaskResult[Any, Any]]") -> int:
    return tasks.update(status=TaskResultStatus.READY, started_at=None)


def _stand_by() -> None:
    _log.info("Một máy khác đang làm việc nền. Máy này chờ, và làm thay ngay khi máy kia dừng.")


def _watch_the_clock(is_ours: threading.Event, worker: _Worker) -> None:
    """Do a round a minute for ever: one that fails is logged, and the heartbeat tells of it.

    Only while ``is_ours``: who stands by publishes nothing that is due, and is not alive for two.
    """
    pause = threading.Event()
    while is_ours.wait():
        try:
            if is_still_ours(worker, is_ours):
                do_a_round()
        except Exception:  # noqa: BLE001  # it must live on: nobody else publishes what is due
            _log.exception("a round of the clock failed; the next one is in a minute")
        pause.wait(TICK_SECONDS)


def _tell_others(is_ours: threading.Event) -> None:
    """Tell other programs of releases, in a thread of its own: nobody who is slow keeps one waiting."""
    pause = threading.Event()
    while is_ours.wait():
        close_old_connections()
        try:
            call_command("send_webhooks", verbosity=0)
        except (InterfaceError, OperationalError):
            pass  # the clock says it
        except Exception:  # noqa: BLE001  # the next round may go well
            _log.exception("other programs were not told; tried again soon")
        finally:
            close_old_connections()
        pause.wait(TELL_SECONDS)


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

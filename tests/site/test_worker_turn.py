"""A worker whose turn is lost: it takes no task and keeps no clock, whichever thread notices."""

import signal
import threading
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError

from sitegen.management.commands import worker as command
from sitegen.management.commands.worker import _work_through, _Worker, is_still_ours


def a_worker() -> _Worker:
    """Return a worker that has its turn."""
    return _Worker(
        queue_names=["*"], interval=0, batch=False, backend_name="default", startup_delay=False,
        max_tasks=None, worker_id="w", excluded_queue_names=[],
    )  # fmt: skip


@pytest.fixture
def worker() -> _Worker:
    return a_worker()


@pytest.mark.parametrize("lost", [OperationalError, InterfaceError])
def test_clock_of_a_worker_that_lost_its_turn_stands_still(worker: _Worker, lost: Any) -> None:
    is_ours = threading.Event()
    is_ours.set()
    assert is_still_ours(worker, is_ours)
    assert (is_ours.is_set(), worker.running) == (True, True)

    def ask() -> None:
        raise lost

    worker.ask = ask  # what `only_one` gave it, when the lock is gone
    assert not is_still_ours(worker, is_ours)
    assert (is_ours.is_set(), worker.running, worker.is_dismissed) == (False, False, False)
    worker.begin()
    assert worker.running


def test_worker_that_is_told_to_stop_while_it_has_no_turn_takes_none_again(worker: _Worker) -> None:
    worker.lose()
    with pytest.raises(SystemExit):
        worker.shutdown(signal.SIGTERM, None)
    worker.begin()
    assert not worker.running


@pytest.mark.parametrize("is_at_work", [True, False])
def test_whoever_ends_a_worker_reads_that_it_has_ended(
    worker: _Worker, monkeypatch: Any, caplog: Any, *, is_at_work: bool
) -> None:
    """An idle one ends where it stands, one at work after its task."""
    caplog.set_level("INFO", "loa.worker")
    worker.running, worker.running_task = True, is_at_work
    monkeypatch.setattr(command, "_take_turns", lambda one: one.shutdown(signal.SIGTERM, None))
    with nullcontext() if is_at_work else pytest.raises(SystemExit) as ended:
        _work_through(worker)
    assert is_at_work or ended.value.code == 0
    assert "thôi làm việc nền, theo lệnh dừng" in caplog.text

"""What goes wrong on the machines of a province while officers work, and how it is put right.

Each function hurts something that runs, waits a moment, and puts it right as an operator or
systemd would. Nothing is told to the officers.
"""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bucket_server import BucketServer
from tests.running_demo import wait_until
from tests.soak.officers import Account
from tests.soak.offices import Offices, Program

__all__ = ["OUTAGES", "Outage", "bucket_away", "small_disk"]

CLOCK = Path(__file__).with_name("clock")
"""A folder whose sitecustomize sets the clock of a Python program."""

Outage = Callable[[Offices, Account, random.Random], None]

_WRITING = """
SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'loa' AND backend_xid IS NOT NULL
"""


def database_restarted(offices: Offices, _account: Account, chance: random.Random) -> None:
    """Stop the database, politely or as a power cut does, and start it again."""
    assert offices.database is not None
    offices.database.stop(chance.choice(("fast", "immediate")))
    time.sleep(chance.uniform(0, 1.5))
    offices.database.start()


def connection_killed(offices: Offices, account: Account, _chance: random.Random) -> None:
    """Cut whoever has written in a transaction that is open, until a publication was hit."""
    before = _failed(account, "publish")

    def cut() -> bool:
        for _ in range(100):
            if account.at_publishing:
                offices.ask(_WRITING)
        return _failed(account, "publish") > before

    wait_until(cut, "a publication to be cut off")


def worker_killed(offices: Offices, _account: Account, chance: random.Random) -> None:
    """Kill the worker wherever it is, and start it again."""
    time.sleep(chance.uniform(0, 2))
    _fall(offices.worker)
    offices.worker.start()


def editor_killed(offices: Offices, _account: Account, chance: random.Random) -> None:
    """Kill a process that answers, or the whole host of an editor, which comes back."""
    time.sleep(chance.uniform(0, 1))
    editor = chance.choice(offices.editors)
    if chance.random() < 0.5:
        for one in editor.children():
            os.kill(one, signal.SIGKILL)
        return
    _fall(editor)
    time.sleep(chance.uniform(0, 1))
    editor.start()


def clock_off(offices: Offices, _account: Account, chance: random.Random) -> None:
    """Set the clock of one host a minute on or back: a program there is started anew."""
    program = chance.choice((*offices.editors, offices.worker))
    assert program is not None
    program.end()
    seconds = chance.choice(("60", "-60"))
    path = f"{CLOCK}{os.pathsep}{program.environment.get('PYTHONPATH', '')}"
    program.start(LOA_TEST_CLOCK=seconds, PYTHONPATH=path)


def bucket_away(
    server: BucketServer, _offices: Offices, _account: Account, chance: random.Random
) -> None:
    """Let the bucket refuse everything or every second request, or be slow."""
    server.fails_each, server.slow_seconds = chance.choice(((1, 0.0), (2, 0.0), (0, 3.0)))
    time.sleep(chance.uniform(3, 6))
    server.fails_each, server.slow_seconds = 0, 0.0


def _failed(account: Account, step: str) -> int:
    return sum(times for said, times in dict(account.failed).items() if said.startswith(step))


def _fall(program: Program) -> None:
    """Kill a program and what it has started: its machine has lost its power."""
    for one in program.children():
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    program.end(signal.SIGKILL)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Make a disk of its own, which anybody may enter; only root may do so."""
    with TemporaryDirectory(prefix="loa-disk-") as made:
        size = f"size={megabytes}m,mode=755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "loa", made], check=True)
        try:
            yield Path(made)
        finally:
            subprocess.run(["umount", "-l", made], check=True)


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """Let the disk of ``folder`` be full."""
    ballast = folder / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(b"\0" * 65536)
        yield
    finally:
        ballast.unlink()


def disk_full(offices: Offices, _account: Account, chance: random.Random) -> None:
    """Fill the disk of the database, or that of uploads and releases; then make room."""
    assert offices.database is not None
    is_database = chance.random() < 0.5
    full = offices.database.folder.parent if is_database else offices.var
    with full_disk(full):
        time.sleep(chance.uniform(2, 4))
    if is_database and not offices.database.is_running():
        offices.database.start()


OUTAGES: Mapping[str, Outage] = {
    "database restarted": database_restarted,
    "connection killed in a publication": connection_killed,
    "disk full": disk_full,
    "clock of one host a minute off": clock_off,
    "worker killed": worker_killed,
    "editor killed": editor_killed,
}

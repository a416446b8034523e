"""Two hundred officers of a province at work: nobody sees an error, nothing is lost.

Beside it the same with twenty on SQLite, and on plain Wagtail's own demonstration.
"""

import faulthandler
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.own_postgresql import KEEPS, own_cluster
from tests.running_demo import wait_until
from tests.soak.bakery import checkout, running_bakery
from tests.soak.figures import IS_LOAD, IS_WANTED, WHEN, record
from tests.soak.judging import faults, unseen
from tests.soak.officers import Account, AtWork, Officer
from tests.soak.offices import SMALL, Offices, lay_province, running_offices

OFFICERS, FEW, MINUTES = (200, 20, 10) if IS_LOAD else (5, 2, 0.3)
PAGES, OFFICES = (30_000, 63) if IS_LOAD else SMALL
BAKERY_PAGES = 4_000 if IS_LOAD else 40
PAUSE = (45, 105) if IS_LOAD else (0, 1)
"""Seconds, from and to, that an officer thinks after each action."""
COSTS = 10 if IS_LOAD else 1
"""So often each action is done alone, to see what it costs."""

Run = dict[str, Any]

pytestmark = [pytest.mark.journey, pytest.mark.skipif(not IS_WANTED, reason=WHEN)]


@contextmanager
def on_postgresql(folder: Path) -> Iterator[Offices]:
    lay_province(folder / "var", PAGES, OFFICES)
    with (
        own_cluster(options=KEEPS) as cluster,
        running_offices(folder, folder / "var", cluster) as offices,
    ):
        yield offices


@contextmanager
def on_sqlite(folder: Path) -> Iterator[Offices]:
    lay_province(folder / "var", PAGES, OFFICES)
    with running_offices(folder, folder / "var", None) as offices:
        yield offices


@contextmanager
def on_bakery(folder: Path) -> Iterator[Offices]:
    place = checkout()
    if place is None:
        pytest.skip("NO BAKERYDEMO: Loa was compared with nothing (LOA_BAKERYDEMO=a checkout)")
    with (
        own_cluster(options=KEEPS) as cluster,
        running_bakery(folder, place, cluster, BAKERY_PAGES) as offices,
    ):
        yield offices


RUNS: dict[str, tuple[int, Callable[[Path], AbstractContextManager[Offices]]]] = {
    "Loa, PostgreSQL": (OFFICERS, on_postgresql),
    "Loa, SQLite": (FEW, on_sqlite),
    "bakerydemo, PostgreSQL": (OFFICERS, on_bakery),
}


@pytest.mark.parametrize("name", RUNS)
def test_officers_see_no_error_and_nothing_is_lost(name: str, tmp_path: Path) -> None:
    faulthandler.cancel_dump_traceback_later()  # ten minutes of work, and a province filled before
    number, begun_on = RUNS[name]
    with begun_on(tmp_path) as offices:
        run = measure(offices, number) | {"name": name}
    print(run)  # noqa: T201  # the numbers are the result
    record(f"offices {list(RUNS).index(name)}", run)
    assert (run["failed"], run["faults"]) == ({}, [])
    assert run["actions"]["publish"]["times"] > 0


def measure(offices: Offices, number: int) -> Run:
    """Let so many officers log in and work; return what they did, cost and lost."""
    account = Account()
    officers = offices.officers(number, account)
    costs = cost_of_actions(offices, officers[0])
    for one in officers[1:]:
        one.log_in()
    log_in = _figures(account.seconds["log in"])
    account.seconds.clear()
    run = work(offices, officers, account) | {"costs": costs, "faults": account.lost}
    run["actions"] = {"log in": log_in, **run["actions"]}
    if offices.worker:
        published = dict(account.published)
        wait_until(lambda: not unseen(offices, account, published), "the last release")
        run |= {"releases": releases(offices), "faults": faults(offices, account)}
    return run


def cost_of_actions(offices: Offices, officer: Officer) -> dict[str, dict[str, float]]:
    """Return the milliseconds of CPU of each action, of one officer alone, by program."""
    officer.log_in()
    spent: dict[str, dict[str, float]] = {}
    for turn in range(COSTS + 1):
        for step in (officer.open, officer.autosave, officer.preview, officer.save, officer.search,
                     officer.upload, officer.publish):  # fmt: skip
            before = offices.cpu_s()
            step()
            if not turn:
                continue  # the first time programs read what they need
            for program, seconds in offices.cpu_s().items():
                by_step = spent.setdefault(step.__name__, {})
                more = (seconds - before[program]) * 1000 / COSTS
                by_step[program] = by_step.get(program, 0) + more
    return spent


def work(offices: Offices, officers: list[Officer], account: Account) -> Run:
    """Let officers work; return what they did and what it cost."""
    hands = [AtWork(one, _think) for one in officers]
    before, begun, load = offices.cpu_s(), time.monotonic(), []
    for one in hands:
        one.start()
    while (seconds := time.monotonic() - begun) < MINUTES * 60:
        time.sleep(1)
        load.append(os.getloadavg()[0])
    spent = {name: now - before[name] for name, now in offices.cpu_s().items()}
    done = {name: list(took) for name, took in account.seconds.items()}
    for one in hands:
        one.tell_to_stop()
    for one in hands:
        one.stop()
        account.lost += one.broken
    return {
        "officers": len(officers),
        "seconds": seconds,
        "load": statistics.mean(load),
        "cpu": spent,
        "failed": dict(account.failed),
        "pages": PAGES if offices.worker else BAKERY_PAGES,
        "pause": PAUSE,
        "edits": sum(map(len, account.saved.values())) + len(account.uploaded),
        "actions": {name: _figures(took) for name, took in done.items()},
    }


def _figures(took: list[float]) -> dict[str, float]:
    ordered = sorted(took)
    return {
        "times": len(ordered),
        "p50": ordered[len(ordered) // 2],
        "p95": ordered[int(len(ordered) * 0.95)],
    }


def releases(offices: Offices) -> int:
    """Return how many releases were switched to."""
    ((count,),) = offices.ask(
        "SELECT count(*) FROM django_tasks_database_dbtaskresult"
        " WHERE status = 'SUCCESSFUL' AND task_path LIKE '%.release_task'"
        " AND CAST(return_value AS TEXT) LIKE '%released%'"
    )
    return int(count)


def _think(chance: random.Random) -> float:
    return chance.uniform(*PAUSE)

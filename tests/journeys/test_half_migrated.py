"""A migration that was killed in the middle is told in words, and the same command ends it."""

import json
import random
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commands import run
from tests.demo_world import demo_environment
from tests.migrated import migrated_copy
from tests.own_postgresql import MIGRATED, own_cluster
from tests.running_demo import wait_until

COLUMNS = (
    "SELECT string_agg(concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default), E'\\n'"
    " ORDER BY table_name, column_name) FROM information_schema.columns WHERE table_schema = 'public'"
)
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'loa'"
COUNTED = "SELECT count(*) FROM django_migrations"
FEWEST = 150
"""There are more migrations than that, with those of Wagtail and the others."""
SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """An empty database: how to count its migrations, and to tell what it is made of."""

    environment: dict[str, str]
    applied: Callable[[], int]
    made_of: Callable[[], object]
    whole: Callable[[], object]
    is_at_rest: Callable[[], bool] = lambda: True
    """Whether nothing of a killed program goes on in the database."""

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return run(self.environment, *arguments)

    def die_after(self, steps: int) -> None:
        """Migrate, and die when so many steps more are done."""
        done = run(self.environment, "-m", "tests.dying_migrations", str(steps))
        assert done.returncode == -signal.SIGALRM, f"{steps} steps: {done.stderr}"
        wait_until(self.is_at_rest, "the server to see that the program is gone")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    environment = demo_environment(tmp_path / "var")
    if request.param == "sqlite":
        file, whole = tmp_path / "var" / "loa.sqlite3", tmp_path / "whole.sqlite3"
        migrated_copy(whole)
        yield Database(
            environment=environment,
            applied=lambda: _counted(file),
            made_of=lambda: _schema(file),
            whole=lambda: _schema(whole),
        )
        return
    with own_cluster() as cluster:
        address = cluster.make("loa")

        def applied() -> int:
            there = cluster.ask("SELECT to_regclass('django_migrations') IS NOT NULL", "loa")
            return int(cluster.ask(COUNTED, "loa")) if there == "t" else 0

        yield Database(
            environment=environment | {"LOA_DATABASE": address},
            applied=applied,
            made_of=lambda: cluster.ask(COLUMNS, "loa"),
            whole=lambda: cluster.ask(COLUMNS, MIGRATED),
            is_at_rest=lambda: cluster.ask(CONNECTED) == "0",
        )


def _counted(file: Path) -> int:
    if not file.exists():
        return 0
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)) as rows:
        try:
            return int(rows.execute(COUNTED).fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def _schema(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as rows:
        return rows.execute(SCHEMA).fetchall()


def test_migration_killed_in_the_middle_is_ended_by_the_same_command(database: Database) -> None:
    chance, left = random.Random(), [10_000]  # noqa: S311  # every run tries other places
    for _ in range(2):
        before, steps = database.applied(), chance.randrange(FEWEST // 2)
        database.die_after(steps)
        assert database.applied() >= before + steps
        told = json.loads(database.manage("doctor", "--json").stdout)
        (one,) = (remark for remark in told if remark["code"] == "migrations-missing")
        left.append(int(re.findall(r"Còn (\d+) bước", one["what"])[0]))
        assert left[-1] <= left[-2]
        assert "manage.py migrate" in one["todo"]
    done = database.manage("migrate", "-v", "0")
    assert done.returncode == 0, done.stderr
    assert database.made_of() == database.whole()
    told = json.loads(database.manage("doctor", "--json").stdout)
    assert "migrations-missing" not in {remark["code"] for remark in told}


def test_step_that_the_database_refuses_is_told_with_what_to_do(tmp_path: Path) -> None:
    environment = demo_environment(tmp_path / "var")
    file = tmp_path / "var" / "loa.sqlite3"
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as rows:
        rows.execute("CREATE TABLE cms_term (of_somebody_else TEXT)")
        rows.commit()
    done = run(environment, "migrate", "-v", "0")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "cms_term" in done.stderr
    assert "chạy lại manage.py migrate" in done.stderr

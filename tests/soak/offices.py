"""A province at work: one database, two editors behind nginx, a worker; each a program of its own.

Any of them may be killed and started again. ``Offices`` is Loa as docs/operators has it.
"""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.filling import DATABASE, filled
from bench.ground import Ground
from bench.measure import tree_cpu_s
from tests.migrated import ROOT
from tests.own_postgresql import Cluster
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.running_server import (
    HOST,
    environment_of,
    find_nginx,
    listens,
    manage,
    nginx_of,
    server_variables,
)
from tests.soak.browsing import Address
from tests.soak.officers import Account, Officer

__all__ = [
    "SMALL",
    "Offices",
    "Program",
    "behind_nginx",
    "gunicorn",
    "lay_province",
    "running",
    "running_offices",
]

SMALL = (600, 63)
"""Guides and offices of a province that is made in a minute."""


PASSWORD = "mot-mat-khau-that-dai-93"  # noqa: S105
_OFFICERS = """
import json
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from cms.models import User
from cms.permissions import APPROVERS, grant_officers
from guides.models import GuidePage
grant_officers()
key, group = make_password("{password}"), Group.objects.get(name=APPROVERS)
for number in range({count}):
    user, _ = User.objects.get_or_create(username=f"can-bo-{{number}}", defaults={{"password": key}})
    user.password = key
    user.save()
    user.groups.add(group)
print(json.dumps(list(GuidePage.objects.live().filter(locale__language_code="vi", alias_of=None)
    .order_by("pk").values_list("pk", flat=True))))
"""


@dataclass(slots=True)
class Program:
    """A program that may be ended in any way and started again; it waits until its port answers."""

    command: Sequence[str]
    environment: Mapping[str, str]
    said: Path
    port: int = 0
    folder: Path = ROOT
    running: "subprocess.Popen[bytes] | None" = None

    def start(self, *before: str, **more: str) -> None:
        """Start it; ``before`` is a command that runs it."""
        with self.said.open("ab") as said:
            self.running = subprocess.Popen(
                [*before, *self.command],
                cwd=self.folder,
                env={**self.environment, **more},
                stdout=said,
                stderr=said,
            )
        if self.port:
            wait_until(lambda: listens(self.port), f"{self.command[0]} on {self.port}")

    @property
    def pid(self) -> int:
        assert self.running is not None
        return self.running.pid

    def children(self) -> list[int]:
        """Return the processes that it has started and that live."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("utf-8")
        return [int(one) for one in listed.split()]

    def end(self, how: int = signal.SIGTERM) -> None:
        """End it, and wait for its end; who is in the middle of a large release is not waited for."""
        if self.running is not None and self.running.poll() is None:
            os.kill(self.pid, how)
            try:
                self.running.wait(60)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait(60)


def gunicorn(module: str, python: str = sys.executable) -> Sequence[str]:
    """Return the command of an editor of one process, as the unit of systemd has it."""
    options = ("--workers", "1", "--timeout", "120", "--no-control-socket")
    return (python, "-m", "gunicorn", *options, module)


@dataclass(slots=True)
class Offices:
    """What runs, and where officers find the editor; a peer of Loa has no ``worker``.

    ``manage`` runs a command of the operator's; ``hire`` is what makes officers there.
    """

    var: Path
    address: Address
    editors: list[Program]
    nginx: Program
    manage: Callable[..., str]
    hire: str = _OFFICERS
    worker: Program | None = None
    database: Cluster | None = None
    bucket: Callable[[str], bool] | None = None

    @property
    def mirror(self) -> Path:
        """The release that citizens see now."""
        return self.var / "releases" / "current"

    def cpu_s(self) -> dict[str, float]:
        """Return the seconds of CPU so far, by program."""
        return {
            "editors": sum(tree_cpu_s(one.pid) for one in self.editors),
            "worker": tree_cpu_s(self.worker.pid) if self.worker else 0.0,
            "database": tree_cpu_s(self.database.pid) if self.database else 0.0,
        }

    def officers(self, number: int, account: Account) -> list[Officer]:
        """Return officers with pages of their own; they are not logged in."""
        asked = self.hire.format(password=PASSWORD, count=number)
        pages = json.loads(self.manage("shell", "-c", asked).splitlines()[-1])
        share = min(40, len(pages) // number)
        return [
            Officer(
                self.address,
                f"can-bo-{one}",
                PASSWORD,
                pages[one * share : (one + 1) * share],
                account,
            )
            for one in range(number)
        ]

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Return what the database answers."""
        if self.database is None:
            with closing(sqlite3.connect(self.var / "loa.sqlite3")) as file:
                return file.execute(statement).fetchall()
        import psycopg  # noqa: PLC0415  # where there is a server

        with psycopg.connect(self.database.address("loa"), autocommit=True) as line:
            return line.execute(statement).fetchall()  # type: ignore[arg-type]  # the tests' own

    def holds(self, name: str) -> bool:
        """Tell whether an uploaded file is there."""
        if self.bucket is not None:
            return self.bucket(name)
        return (self.var / "uploads" / "public" / name).is_file()


def lay_province(var: Path, guides: int, offices: int) -> None:
    """Lay a generated province into ``var``: database and uploads. It is made once and kept."""
    ground = Ground(ROOT / "var" / "province")
    ground.copy_code()
    data = filled(ground, guides, offices)
    shutil.copytree(data / "uploads", var / "uploads")
    shutil.copy(data / DATABASE, var)
    with closing(sqlite3.connect(var / DATABASE)) as rows, rows:
        # What the filling left for a worker to do would keep this one busy for an hour.
        rows.execute("DELETE FROM django_tasks_database_dbtaskresult")


@contextmanager
def running_offices(
    folder: Path, var: Path, database: Cluster | None, **more: str
) -> Iterator[Offices]:
    """Install Loa in ``var``, where an SQLite file, uploads and perhaps a store lie; run it all."""
    variables = {**server_variables(var, 1), "LOA_MAIL_HOST": "", **more}
    if database:
        variables["LOA_DATABASE"] = database.make("loa")
    environment = environment_of(variables)
    manage(variables, "migrate", "-v", "0")
    if database:
        manage(variables, "copy_from_sqlite")
    manage(variables, "collectstatic", "--noinput", "-v", "0")
    manage(variables, "release")  # of 30,000 pages: no worker is waited for so long
    editors, proxy, port = behind_nginx(folder, var, gunicorn("cms.wsgi"), environment)
    worker = Program((sys.executable, "manage.py", "worker"), environment, folder / "worker")
    with running(*editors, proxy, worker):
        yield Offices(
            var=var,
            address=Address(port=port, host=HOST),
            editors=editors,
            nginx=proxy,
            manage=partial(manage, variables),
            worker=worker,
            database=database,
        )


def behind_nginx(
    folder: Path,
    var: Path,
    command: Sequence[str],
    environment: Mapping[str, str],
    place: Path = ROOT,
) -> tuple[list[Program], Program, int]:
    """Return two editors, nginx before them, and its port; ``place`` is where they are started."""
    nginx = find_nginx()
    assert nginx is not None
    ports = [free_port(), free_port()]
    http, https = free_port(), free_port()
    editors = [
        Program(
            (*command, "--bind", f"127.0.0.1:{port}"),
            environment,
            folder / f"editor-{port}",
            port,
            place,
        )
        for port in ports
    ]
    arguments = nginx_of(folder, var, {"80": http, "443": https}, ports)
    return editors, Program((nginx, *arguments), environment, folder / "nginx", https), https


@contextmanager
def running(*programs: Program) -> Iterator[None]:
    """Run programs until the test ends."""
    with ExitStack() as stack:
        for program in programs:
            program.start()
            stack.callback(program.end)
        yield

"""A PostgreSQL server of the tests' own, thrown away when they end: nobody else's is touched."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.chromium import PATIENCE_SECONDS
from tests.migrated import TEMPLATES, alone, migrate, schema
from tests.ports import free_port

__all__ = ["KEEPS", "MIGRATED", "Cluster", "own_cluster"]

USER = "postgres"
MADE_BY = ("-U", "loa", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
MIGRATED = "migrated"
"""A database that a server has from its beginning: others are made like it."""
WAIT = ("-w", "-t", str(PATIENCE_SECONDS))
KEEPS = "-c max_connections=60"
"""As PostgreSQL is by itself: what it has said to be written is there after a fall."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A server that listens on one port of this machine; ``folder`` holds its data and its log.

    ``inside`` is put before each command when it has a network of its own, where it is ``host``.
    """

    programs: Path
    folder: Path
    port: int
    host: str = "127.0.0.1"
    inside: tuple[str, ...] = ()
    options: str = QUICK

    def address(self, name: str) -> str:
        """Return what LOA_DATABASE is set to for the database ``name``."""
        return f"postgresql://loa@{self.host}:{self.port}/{name}"

    def make(self, name: str, like: str = "template0") -> str:
        """Make a database, and return its address."""
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.address(name)

    def ask(self, statement: str, name: str = "postgres") -> str:
        """Return the first value that a statement answers, "" when it answers none."""
        command = (*self.inside, "psql", "-XtAqc", statement, self.address(name))
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    @contextmanager
    def standby(self, options: str) -> Iterator["Cluster"]:
        """Run a second server that follows this one, in a folder beside its own."""
        behind = replace(
            self,
            folder=self.folder.with_name("standby"),
            port=free_port(),
            options=f"{self.options} {options}",
        )
        source = self.address("postgres")
        behind.run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-d", source)
        behind.start()
        try:
            yield behind
        finally:
            if behind.is_running():
                behind.stop()
            shutil.rmtree(behind.folder)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = (
            f"-p {self.port} -c listen_addresses={self.host} -c unix_socket_directories=''"
            f" {self.options}"
        )
        self.run("pg_ctl", *WAIT, "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop it as when its machine is switched off: nobody is waited for; "fast" says goodbye."""
        self.run("pg_ctl", *WAIT, "-m", how, "stop")

    def is_running(self) -> bool:
        """Tell whether it answers, or will by itself."""
        try:
            os.kill(self.pid, 0)
        except (OSError, IndexError, ValueError):
            return False
        return True

    @property
    def pid(self) -> int:
        """Return the process that all its others are children of."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs on the cluster's folder; it refuses root."""
        command = (str(self.programs / program), "-D", str(self.folder), *arguments)
        if os.geteuid() == 0:
            command = ("runuser", "-u", USER, "--", *command)
        done = subprocess.run(
            (*self.inside, *command),
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        log = self.folder / "log"
        said = log.read_text("utf-8", "replace")[-2000:] if log.is_file() else ""
        assert done.returncode == 0, f"{program}: {done.stderr}{said}"


@contextmanager
def own_cluster(
    host: str = "127.0.0.1",
    inside: tuple[str, ...] = (),
    *,
    options: str = QUICK,
    within: str | None = None,
    is_migrated: bool = True,
) -> Iterator[Cluster]:
    """Make and run a server; without PostgreSQL skip loudly, and fail in CI.

    ``within`` is a folder, of the tests' own, that anybody may enter. It begins with a migrated
    database, unless there are no tests that know which.
    """
    programs = _programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("no PostgreSQL in CI: nothing was tried on it")
        pytest.skip("NO POSTGRESQL: nothing was tried on it (apt-get install postgresql)")
    # pytest's own folders are for root alone
    with TemporaryDirectory(prefix="loa-postgresql-", dir=within) as made:
        if os.geteuid() == 0:
            shutil.chown(made, USER)
        cluster = Cluster(
            programs=programs,
            folder=Path(made) / "data",
            port=free_port(),
            host=host,
            inside=inside,
            options=options,
        )
        _lay(cluster) if is_migrated else cluster.run("initdb", *MADE_BY)
        if inside:
            with (cluster.folder / "pg_hba.conf").open("a") as trusted:
                trusted.write("host all all samenet trust\n")
        cluster.start()
        try:
            yield cluster
        finally:
            if cluster.is_running():
                cluster.stop()


def _lay(cluster: Cluster) -> None:
    """Lay a folder of data with a migrated database; it is made once and kept, as SQLite's is."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    version = cluster.programs.parent.name
    kept = TEMPLATES / f"{schema()}-postgresql-{version}"
    with alone(TEMPLATES / "postgresql.lock"):
        if not kept.exists():
            for old in TEMPLATES.glob(f"*-postgresql-{version}*"):
                shutil.rmtree(old)
            _make(replace(cluster, host="127.0.0.1", inside=(), options=QUICK))
            half = kept.with_name(f"{kept.name}-half")
            subprocess.run(["cp", "-a", str(cluster.folder), str(half)], check=True)
            half.rename(kept)
            return
    subprocess.run(["cp", "-a", str(kept), str(cluster.folder)], check=True)


def _make(cluster: Cluster) -> None:
    cluster.run("initdb", *MADE_BY)
    cluster.start()
    try:
        with TemporaryDirectory() as folder:
            migrate(folder, LOA_DATABASE=cluster.make(MIGRATED))
    finally:
        cluster.stop("fast")


def _programs() -> Path | None:
    """Return the folder of the newest server that Debian has installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    return found[-1].parent if found else None

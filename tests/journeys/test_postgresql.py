"""A province moves from the SQLite file to PostgreSQL, and two hosts work on it."""

import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from socket import gethostname
from typing import Any
from zlib import crc32

import pytest

from sitegen.postgresql import driver
from sitegen.release.lock import locked
from sitegen.release.manifest import read_manifest
from sitegen.release.switch import current_release
from tests.commands import Running, run, start
from tests.demo_world import copy_demo, demo_environment
from tests.own_postgresql import MIGRATED, Cluster, own_cluster
from tests.running_demo import wait_until

TAKEN, LOST = "Máy này bắt đầu làm việc nền", "Máy này mất lượt làm việc nền"
MOST_OF_A_NAME = 40
"""Letters of a long host's name that PostgreSQL keeps behind what the connection is for."""
PUBLISH = """
from cms.models import ContactPoint
one = ContactPoint.objects.exclude(phone="").first()
one.phone = "{phone}"
one.save_revision().publish()
"""

ASK = """
from django.test import Client
from cms.models import LeafletPage, User

def ask(address):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.filter(is_superuser=True).first())
    return client.get(address)

DRAFT = f"/admin/pages/{LeafletPage.objects.live().first().pk}/view_draft/"
"""


class Host:
    """One machine of the province: its own folder, and the database that they share."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        self.environment = demo_environment(folder) | (
            {"LOA_DATABASE": database} if database else {}
        )

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        return run(self.environment, *arguments)

    @contextmanager
    def working(self) -> Iterator[Running]:
        """Let its worker work; what it says goes to ``said``, which begins anew."""
        with (self.folder / "said").open("wb") as said:
            process = start(self.environment, "worker", stderr=said)
        try:
            yield process
        finally:
            process.terminate()
            process.wait()

    def said(self) -> str:
        """Return what its worker has said until now; of a letter there may be half."""
        return (self.folder / "said").read_text(encoding="utf-8", errors="replace")

    def released(self) -> dict[str, str]:
        """Return every file of the mirror with its digest."""
        manifest = read_manifest(
            self.folder / "releases", current_release(self.folder / "releases")
        )
        return {path: file.digest for path, file in manifest.files.items()} if manifest else {}

    def shows(self, words: str) -> bool:
        """Tell whether a page of the mirror has ``words``."""
        pages = (self.folder / "releases" / "current").rglob("*.html")
        return any(words in page.read_text(encoding="utf-8") for page in pages)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with own_cluster() as running:
        running.make("loa", like=MIGRATED)
        yield running


@pytest.fixture(scope="module")
def host(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The demo, moved: a copy of its folder, and its rows on the server."""
    folder = tmp_path_factory.mktemp("first") / "var"
    copy_demo(folder)
    host = Host(folder, cluster.address("loa"))
    done = host.manage("copy_from_sqlite")
    assert done.returncode == 0, done.stderr
    return host


@pytest.fixture(autouse=True)
def answering(cluster: Cluster) -> None:
    """A test that failed while the server was away is one failure, not that of all after it."""
    if not cluster.is_running():
        cluster.start()


def another(host: Host, tmp_path: Path) -> Host:
    """Return a second machine with the same uploads, and the pictures that are baked already."""
    for name in ("uploads", "store"):
        shutil.copytree(host.folder / name, tmp_path / "var" / name)
    return Host(tmp_path / "var", host.environment["LOA_DATABASE"])


def test_moved_province_has_the_same_mirror(host: Host, tmp_path: Path) -> None:
    before = host.released()
    assert len(before) > 500
    elsewhere = another(host, tmp_path)
    done = elsewhere.manage("release")
    assert done.returncode == 0, done.stderr
    assert elsewhere.released() == before


def test_the_server_compiles_none_of_our_questions(host: Host) -> None:
    asked = (
        "from django.db import connection as c; k = c.cursor(); k.execute('SHOW jit'); print(*k)"
    )
    assert "('off',)" in host.manage("shell", "-v", "0", "-c", asked).stdout


def test_nothing_is_copied_over_what_is_there(host: Host) -> None:
    done = host.manage("copy_from_sqlite")
    assert done.returncode == 1
    assert "đã có nội dung" in done.stderr
    assert "Traceback" not in done.stderr


SOMEBODY_WAS_HERE = {
    "pages": ("UPDATE wagtailcore_page SET depth = 3 WHERE depth = 2", "wagtailcore_page: 1 dòng"),
    "a word for pictures": (
        "INSERT INTO taggit_tag (name, slug) VALUES ('a', 'a')",
        "taggit_tag: 1 dòng",
    ),
    "rights that were set": (
        "INSERT INTO wagtailcore_modellogentry (label, action, data, timestamp, content_changed, "
        "deleted, object_id) VALUES ('a', 'loa.rights', '{}', now(), false, false, '1')",
        "wagtailcore_modellogentry: 1 dòng",
    ),
    "another program": (
        "CREATE TABLE theirs (page_id integer REFERENCES wagtailcore_page)",
        "chương trình khác",
    ),
}


@pytest.mark.parametrize("what", SOMEBODY_WAS_HERE)
def test_database_that_holds_more_than_migrations_made_is_left_as_it_is(
    host: Host, cluster: Cluster, what: str
) -> None:
    statement, named = SOMEBODY_WAS_HERE[what]
    used = Host(host.folder, cluster.make("used", like=MIGRATED))
    try:
        cluster.ask(statement, "used")
        done = used.manage("copy_from_sqlite")
        assert done.returncode == 1
        assert named in done.stderr
        assert "Traceback" not in done.stderr
        assert cluster.ask("SELECT count(*) FROM wagtailcore_page", "used") == "2"
        assert cluster.ask("SELECT count(*) FROM cms_agency", "used") == "0"
    finally:
        cluster.ask('DROP DATABASE "used"')


@pytest.mark.parametrize("table", ["wagtailcore_modellogentry", "wagtailcore_pagelogentry"])
def test_log_comes_along_and_is_kept_there_too(host: Host, cluster: Cluster, table: str) -> None:
    with closing(sqlite3.connect(host.folder / "loa.sqlite3")) as rows:
        (count,) = rows.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    assert count
    assert int(cluster.ask(f"SELECT count(*) FROM {table}", "loa")) >= count  # noqa: S608
    for change in (
        f"UPDATE {table} SET action = ''",  # noqa: S608
        f"DELETE FROM {table}",  # noqa: S608
        f"TRUNCATE {table} CASCADE",
    ):
        with pytest.raises(subprocess.CalledProcessError) as refused:
            cluster.ask(change, "loa")
        assert "append-only" in refused.value.stderr


def test_rows_of_another_version_are_not_copied(host: Host, tmp_path: Path) -> None:
    older = shutil.copy(host.folder / "loa.sqlite3", tmp_path)
    with closing(sqlite3.connect(older)) as rows:
        rows.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT MAX(id) FROM django_migrations)"
        )
        rows.commit()
    done = host.manage("copy_from_sqlite", str(older))
    assert done.returncode == 1
    assert "không cùng phiên bản" in done.stderr


def test_second_worker_takes_over_when_the_first_is_killed_or_the_database_was_away(
    host: Host, cluster: Cluster, tmp_path: Path
) -> None:
    other = another(host, tmp_path)
    with host.working() as first:
        wait_until(lambda: TAKEN in host.said(), "the first worker to be the one")
        wait_until((host.folder / "worker-heartbeat").exists, "its first round")
        with other.working():
            wait_until(lambda: "Máy này chờ" in other.said(), "the second worker to stand by")
            _publish(host, "1900 0001")
            wait_until(lambda: host.shows("1900 0001"), "the first worker's release")
            assert other.released() == {}
            assert TAKEN not in other.said()
            _standing_by_is_no_fault(host, other, first)
            os.kill(first.pid, signal.SIGKILL)
            wait_until(lambda: other.shows("1900 0001"), "the second worker's release")
            assert TAKEN in other.said()
            assert LOST not in other.said()
            cluster.stop()
            wait_until(lambda: "không trả lời" in other.said(), "the worker to see it")
            wait_until(lambda: LOST in other.said(), "the worker to say that its turn is lost")
            cluster.start()
            _publish(host, "1900 0002")
            wait_until(lambda: other.shows("1900 0002"), "a release after the database came back")
            assert other.said().count(TAKEN) == 2
    assert "thôi làm việc nền, theo lệnh" in other.said()


def _standing_by_is_no_fault(host: Host, other: Host, first: Running) -> None:
    """While one works, the other has neither a mirror nor a heartbeat, and its doctor says why."""
    told = {one["code"]: one for one in json.loads(other.manage("doctor", "--json").stdout)}
    assert {"mirror-missing", "worker-dead", "check-broken"}.isdisjoint(told)
    assert told["worker-elsewhere"]["severity"] == "left-out"
    assert gethostname()[:MOST_OF_A_NAME] in told["worker-elsewhere"]["what"]
    assert json.loads(other.manage("health", "--json").stdout)["status"] == "ok"
    works = {one["code"] for one in json.loads(host.manage("doctor", "--json").stdout)}
    assert "worker-elsewhere" not in works
    os.kill(first.pid, signal.SIGSTOP)  # or its next round would bring the heartbeat back
    try:
        (beat := host.folder / "worker-heartbeat").rename(aside := host.folder / "aside")
        frozen = {one["code"] for one in json.loads(host.manage("doctor", "--json").stdout)}
        aside.rename(beat)
    finally:
        os.kill(first.pid, signal.SIGCONT)
    assert "worker-dead" in frozen


def test_side_of_a_leaflet_that_one_editor_drew_another_sends(host: Host, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    other = Host(tmp_path / "var", host.environment["LOA_DATABASE"])
    drawn = host.manage("shell", "-v", "0", "-c", ASK + "print(ask(DRAFT).content.decode())")
    side = re.findall(r'src="([^"]+/mat/[^"]+)"', drawn.stdout)[0]
    sent = other.manage("shell", "-v", "0", "-c", ASK + f"print(ask('{side}').status_code)")
    assert sent.stdout.split()[-1] == "200", drawn.stderr + sent.stderr


def _publish(host: Host, phone: str) -> None:
    done = host.manage("shell", "-v", "0", "-c", PUBLISH.format(phone=phone))
    assert done.returncode == 0, done.stderr


def test_release_that_waits_for_a_frozen_one_says_so(host: Host) -> None:
    with host.working():
        wait_until(lambda: TAKEN in host.said(), "the worker to be the one")
        with locked(host.folder):  # as if it were frozen in the middle of a release
            _publish(host, "1900 0003")
            wait_until(lambda: "máy chờ đến lượt" in host.said(), "the worker to say that it waits")
        wait_until(lambda: host.shows("1900 0003"), "the release")


WORKERS = crc32(b"loa.worker")
LOCK_HOLDER = (
    f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = {WORKERS}"  # noqa: S608
)


def test_server_that_is_connected_and_says_nothing_is_given_up_and_told(
    host: Host, cluster: Cluster
) -> None:
    """As when its machine is frozen or its disk hangs: TCP is well, and no answer comes."""
    with host.working(), ExitStack() as stack:
        wait_until(lambda: TAKEN in host.said(), "the worker to be the one")
        holder = int(cluster.ask(LOCK_HOLDER, "loa"))
        os.kill(holder, signal.SIGSTOP)
        stack.callback(_wake, holder)
        _publish(host, "1900 0004")
        wait_until(lambda: "không trả lời" in host.said(), "the worker to say it")
        _wake(holder)
        wait_until(lambda: host.shows("1900 0004"), "the release after the server woke up")


def _wake(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGCONT)


def _through_a_server_cursor(line: Any) -> None:
    with line.cursor(name="rows") as rows:
        rows.execute("SELECT pg_sleep(100000) FROM generate_series(1, 3)").fetchall()


def _while_copying(line: Any) -> None:
    with line.cursor().copy("COPY (SELECT pg_sleep(100000)) TO STDOUT") as copy:
        list(copy)


WAYS = {
    "a statement": lambda line: line.execute("SELECT pg_sleep(100000)"),
    "a server's cursor": _through_a_server_cursor,
    "a copy": _while_copying,
}


@pytest.mark.parametrize("way", WAYS)
def test_connection_that_gets_no_answer_is_closed_whatever_was_asked(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    line = driver.connect(cluster.address("loa"))
    monkeypatch.setattr(driver.Connection, "patience", 60)  # more than any answer takes
    assert line.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(driver.ProgrammingError):
        line.execute("SELECT no_such_column")
    line.rollback()
    assert not line.closed
    monkeypatch.setattr(driver.Connection, "patience", 0.5)
    with pytest.raises(driver.OperationalError, match="no answer in"):
        WAYS[way](line)
    assert line.closed
    monkeypatch.setattr(driver.Connection, "patience", None)
    patient = driver.connect(cluster.address("loa"))
    patient.execute("SELECT pg_sleep(1)")
    patient.close()


ODD_ROWS = {
    "a letter that is none": ("UPDATE cms_agency SET name = name || char(0) || 'x'", "cms_agency"),
    "a text that is too long": (
        "UPDATE cms_portal SET name = printf('%.*c', 9000, 'x')",
        "cms_portal",
    ),
    "a number that is too large": (
        'UPDATE cms_servicekind SET "order" = 99999999999',
        "cms_servicekind",
    ),
    "what points to nothing": (
        "UPDATE cms_contactpoint SET agency_id = 987654",
        "cms_contactpoint",
    ),
}


@pytest.mark.parametrize("odd", ODD_ROWS)
def test_row_that_the_server_cannot_hold_is_named_and_nothing_of_it_told(
    host: Host, cluster: Cluster, tmp_path: Path, odd: str
) -> None:
    statement, table = ODD_ROWS[odd]
    older = shutil.copy(host.folder / "loa.sqlite3", tmp_path)
    with closing(sqlite3.connect(older)) as rows:
        rows.execute(statement)
        rows.commit()
    empty = Host(host.folder, cluster.make("odd", like=MIGRATED))
    try:
        done = empty.manage("copy_from_sqlite", str(older))
        assert done.returncode == 1
        assert f"Bảng {table} có dòng" in done.stderr
        assert "Traceback" not in done.stderr
        assert "DETAIL" not in done.stderr
        assert cluster.ask("SELECT count(*) FROM cms_user", "odd") == "0"
    finally:
        cluster.ask('DROP DATABASE "odd"')


@pytest.mark.parametrize("content", [b"", b"not a database, whatever its name says" * 50])
def test_file_that_is_no_database_is_said_so(host: Host, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "loa.sqlite3").write_bytes(content)
    done = host.manage("copy_from_sqlite", str(tmp_path / "loa.sqlite3"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Không đọc được tệp SQLite" in done.stderr or "không cùng phiên bản" in done.stderr

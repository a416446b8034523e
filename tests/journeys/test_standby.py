"""The database's host is lost, and its standby is behind: nothing of Loa works with it too early."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo_world import copy_demo
from tests.journeys.test_postgresql import PUBLISH, TAKEN, Host
from tests.own_postgresql import MIGRATED, Cluster, own_cluster
from tests.running_demo import wait_until

pytestmark = pytest.mark.journey

BEHIND = "-c recovery_min_apply_delay=1h"
EDITED = "SELECT count(*) FROM cms_contactpoint WHERE phone = '1900 0005'"
HEAD = "SELECT pg_current_wal_flush_lsn()"
RECEIVED = "SELECT pg_last_wal_receive_lsn() >= '{}'"

LOG_IN = """
from django.conf import settings
from django.test import Client
settings.DEBUG = False  # officers see no traceback
client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
print(client.post("/admin/login/", {"username": "can-bo", "password": "?"}).status_code)
"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with own_cluster() as running:
        yield running


@pytest.fixture
def host(cluster: Cluster, tmp_path: Path) -> Host:
    """The demo on the server that writes."""
    copy_demo(tmp_path / "var")
    host = Host(tmp_path / "var", cluster.make("loa", like=MIGRATED))
    done = host.manage("copy_from_sqlite")
    assert done.returncode == 0, done.stderr
    return host


def test_standby_that_is_behind_is_waited_for_until_it_is_promoted(
    host: Host, cluster: Cluster, tmp_path: Path
) -> None:
    with cluster.standby(BEHIND) as behind:
        edited = host.manage("shell", "-v", "0", "-c", PUBLISH.format(phone="1900 0005"))
        assert edited.returncode == 0, edited.stderr
        received = RECEIVED.format(cluster.ask(HEAD))
        wait_until(lambda: behind.ask(received) == "t", "the edit to be sent there")
        assert (cluster.ask(EDITED, "loa"), behind.ask(EDITED, "loa")) == ("1", "0")
        cluster.stop()
        other = Host(tmp_path / "other", behind.address("loa"))
        other.folder.mkdir()
        with other.working() as worker:
            wait_until(lambda: "không trả lời" in other.said(), "the worker to wait")
            _is_told_to_operator_and_officer(other)
            assert worker.poll() is None
            assert TAKEN not in other.said()
            behind.run("pg_ctl", "-w", "promote")
            wait_until(lambda: TAKEN in other.said(), "the worker to begin")
            assert behind.ask(EDITED, "loa") == "1"  # the standby had received it


def _is_told_to_operator_and_officer(other: Host) -> None:
    told = {one["code"]: one for one in json.loads(other.manage("doctor", "--json").stdout)}
    assert "database-silent" not in told
    assert "promote" in told["database-read-only"]["todo"]
    said = other.manage("shell", "-v", "0", "-c", LOG_IN)
    assert said.stdout.split() == ["503"], said.stderr

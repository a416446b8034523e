"""Two editors are upgraded one after the other, over the newest migration, while officers publish."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.chromium import PATIENCE_SECONDS
from tests.migrated import ROOT
from tests.own_postgresql import Cluster, own_cluster
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.running_server import HOST, door_sample, find_nginx, nginx_config, server_variables
from tests.soak.browsing import Address
from tests.soak.figures import IS_OF_HOSTS, IS_SOAK, WHEN_OF_HOSTS, record
from tests.soak.publishers import NUMBERED, PASSWORD, Form, Publisher
from tests.soak.versions import before_the_newest_migration, manage

EACH = 20 if IS_SOAK else 4
"""How many edits each of the two editors takes in each state of the upgrade."""
GUNICORN = (sys.executable, "-m", "gunicorn", "--bind")
KEPT = "SELECT content::text FROM wagtailcore_revision WHERE content::text LIKE '%luot-%'"
FILL = """
import json
from cms.models import User
from tests.factories import a_province, an_announcement_page

office = a_province().office
told = []
for number in range(4):
    User.objects.create_superuser(f"an{number}", f"an{number}@loa.example", PASSWORD)
    page = an_announcement_page(office, title=f"Thông báo {number}", slug=f"thong-bao-{number}")
    told.append([f"/admin/pages/{page.pk}/edit/", "summary", ""])
print(json.dumps(told))
"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not IS_OF_HOSTS, reason=WHEN_OF_HOSTS),
]


@dataclass(slots=True)
class Side:
    """One editor: the version that it runs, its port, and its process."""

    name: str
    sources: Path
    environment: dict[str, str]
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self, sources: Path) -> None:
        """Start it with a version, and wait until it answers."""
        self.sources = sources
        manage(sources, self.environment, "collectstatic", "--noinput", "-v", "0")
        options = ("--workers", "2", "--timeout", "120", "--no-control-socket")
        self.process = subprocess.Popen(
            (*GUNICORN, f"127.0.0.1:{self.port}", *options, "cms.wsgi"),
            cwd=sources,
            env={**os.environ, **self.environment},
        )
        wait_until(self.answers, self.name)

    def stop(self) -> None:
        """Let it end what it is at."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE_SECONDS) == 0

    def answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("GET", "/suc-khoe/", headers={"Host": "loa.example.vn"})
            return bool(line.getresponse().status)
        except OSError:
            return False
        finally:
            line.close()


def _listens(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@dataclass(slots=True)
class Door:
    """nginx in front of both editors."""

    folder: Path
    https: int
    process: "subprocess.Popen[bytes] | None" = None

    def open(self, *sides: Side) -> None:
        """Send requests to these editors only, from now on; what was begun elsewhere is ended."""
        upstream = (ROOT / "docs" / "operators" / "nginx-editors.conf").read_text("utf-8")
        servers = "\n".join(
            f"server 127.0.0.1:{side.port} max_fails=1 fail_timeout=5s;" for side in sides
        )
        upstream = re.sub(r"(?s)( *server 10.*?;\n)+", f"{servers}\n", upstream)
        sample = door_sample(self.folder).replace("http://127.0.0.1:8000", "http://loa_editors")
        sample = re.sub(r"(?s)^server \{\n    listen 80;.*?\n\}\n", "", sample, flags=re.M)
        sample = sample.replace("listen 443 ", f"listen 127.0.0.1:{self.https} ")
        config = nginx_config(
            self.folder, f"add_header X-Host $upstream_addr always;{upstream}{sample}"
        )
        command = (str(find_nginx()), "-e", str(self.folder / "error.log"), "-c", str(config))
        if self.process is None:
            self.process = subprocess.Popen(command)
            wait_until(lambda: _listens(self.https), "the door")
        else:
            self.process.send_signal(signal.SIGHUP)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    missing = before_the_newest_migration(tmp_path / "old")
    missing = missing or ("" if find_nginx() else "NO NGINX: no upgrade was tried")
    if missing and os.environ.get("CI"):
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    for script in (tmp_path / "old").glob("*/static/**/*.js"):  # so that each version has its own
        with script.open("a", encoding="utf-8") as text:
            text.write("\n// before\n")
    return tmp_path / "old"


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with own_cluster() as running:
        yield running


@contextmanager
def worker(sources: Path, environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        (sys.executable, "manage.py", "worker"), cwd=sources, env={**os.environ, **environment}
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def test_nobody_notices_the_upgrade(old: Path, cluster: Cluster, tmp_path: Path) -> None:
    variables = _variables(cluster.make("loa"))
    hosts = {
        name: variables | {"LOA_VAR": str(tmp_path / name)} for name in ("one", "two", "worker")
    }
    for environment in hosts.values():
        Path(environment["LOA_VAR"]).mkdir()
    manage(old, hosts["worker"], "migrate", "-v", "0")
    forms = _fill(old, hosts["worker"])
    one, two = (Side(name, old, hosts[name], free_port()) for name in ("one", "two"))
    (tmp_path / "door").mkdir()
    door = Door(tmp_path / "door", free_port())
    address = Address(port=door.https, host=HOST)
    officers = [
        Publisher(form, number, address, enter=lambda: None) for number, form in enumerate(forms)
    ]
    seen: dict[str, int] = {}
    try:
        one.start(old)
        two.start(old)
        door.open(one, two)
        for officer in officers:
            officer.start()
        with worker(old, hosts["worker"]):
            _both_take(officers, one, two)
        manage(ROOT, hosts["worker"], "migrate", "-v", "0")
        seen["old and old, after migrate"] = _both_take(officers, one, two)
        for side, other in ((two, one), (one, two)):
            door.open(other)
            _none_is_at(officers, side)
            side.stop()
            side.start(ROOT)
            door.open(one, two)
            which = "old and new" if side is two else "new and new"
            seen[which] = _both_take(officers, one, two)
        for officer in officers:
            officer.stop()
        with worker(ROOT, hosts["worker"]):
            released = Path(hosts["worker"]["LOA_VAR"]) / "releases" / "current"
            wait_until(lambda: _shows(released, officers), "the last edits on the mirror")
    finally:
        for officer in officers:
            officer.stop()
        for process in (one.process, two.process, door.process):
            if process is not None:
                process.terminate()
                process.wait(PATIENCE_SECONDS)
    kept = {
        (int(officer), int(number))
        for officer, number in NUMBERED.findall(cluster.ask(KEPT, "loa"))
    }
    taken = {(one.number, number) for one in officers for number in one.taken}
    figures = {
        "edits that officers published": len(taken),
        **{f"… {state}": count for state, count in seen.items()},
        "… lost": len(taken - kept),
        "errors that officers saw": sum(sum(one.refused.values()) for one in officers),
        "officers who had to log in anew": sum(one.logins - 1 for one in officers),
    }
    print("\n", figures)  # noqa: T201  # the numbers are the result
    record("upgrade", figures)
    assert [said for one in officers for said in one.broken] == []
    assert [dict(one.refused) for one in officers] == [{}] * len(officers)
    assert taken - kept == set()
    assert all(one.logins == 1 for one in officers)


def _variables(database: str) -> dict[str, str]:
    own = {"LOA_DATABASE": database, "LOA_BUCKET": "", "LOA_MEDIA_ACCEL": "", "LOA_LOG": "line"}
    own |= {"LOA_BACKUP_FOLDER": "", "DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    return {**server_variables(Path("/"), 9), **own}


def _fill(sources: Path, environment: dict[str, str]) -> list[Form]:
    code = f"PASSWORD = {PASSWORD!r}\n{FILL}"
    said = manage(sources, environment, "shell", "-v", "0", "-c", code).splitlines()[-1]
    return [tuple(one) for one in json.loads(said)]


def _both_take(officers: list[Publisher], *sides: Side) -> int:
    """Wait until each editor has taken edits; return how many were taken meanwhile."""
    before = {side.port: _taken_by(officers, side) for side in sides}
    for side in sides:
        wait_until(
            lambda side=side: _taken_by(officers, side) >= before[side.port] + EACH,
            f"{EACH} edits by {side.name}",
        )
    return sum(_taken_by(officers, side) - before[side.port] for side in sides)


def _taken_by(officers: list[Publisher], side: Side) -> int:
    return sum(officer.by_host[f"127.0.0.1:{side.port}"] for officer in officers)


def _none_is_at(officers: list[Publisher], side: Side) -> None:
    """Wait until every officer has published elsewhere twice: what was begun here has ended."""
    others = {officer.number: len(officer.taken) for officer in officers}
    for officer in officers:
        wait_until(lambda one=officer: len(one.taken) >= others[one.number] + 2, side.name)


def _shows(released: Path, officers: list[Publisher]) -> bool:
    text = "".join(page.read_text("utf-8") for page in released.rglob("*.html"))
    return all(f"luot-{one.number}-{one.taken[-1]}." in text for one in officers)

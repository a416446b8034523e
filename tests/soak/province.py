"""A province of several hosts, each with a network, a folder and programs of its own.

They have the addresses of docs/operators/hosts.md, and run its files: the door's nginx, rsyncd.conf,
loa-pull. Officers are at the door, citizens reach the mirror's host and nothing else.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.release.switch import current_release
from tests.demo_world import ROOT, copy_demo
from tests.own_postgresql import Cluster, own_cluster
from tests.running_demo import wait_until
from tests.running_server import door_sample, find_nginx, nginx_config, server_variables
from tests.soak.networks import Network, made_network
from tests.soak.publishers import PASSWORD, Form

__all__ = ["LINKS", "MIRROR", "Province", "running_province"]

OPERATORS = ROOT / "docs" / "operators"
ADDRESSES = {
    "door": "10.0.0.2",
    "database": "10.0.0.5",
    "bucket": "10.0.0.6",
    "editor-1": "10.0.0.11",
    "editor-2": "10.0.0.12",
    "worker-1": "10.0.0.21",
    "worker-2": "10.0.0.22",
    "mirror": "10.0.0.31",
}
LINKS = tuple(host for host in ADDRESSES if host != "door")
"""What is cut; officers reach the door always."""
EDITORS, WORKERS = ("editor-1", "editor-2"), ("worker-1", "worker-2")
MIRROR, CITIZENS = "10.9.0.1", "10.9.0.2"
BUCKET = "http://10.0.0.6:9000"
PULL_SECONDS = 3
_FILL = """
import json
from cms.models import ContactPoint, User
from django.conf import settings
from django.core.files.storage import storages
from media.storage import private_storage
from pathlib import Path
from wagtail.models import Page

for number in range(8):
    User.objects.create_superuser(f"an{number}", f"an{number}@loa.example", PASSWORD)
for store, place in ((storages["default"], "public"), (private_storage(), "private")):
    folder = Path(settings.LOA_VAR) / "uploads" / place
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as content:
                store.save(str(file.relative_to(folder)), content)

told = []
for kind in ("announcementpage", "outreachpage", "agencyhomepage"):
    page = Page.objects.live().filter(content_type__model=kind, locale__language_code="vi").first().specific
    path = page.url_path.removeprefix("/trang-chu/")
    told.append([f"/admin/pages/{page.pk}/edit/", "summary", path])
point = ContactPoint.objects.first()
told.append([f"/admin/snippets/cms/contactpoint/edit/{point.pk}/", "note", "lien-he/"])
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Province:
    """What runs: the network, the database, folders by host, and forms that officers fill in."""

    network: Network
    cluster: Cluster
    folder: Path
    variables: Mapping[str, str]
    forms: list[Form] = field(default_factory=list)

    def var(self, host: str) -> Path:
        """Return LOA_VAR of a host."""
        return self.folder / host

    def environment(self, host: str) -> dict[str, str]:
        """Return what the programs of a host are started with."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        return {**kept, **self.variables, "LOA_VAR": str(self.var(host))}

    def manage(self, host: str, *arguments: str) -> str:
        """Run one command on a host; it must succeed."""
        done = subprocess.run(
            (*self.network.inside(host), sys.executable, "manage.py", *arguments),
            cwd=ROOT,
            env=self.environment(host),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, host: str, *command: str) -> Iterator[None]:
        """Run a program on a host until the end of the block; what it says goes to a file."""
        with (self.folder / f"{host}.log").open("ab") as said:
            program = subprocess.Popen(
                (*self.network.inside(host), *command),
                cwd=ROOT,
                env=self.environment(host),
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
            try:
                yield
            finally:
                for how in (signal.SIGTERM, signal.SIGKILL):
                    with suppress(ProcessLookupError):
                        os.killpg(program.pid, how)
                    with suppress(subprocess.TimeoutExpired):
                        program.wait(10)

    def said(self, host: str) -> str:
        """Return what the programs of a host have said."""
        return (self.folder / f"{host}.log").read_text("utf-8", "replace")

    def served(self, host: str) -> str:
        """Return the release that a host has."""
        return current_release(self.var(host) / "releases")


@contextmanager
def running_province(folder: Path) -> Iterator[Province]:
    """Install everything as the page says, release once, start every program."""
    with made_network() as network, ExitStack() as running:
        for host, address in ADDRESSES.items():
            network.host(host, address)
        network.neighbour("citizens", CITIZENS, of="mirror", where=MIRROR)
        cluster = running.enter_context(
            own_cluster(ADDRESSES["database"], network.inside("database"))
        )
        province = Province(network, cluster, folder, _variables(cluster.make("loa")))
        _serve_files(province, running)
        _fill(province)
        for host in (*WORKERS, *EDITORS, "mirror", "door"):
            for command in _programs(province, host):
                running.enter_context(province.running(host, *command))
        wait_until(
            lambda: province.served("mirror") == province.served("worker-1") != "", "the mirror"
        )
        yield province


def _variables(database: str) -> dict[str, str]:
    doors = {
        "LOA_DATABASE": database,
        "LOA_BUCKET": "kho/tinh",
        "LOA_TRUSTED_PROXIES": ADDRESSES["door"],
        "LOA_MEDIA_ACCEL": "",
        "LOA_LOG": "line",
        "LOA_BACKUP_FOLDER": "",
        "AWS_ENDPOINT_URL": BUCKET,
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
    }
    return {**server_variables(Path("/"), 9), **doors}


def _serve_files(province: Province, running: ExitStack) -> None:
    """Start the service of buckets; there must be one before anything is put into it."""
    moto = (sys.executable, "-m", "moto.server", "-H", ADDRESSES["bucket"], "-p", "9000")
    running.enter_context(province.running("bucket", *moto))
    put = ("curl", "-sf", "--retry", "60", "--retry-all-errors", "--retry-delay", "1")
    command = (*province.network.inside("bucket"), *put, "-X", "PUT", f"{BUCKET}/kho")
    subprocess.run(command, check=True, capture_output=True)


def _fill(province: Province) -> None:
    """Move the demo into the database, its files into the bucket, and release it."""
    first = province.var("worker-1")
    copy_demo(first)
    for arguments in (
        ("migrate", "-v", "0"),
        ("copy_from_sqlite", "-v", "0"),
        ("collectstatic", "--noinput", "-v", "0"),
    ):
        province.manage("worker-1", *arguments)
    code = f"PASSWORD = {PASSWORD!r}\n{_FILL}"
    said = province.manage("worker-1", "shell", "-v", "0", "-c", code).splitlines()[-1]
    province.forms.extend(tuple(one) for one in json.loads(said))
    (first / "loa.sqlite3").unlink()
    shutil.rmtree(first / "uploads")
    shutil.rmtree(first / "releases")
    province.manage("worker-1", "release")
    shutil.copytree(first / "store", province.var("worker-2") / "store")
    for editor in EDITORS:
        shutil.copytree(first / "static", province.var(editor) / "static")


def _programs(province: Province, host: str) -> Iterator[tuple[str, ...]]:
    folder = province.folder
    pull = OPERATORS / "mirror" / "loa-pull"
    sources = " ".join(f"rsync://{ADDRESSES[worker]}/loa" for worker in WORKERS)
    match host.split("-", maxsplit=1)[0]:
        case "editor":
            where = f"{ADDRESSES[host]}:8000"
            options = ("--workers", "2", "--timeout", "120", "--no-control-socket")
            yield (sys.executable, "-m", "gunicorn", "--bind", where, *options, "cms.wsgi")
            yield _again(f"{pull} --editor {province.var(host)} {sources}")
        case "worker":
            yield (sys.executable, "manage.py", "worker")
            text = (OPERATORS / "mirror" / "rsyncd.conf").read_text("utf-8")
            text = text.replace("/srv/loa/var", str(province.var(host))).replace("= loa", "= 0")
            config = folder / f"{host}.rsyncd.conf"
            config.write_text(text, "utf-8")
            where = f"--address={ADDRESSES[host]}"
            yield ("rsync", "--daemon", "--no-detach", f"--config={config}", where)
        case "mirror":
            yield _again(f"{pull} {province.var(host)} {sources}")
            root = f"root {province.var(host)}/releases/current; set $release $realpath_root;"
            place = f"listen {MIRROR}:80; {root} location / {{ root $release; }}"
            yield _nginx(folder / "nginx-mirror", f"server {{ {place} }}")
        case _:
            yield _nginx(folder / "nginx-door")


def _again(command: str) -> tuple[str, ...]:
    """Return what the timer does."""
    return ("/bin/sh", "-c", f"while :; do {command} || :; sleep {PULL_SECONDS}; done")


def _nginx(folder: Path, sample: str = "") -> tuple[str, ...]:
    """Return nginx with ``sample``, else with the two files of the door."""
    folder.mkdir()
    if not sample:
        door = door_sample(folder).replace("http://127.0.0.1:8000", "http://loa_editors")
        sample = (OPERATORS / "nginx-editors.conf").read_text("utf-8") + door
    config = nginx_config(folder, sample)
    return (str(find_nginx()), "-e", str(folder / "error.log"), "-c", str(config))

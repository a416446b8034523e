"""A new Debian, and an operator who follows the page step by step: it works, and the doctor is content.

It needs root, debootstrap and Debian's and Python's registries, and takes minutes: once a night.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.migrated import ROOT
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.running_server import Letters

PAGE = ROOT / "docs" / "operators" / "README.md"
UPGRADE = ROOT / "docs" / "operators" / "upgrade.md"
UNITS = ROOT / "docs" / "operators" / "systemd"
BY_HAND = "python manage.py "
LENT = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt")
"""How this machine reaches the registries."""
HOME = """
from wagtail.models import Locale, Page, Site
from cms.models import HomePage
Site.objects.all().delete()
home = HomePage(title="Trang chủ", slug="trang-chu", site_title="Loa", locale=Locale.get_default())
Page.get_first_root_node().add_child(instance=home)
Site.objects.create(hostname="localhost", site_name="Loa", root_page=home, is_default_site=True)
"""
"""What the page says is done in the editor."""

pytestmark = pytest.mark.journey


@dataclass(frozen=True, slots=True)
class Debian:
    """A root folder; commands run in it as root, or as the user of the page."""

    root: Path

    def sh(self, command: str, *, user: str = "", **variables: str) -> str:
        """Run a line as the operator types it; it must succeed."""
        done = subprocess.run(
            self._chroot(command, user),
            env=self._environment(variables),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    @contextmanager
    def running(self, unit: str, **changes: str) -> Iterator[None]:
        """Run what a unit starts until the end of the block; it writes where the unit may."""
        text = (UNITS / unit).read_text("utf-8")
        (command,) = re.findall(r"^ExecStart=(.*)$", text, re.M)
        for old, new in changes.items():
            command = command.replace(old.removeprefix("_"), new)
        writable = re.findall(r"^ReadWritePaths=(.*)$", text, re.M)
        line = shlex.join(
            self._chroot(f"umask 0027 && cd /srv/loa/app && exec {command}", user="loa")
        )
        root = self.root
        binds = [f"mount --bind {root}{path} {root}{path}" for path in writable]
        steps = [
            f"mount --rbind {root} {root}",
            *binds,
            f"mount -o remount,bind,ro {root}",
            f"mount -t tmpfs tmpfs {root}/tmp",  # noqa: S108
            f"exec {line}",
        ]
        sandbox = ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-ec"]
        with subprocess.Popen(
            [*sandbox, "\n".join(steps)], env=self._environment(self.settings())
        ) as service:
            try:
                yield
            finally:
                service.terminate()

    def settings(self) -> dict[str, str]:
        """Read the environment file as systemd does."""
        lines = (self.root / "srv/loa/env").read_text("utf-8").splitlines()
        pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
        return {one[0]: one[1] for one in pairs}

    def manage(self, arguments: str, **variables: str) -> str:
        """Run a management command as the page says: as loa, with the environment file."""
        command = f"umask 0027 && cd /srv/loa/app && .venv/bin/python manage.py {arguments}"
        return self.sh(command, user="loa", **self.settings(), **variables)

    def _chroot(self, command: str, user: str) -> list[str]:
        who = [f"--userspec={user}:{user}"] if user else []
        return ["chroot", *who, str(self.root), "/bin/sh", "-ec", command]

    def _environment(self, variables: dict[str, str]) -> dict[str, str]:
        pip = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        own = {
            "PATH": path,
            "DEBIAN_FRONTEND": "noninteractive",
            "LANG": "C.UTF-8",
            "RUNLEVEL": "1",
        }
        return {**pip, **own, **variables}


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    if not os.environ.get("LOA_NIGHTLY"):
        pytest.skip("once a night: make nightly")
    if os.geteuid() or not shutil.which("debootstrap"):
        pytest.skip("NOT ROOT OR NO DEBOOTSTRAP: THE INSTALLATION WAS NOT TRIED IN A NEW DEBIAN")
    root = tmp_path_factory.mktemp("debian") / "root"
    command = [
        "debootstrap",
        "--variant=minbase",
        "--include=ca-certificates",
        "bookworm",
        str(root),
    ]
    subprocess.run(command, check=True, capture_output=True)
    for file in LENT:
        shutil.copyfile(file, f"{root}{file}")
    (root / "etc/apt/apt.conf.d/90tests").write_text(
        'APT::Get::Assume-Yes "true";\nAPT::Install-Recommends "false";\n'
    )
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    try:
        yield Debian(root)
    finally:
        subprocess.run(["umount", str(root / "proc")], check=False)
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def post() -> Iterator[Letters]:
    post = Letters()
    threading.Thread(target=post.serve_forever, daemon=True).start()
    yield post
    post.shutdown()
    post.server_close()


def section(page: Path, title: str) -> list[str]:
    """Return the lines of commands below a heading, without what is said beside them."""
    text = re.split(r"^## ", page.read_text("utf-8"), flags=re.M)
    (found,) = (one for one in text if one.startswith(title))
    lines = re.findall(r"^    (.+)$", found, re.M)
    return [re.sub(r"\s{2,}#.*$", "", line) for line in lines]


def sources(debian: Debian) -> None:
    """Put what git knows, as it is now, where the page says."""
    target = debian.root / "srv/loa/app"
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def fill_in(debian: Debian, port: int) -> None:
    """Fill the example in, as the page says."""
    example = (ROOT / ".env.example").read_text("utf-8")
    key = debian.sh("python3 -c 'import secrets; print(secrets.token_urlsafe(60))'").strip()
    filled = {
        "LOA_SECRET_KEY": key,
        "LOA_ALLOWED_HOSTS": "loa.test",
        "LOA_EDITOR_ADDRESS": "https://loa.test",
        "LOA_MIRROR_ADDRESS": "https://dichvu.test",
        "LOA_MAIL_HOST": "127.0.0.1",
        "LOA_MAIL_PORT": str(port),
        "LOA_MAIL_SECURITY": "none",
        "LOA_MAIL_USER": "",
        "LOA_MAIL_FROM": "loa@loa.test",
    }
    for name, value in filled.items():
        example = re.sub(rf"^{name}=.*$", f"{name}={value}", example, flags=re.M)
    (debian.root / "srv/loa/env").write_text(example, "utf-8")
    debian.sh("chmod 640 /srv/loa/env && chown root:loa /srv/loa/env")


def test_operator_who_follows_the_page_has_a_sound_server(debian: Debian, post: Letters) -> None:
    programs, user, folders, install = section(PAGE, "1. Programs")
    for line in (programs, user, folders):
        debian.sh(line)
    sources(debian)
    debian.sh(install)
    fill_in(debian, post.server_address[1])
    person = {"DJANGO_SUPERUSER_USERNAME": "an", "DJANGO_SUPERUSER_EMAIL": "an@loa.test"}
    person["DJANGO_SUPERUSER_PASSWORD"] = "mot-mat-khau-that-dai-93"  # noqa: S105
    for line in section(PAGE, "3. Database"):
        assert line.startswith(BY_HAND)
        asked = line.removeprefix(BY_HAND).replace("createsuperuser", "createsuperuser --noinput")
        debian.manage(asked, **person)
    assert len(post.letters) == 1
    debian.sh(next(line for line in section(PAGE, "4. Two services") if "install -d" in line))
    nginx_reads_its_sample(debian)
    debian.manage(f"shell -v 0 -c {shlex.quote(HOME)}")
    debian.manage("backup")
    debian.manage("release")
    port = free_port()
    editor = debian.running("loa-editor.service", _8000=str(port))
    with editor, debian.running("loa-worker.service"):
        heartbeat = debian.root / "srv/loa/var/worker-heartbeat"
        wait_until(heartbeat.exists, "the worker's first round")
        wait_until(lambda: answers(port), "the editor")
        found = json.loads(debian.manage("doctor --json"))
        assert [one for one in found if one["code"] != "backup-same-disk"] == []
    upgrade_to_the_same(debian)
    debian.manage("backup --check")


def nginx_reads_its_sample(debian: Debian) -> None:
    """The certificate of the sample's name is made here."""
    folder = "/etc/letsencrypt/live/loa.example.vn"
    name = f"{debian.root}{folder}"
    Path(name).mkdir(parents=True)
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=loa.test"
    files = ["-keyout", f"{name}/privkey.pem", "-out", f"{name}/fullchain.pem"]
    subprocess.run([*shlex.split(command), *files], check=True, capture_output=True)
    sample = "/srv/loa/app/docs/operators/nginx-editor.conf"
    debian.sh(f"cp {sample} /etc/nginx/sites-enabled/loa.conf && nginx -t")


def upgrade_to_the_same(debian: Debian) -> None:
    """Every line of the upgrade page that needs neither systemd nor the network's names."""
    done = 0
    for line in section_of_all(UPGRADE):
        if line.startswith(BY_HAND) and "--ask" not in line:
            if "doctor" not in line:  # the services are stopped here
                debian.manage(line.removeprefix(BY_HAND))
            done += 1
        elif line.startswith("cd "):
            debian.sh(line)
            done += 1
    assert done >= 6


def section_of_all(page: Path) -> list[str]:
    return re.findall(r"^    (.+)$", page.read_text("utf-8"), re.M)


def answers(port: int) -> bool:
    done = subprocess.run(
        [
            *("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "Host: loa.test"),
            *("-H", "X-Forwarded-Proto: https", f"http://127.0.0.1:{port}/admin/login/"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout == "200"

"""Ways to install: units and containers that this machine can read are right as far as it can tell."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cms.settings.environment import read
from tests.migrated import ROOT

OPERATORS = ROOT / "docs" / "operators"
UNITS = sorted((OPERATORS / "systemd").iterdir())
MIRROR_UNITS = sorted((OPERATORS / "mirror").glob("loa-pull.*"))
CONTAINERS = OPERATORS / "containers"
MOST_EXPOSED = 20
"""Tenths of a point by systemd's own count: 96 is an ordinary service, 0 can do nothing at all."""


def run(*command: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The units with this machine's Python in the place of the server's programs."""
    if not shutil.which("systemd-analyze"):
        if os.environ.get("CI"):
            pytest.fail("no systemd-analyze in CI: the units were not read")
        pytest.skip("NO SYSTEMD: the units were not read (apt-get install systemd)")
    folder = tmp_path_factory.mktemp("units")
    for unit in (*UNITS, *MIRROR_UNITS):
        text = re.sub(r"/srv/loa/app/\.venv/bin/\w+", sys.executable, unit.read_text("utf-8"))
        text = text.replace("/usr/local/bin/loa-pull", str(OPERATORS / "mirror" / "loa-pull"))
        (folder / unit.name).write_text(text, "utf-8")
    return sorted(folder.iterdir())


def test_units_are_understood(units: list[Path]) -> None:
    done = run("systemd-analyze", "verify", *map(str, units))
    said = [line for line in done.stderr.splitlines() if "loa-" in line]
    assert (done.returncode, said) == (0, []), done.stderr


def test_services_may_do_little_but_their_work(units: list[Path]) -> None:
    for unit in units:
        if unit.suffix == ".service":
            threshold = f"--threshold={MOST_EXPOSED}"
            done = run("systemd-analyze", "security", "--offline=yes", threshold, str(unit))
            assert done.returncode == 0, done.stdout + done.stderr


def test_every_unit_runs_a_command_that_there_is_and_every_timer_a_unit() -> None:
    from django.core.management import get_commands  # noqa: PLC0415

    for unit in UNITS:
        text = unit.read_text("utf-8")
        if unit.suffix == ".timer":
            assert unit.with_suffix(".service") in UNITS
            continue
        (line,) = re.findall(r"^ExecStart=\S+/(\S+) (.*)$", text, re.M)
        if line[0] == "python":
            assert line[1].split()[0] == "manage.py"
            assert line[1].split()[1] in get_commands()
        else:
            assert (line[0], line[1].split()[-1]) == ("gunicorn", "cms.wsgi")


def test_new_files_are_for_nobody_else() -> None:
    for unit in UNITS:
        if unit.suffix == ".service":
            assert "UMask=0027" in unit.read_text("utf-8")
    assert "umask 0027" in (CONTAINERS / "Containerfile").read_text("utf-8")


def test_recipe_of_the_image_has_no_fault_that_the_linter_knows() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = run(str(hadolint), str(CONTAINERS / "Containerfile"))
    assert (done.returncode, done.stdout) == (0, "")


def test_image_holds_every_package_and_nothing_that_is_not_there() -> None:
    recipe = (CONTAINERS / "Containerfile").read_text("utf-8")
    copied = [
        source
        for line in re.findall(r"^COPY (.*)$", recipe, re.M)
        for source in line.split()[:-1]
    ]  # fmt: skip
    for source in copied:
        assert list(ROOT.glob(source)), source
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert packages | {"manage.py", "gunicorn.conf.py"} <= set(copied)


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((CONTAINERS / "compose.yaml").read_text("utf-8"))


def test_composition_is_read_by_the_program_that_runs_it(tmp_path: Path) -> None:
    if not shutil.which("docker-compose"):
        pytest.skip("NO DOCKER-COMPOSE: compose.yaml was read as YAML only")
    for name in ("Containerfile", "compose.yaml", "mirror.conf"):
        shutil.copy(CONTAINERS / name, tmp_path)
    shutil.copy(ROOT / ".env.example", tmp_path / "env")
    file = ("-f", str(tmp_path / "compose.yaml"))
    done = run("docker-compose", *file, "config", "-q", LOA_DATABASE_PASSWORD="x")  # noqa: S106
    assert done.returncode == 0, done.stderr
    missing = run("docker-compose", *file, "config", "-q")
    assert "LOA_DATABASE_PASSWORD" in missing.stderr


def test_containers_run_what_there_is_with_settings_that_are_read(compose: Any) -> None:
    services = compose["services"]
    assert {"database", "editor", "worker", "nginx"} <= set(services)
    given = {**services["editor"]["environment"], "LOA_SECRET_KEY": "x" * 60}
    given |= {"LOA_ALLOWED_HOSTS": "loa.test", "LOA_EDITOR_ADDRESS": "https://loa.test"}
    said = {name: re.sub(r"\$\{[^}]*\}", "filled-in", str(value)) for name, value in given.items()}
    env = read(said)
    assert env.database.startswith("postgresql://")
    assert str(env.var) == "/srv/loa/var"
    mounted = {volume.split(":")[1] for volume in services["editor"]["volumes"]}
    assert {str(env.var), env.backup_folder} <= mounted
    for service in ("editor", "worker", "prepare"):
        assert services[service]["read_only"]
        assert services[service]["cap_drop"] == ["ALL"]
    for volume in services["nginx"]["volumes"]:
        source = volume.split(":")[0]
        assert not source.startswith(".") or (CONTAINERS / source).is_file()
        assert volume.endswith(":ro")


def test_ports_are_open_for_nginx_only(compose: Any) -> None:
    opened = {name: one["ports"] for name, one in compose["services"].items() if "ports" in one}
    assert opened == {"editor": ["80:80", "443:443"]}
    assert compose["services"]["nginx"]["network_mode"] == "service:editor"
    assert "127.0.0.1:8000" in (CONTAINERS / "Containerfile").read_text("utf-8")

"""A command whose database is not there says so in a sentence, not in seventy lines of code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.certificates import certificate
from tests.demo_world import ROOT
from tests.own_postgresql import USER, own_cluster
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.running_server import environment_of


@pytest.mark.parametrize("command", [("backup", "away"), ("releases",), ("forget",)])
def test_command_says_that_the_database_is_not_there(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    command = tuple(str(tmp_path / word) if word == "away" else word for word in command)
    done = manage(tmp_path, f"postgresql://loa@127.0.0.1:{free_port()}/loa", *command)
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert done.returncode == 0 or "Cơ sở dữ liệu không trả lời" in said
    assert (done.returncode == 0) is (command == ("releases",))  # it reads the disk alone


@pytest.mark.parametrize("command", ["obligations", "remind", "rebuild_usage"])
def test_command_says_that_what_stands_there_is_no_database(tmp_path: Path, command: str) -> None:
    (tmp_path / "loa.sqlite3").write_bytes(b"no database, whatever its name says" * 50)
    done = manage(tmp_path, "", command)
    assert "Traceback" not in done.stdout + done.stderr
    assert "Cơ sở dữ liệu không trả lời hoặc chưa sẵn sàng" in done.stderr


def test_expired_certificate_of_the_database_is_told(tmp_path: Path) -> None:
    with own_cluster() as cluster:
        expired = certificate(cluster.folder, -1)
        expired.chmod(0o600)
        if os.geteuid() == 0:
            shutil.chown(expired, USER)
        for name, value in (("ssl_cert_file", expired), ("ssl_key_file", expired), ("ssl", "on")):
            cluster.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        cluster.ask("SELECT pg_reload_conf()")
        wait_until(lambda: cluster.ask("SHOW ssl") == "on", "the server to encrypt")
        asked = f"sslmode=verify-full&sslrootcert={shutil.copy(expired, tmp_path)}"
        done = manage(tmp_path, f"{cluster.make('loa')}?{asked}", "doctor", "--json")
    told = {one["code"]: one for one in json.loads(done.stdout)}
    assert "certificate" in told["database-silent"]["what"]
    assert "chứng thư" in told["database-silent"]["todo"]


def manage(var: Path, database: str, *command: str) -> "subprocess.CompletedProcess[str]":
    variables = {
        "LOA_VAR": str(var),
        "LOA_DATABASE": database,
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**environment_of({}), **variables},
        capture_output=True,
        text=True,
        check=False,
    )

"""A command whose database is not there says so in a sentence, not in seventy lines of code."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo_world import ROOT
from tests.ports import free_port
from tests.running_server import environment_of


@pytest.mark.parametrize("command", [("backup", "away"), ("releases",), ("forget",)])
def test_command_says_that_the_database_is_not_there(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    command = tuple(str(tmp_path / word) if word == "away" else word for word in command)
    variables = {
        "LOA_VAR": str(tmp_path),
        "LOA_DATABASE": f"postgresql://loa@127.0.0.1:{free_port()}/loa",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**environment_of({}), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert done.returncode == 0 or "Cơ sở dữ liệu không trả lời" in said
    assert (done.returncode == 0) is (command == ("releases",))  # it reads the disk alone

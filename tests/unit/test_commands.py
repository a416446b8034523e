"""What the tests start in place of a new interpreter behaves as one that was started."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import commands
from tests.demo_world import demo_environment

TRIES = {
    "a word too many": ("check", "nothing-of-this-name"),
    "no such command": ("no-such-command",),
    "an exit code": ("shell", "-v", "0", "-c", "import sys; print('đã'); sys.exit(7)"),
    "a fault": ("shell", "-v", "0", "-c", "1 / 0"),
    "variables that are refused": ("check",),
    "its variables": (
        *("shell", "-v", "0", "-c"),
        "import os, sys; from django.conf import settings as s;"
        "print(sys.argv, os.getcwd(), s.LOA_VAR, sorted(os.environ), os.listdir('/proc/self/fd'))",
    ),
}
VARIABLES = {"variables that are refused": {"LOA_BACKUP_KEY": "ngan"}}


@pytest.mark.parametrize("what", TRIES)
def test_command_says_and_returns_what_it_does_in_a_new_interpreter(
    tmp_path: Path, what: str
) -> None:
    environment = demo_environment(tmp_path) | VARIABLES.get(what, {})
    new = subprocess.run(
        [sys.executable, commands.MANAGE, *TRIES[what]],
        cwd=commands.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    ours = commands.run(environment, *TRIES[what])
    assert (ours.returncode, ours.stdout) == (new.returncode, new.stdout)
    assert ours.stderr.splitlines()[-1:] == new.stderr.splitlines()[-1:]


def test_command_is_a_process_that_can_be_killed(tmp_path: Path) -> None:
    waits = ("shell", "-v", "0", "-c", "import signal; signal.pause()")
    running = commands.start(demo_environment(tmp_path), *waits)
    assert running.poll() is None
    os.kill(running.pid, 0)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    with pytest.raises(ProcessLookupError):
        os.kill(running.pid, 0)

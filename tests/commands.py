"""Commands as an operator types them, each a process of its own, without importing all anew.

What a command imports is most of what a short one costs, and a run of the tests has hundreds.
For each set of variables one process does Django's setup and waits; a command is a fork of it
that goes through ``manage.py`` from its first line on. What differs from a new interpreter: the
modules are there, and all commands of one set of variables share the seed of their hashes.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

__all__ = ["ROOT", "Running", "end_all", "manage", "run", "start"]

ROOT = Path(__file__).resolve().parents[1]
MANAGE = "manage.py"
AT_HAND = 4
"""So many sets of variables are kept ready: a test seldom works with more at a time."""
EARLY = (
    "bs4",
    "django.core.management",
    "django.db.models",
    "django.forms",
    "django.test.signals",
    "django.views.generic",
    "django_stubs_ext",
    "django_tasks.backends",
    "draftjs_exporter.constants",
    "fido2.webauthn",
    "filetype",
    "markdown_it",
    "openpyxl",
    "pikepdf",
    "sitegen.pipeline",
    "sitegen.proofreading",
)
"""What can be imported before any setting is known, for every set of variables."""


class Running:
    """A command that runs, with what of ``subprocess.Popen`` the tests ask."""

    def __init__(self, told: int) -> None:
        self._told = os.fdopen(told, "r")
        self.pid = int(self._told.readline())
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self.returncode if not select.select([self._told], [], [], 0)[0] else self.wait()

    def wait(self, timeout: float | None = None) -> int:
        """Return its exit code once it has ended; raises TimeoutExpired when it does not."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(MANAGE, timeout or 0)
            self.returncode = int(self._told.readline())
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def start(
    environment: Mapping[str, str],
    *command: str,
    stdout: Any = None,
    stderr: Any = None,
) -> Running:
    """Start ``manage.py`` with arguments, or with ``-m`` a module, in the checkout."""
    outputs = [_number(stdout, 1), _number(stderr, 2)]
    told, tells = os.pipe()
    try:
        _send(_ready(environment), {"command": command}, [*outputs, tells])
    finally:
        os.close(tells)
    return Running(told)


def run(environment: Mapping[str, str], *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end; its exit code is the caller's to judge."""
    with TemporaryFile("w+") as stdout, TemporaryFile("w+") as stderr:
        code = start(environment, *command, stdout=stdout, stderr=stderr).wait()
        for one in (stdout, stderr):
            one.seek(0)
        return subprocess.CompletedProcess(command, code, stdout.read(), stderr.read())


def manage(environment: Mapping[str, str], *command: str) -> str:
    """Run a command that must succeed; return what it said."""
    done = run(environment, *command)
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


def end_all() -> None:
    """Let go what is kept ready, and wait for it: the run answers for what it took."""
    while _at_hand:
        _at_hand.popitem()[1].close()
    if _first.cache_info().currsize:
        line, process = _first()
        line.close()
        process.wait()
        _first.cache_clear()


_at_hand: "OrderedDict[tuple[tuple[str, str], ...], socket.socket]" = OrderedDict()


def _ready(environment: Mapping[str, str]) -> socket.socket:
    """Return the line to the process that was set up with these variables."""
    key = tuple(sorted(environment.items()))
    if key not in _at_hand:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            _send(_first()[0], {"environment": dict(environment)}, [theirs.fileno()])
        _at_hand[key] = ours
        if len(_at_hand) > AT_HAND:
            _at_hand.popitem(last=False)[1].close()
    _at_hand.move_to_end(key)
    return _at_hand[key]


@cache
def _first() -> "tuple[socket.socket, subprocess.Popen[bytes]]":
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        line = theirs.fileno()
        command = (sys.executable, "-m", "tests.commands", str(line))
        kept = {name: value for name, value in os.environ.items() if name not in _SETTINGS}
        return ours, subprocess.Popen(command, cwd=ROOT, env=kept, pass_fds=[line])


_SETTINGS = {"DJANGO_SETTINGS_MODULE"}


def _send(line: socket.socket, message: Mapping[str, Any], files: Sequence[int]) -> None:
    socket.send_fds(line, [json.dumps(message).encode()], files)


def _number(stream: Any, other: int) -> int:
    return other if stream is None else int(stream.fileno())


# From here on: what runs in the processes that wait, and in their forks.


def _serve(line: socket.socket) -> Sequence[str]:
    """Fork at each message; return, in the fork that is to become a command, its words."""
    while True:
        message, files, _flags, _address = socket.recv_fds(line, 1_000_000, 3)
        _reap(os.WNOHANG)
        if not message:
            _reap(0)
            os._exit(0)
        if os.fork():
            for file in files:
                os.close(file)
            continue
        line.close()
        asked = json.loads(message)
        if "command" in asked:
            return _watched(asked["command"], *files)
        _set_up(asked["environment"])
        line = socket.socket(fileno=files[0])


def _reap(options: int) -> None:
    """Wait for what has ended: what it took is told to who waits for us."""
    try:
        while os.waitpid(-1, options)[0]:
            pass
    except ChildProcessError:
        return


def _set_up(environment: Mapping[str, str]) -> None:
    """Do Django's setup; variables that it refuses are what a new interpreter has to speak of."""
    import django  # noqa: PLC0415  # after the variables are there

    os.environ.clear()
    os.environ.update(environment)
    try:
        if "DJANGO_SETTINGS_MODULE" in environment:
            django.setup()
    except Exception:  # noqa: BLE001  # whatever it is, the command meets it again and says so
        _refused.append(environment)
    assert threading.active_count() == 1, "a thread is not there after a fork"
    gc.freeze()  # what every fork would look through once more when it ends


_refused: list[Mapping[str, str]] = []


def _watched(command: Sequence[str], stdout: int, stderr: int, tells: int) -> Sequence[str]:
    """Fork once more: one becomes the command, the other tells how it ended."""
    if pid := os.fork():
        os.write(tells, b"%d\n" % pid)
        status = os.waitpid(pid, 0)[1]
        os.write(tells, b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    os.closerange(3, max(stdout, stderr, tells) + 1)
    return command


def _become(command: Sequence[str]) -> None:
    """Be the command until the interpreter ends, as it ends by itself."""
    words = command if command[0] == "-m" else [MANAGE, *command]
    if _refused:
        os.execv(sys.executable, [sys.executable, *words])  # noqa: S606  # no shell is wanted
    if command[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = list(words)
        runpy.run_path(MANAGE, run_name="__main__")


if __name__ == "__main__":
    for _name in EARLY:
        __import__(_name)
    _become(_serve(socket.socket(fileno=int(sys.argv[1]))))

"""A Redis of the tests' own: in memory, on a port of its own, gone with the test."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from tests.ports import free_port

__all__ = ["Redis", "own_redis"]


class Redis:
    """A server that can be killed, emptied and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_port()
        self.address = f"redis://127.0.0.1:{self._port}/0"
        self.start()

    def start(self) -> None:
        """Start it, with nothing in it, and wait until it answers."""
        program = shutil.which("redis-server") or pytest.skip("needs redis-server")
        self._process = subprocess.Popen(
            [
                program,
                "--port",
                str(self._port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--dir",
                self._folder,
            ],
            stdout=subprocess.DEVNULL,
        )
        while self._process.poll() is None and b"PONG" not in self.said("PING"):
            sleep(0.02)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def said(self, command: str) -> bytes:
        """Return what it answers to ``command``, nothing when it is not there."""
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=10) as line:
                line.sendall(f"{command}\r\n".encode())
                return line.recv(100)
        except OSError:
            return b""


@contextmanager
def own_redis(folder: Path) -> Iterator[Redis]:
    """Run a server as long as the block runs."""
    server = Redis(folder)
    try:
        yield server
    finally:
        server.kill()

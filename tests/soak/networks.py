"""Networks: hosts in namespaces of this machine's kernel, and links between them that are cut."""

import ctypes
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Network", "made_network", "why_not"]

_NEW_NETWORK = 0x40000000  # CLONE_NEWNET


@dataclass(frozen=True, slots=True)
class Network:
    """Hosts around one bridge; each has one link to it, called as the host."""

    name: str

    def host(self, host: str, address: str) -> None:
        """Add a host with ``address``, such as 10.0.0.5, on the common network."""
        self._add(host)
        switch = f"{self.name}-switch"
        _ip("-n", switch, "link", "add", host, "type", "veth", "peer", "name", "eth0")
        _ip("-n", switch, "link", "set", "eth0", "netns", self._of(host))
        _ip("-n", self._of(host), "addr", "add", f"{address}/24", "dev", "eth0")
        _ip("-n", self._of(host), "link", "set", "eth0", "up")
        _ip("-n", switch, "link", "set", host, "up")
        self.heal(host)

    def neighbour(self, host: str, address: str, *, of: str, where: str) -> None:
        """Add a host that only ``of`` can reach; there ``of`` has the address ``where``."""
        self._add(host)
        peer = ("type", "veth", "peer", "name", "eth1", "netns", self._of(of))
        _ip("-n", self._of(host), "link", "add", "eth0", *peer)
        for one, device, at in ((host, "eth0", address), (of, "eth1", where)):
            _ip("-n", self._of(one), "addr", "add", f"{at}/24", "dev", device)
            _ip("-n", self._of(one), "link", "set", device, "up")

    def inside(self, host: str) -> tuple[str, ...]:
        """Return what is put before a command that runs on a host."""
        return ("nsenter", f"--net={self._file(host)}")

    def enter(self, host: str) -> None:
        """Let the calling thread, and no other, open its connections on a host."""
        library = ctypes.CDLL(None, use_errno=True)
        with self._file(host).open() as namespace:
            if library.setns(namespace.fileno(), _NEW_NETWORK):
                raise OSError(ctypes.get_errno(), f"cannot enter {host}")

    def cut(self, host: str, *, is_told: bool) -> None:
        """Cut the link of a host: it is told (the cable is out), or what it sends gets lost."""
        switch = f"{self.name}-switch"
        if is_told:
            _ip("-n", switch, "link", "set", host, "down")
        else:
            _ip("-n", switch, "link", "set", host, "nomaster")

    def heal(self, host: str) -> None:
        """Mend the link, however it was cut."""
        _ip("-n", f"{self.name}-switch", "link", "set", host, "master", "bridge", "up")

    def _add(self, host: str) -> None:
        _ip("netns", "add", self._of(host))
        _ip("-n", self._of(host), "link", "set", "lo", "up")

    def _of(self, host: str) -> str:
        return f"{self.name}-{host}"

    def _file(self, host: str) -> Path:
        return Path("/run/netns") / self._of(host)


@contextmanager
def made_network() -> Iterator[Network]:
    """Make a network without hosts; all that was added goes with it."""
    network = Network(f"loa{os.getpid()}")
    switch = f"{network.name}-switch"
    try:
        _ip("netns", "add", switch)
        _ip("-n", switch, "link", "add", "bridge", "type", "bridge")
        _ip("-n", switch, "link", "set", "bridge", "up")
        yield network
    finally:
        for file in Path("/run/netns").glob(f"{network.name}-*"):
            with suppress(subprocess.CalledProcessError):
                _ip("netns", "del", file.name)


def why_not() -> str:
    """Return why this machine cannot make networks, "" when it can."""
    try:
        with made_network() as network:
            network.host("one", "10.0.0.1")
    except (OSError, subprocess.CalledProcessError) as error:
        return f"NO NETWORK NAMESPACES: hosts that are cut off were not tried ({error})"
    return ""


def _ip(*arguments: str) -> None:
    command: Sequence[str] = ("ip", *arguments)
    subprocess.run(command, check=True, capture_output=True)

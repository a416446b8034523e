"""What a run stands on: a throw-away folder with the peer's environment and the generated site."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["PEER_PACKAGES", "ROOT", "Ground"]

ROOT = Path(__file__).resolve().parents[1]
PEER_PACKAGES = ("wagtail-bakery==0.8.0", "setuptools<81")  # its dependency fs needs pkg_resources
_PACKAGES = ("bench", "cms", "guides", "media", "sitegen")
_GENERATOR = ("blocks.py", "content.py", "fill.py", "screens.py", "world.py")


class Ground:
    """The folders of one benchmark; what is there from an earlier run is used again.

    Everything measured runs from ``code``, a copy of the sources taken at the start: nobody's
    edit during the run may put two versions into one table.
    """

    def __init__(self, folder: Path, pages: int) -> None:
        self.folder = folder
        self.code = folder / "code"
        self.data = folder / f"data-{pages}-{_made_from()[:12]}"
        self._pages = pages

    def prepare(self) -> None:
        """Copy the sources; install the peer and fill the database, unless both are there."""
        self._copy_code()
        self._install_peer()
        self._fill()

    @property
    def peer_python(self) -> str:
        """The interpreter that has wagtail-bakery besides Loa's own packages."""
        return str(self.folder / "venv-bakery" / "bin" / "python")

    def variables(self, settings: str, **more: str) -> Mapping[str, str]:
        """Return the environment of a measured process."""
        return {
            "DJANGO_SETTINGS_MODULE": settings,
            "LOA_VAR": str(self.data),
            "PYTHONPATH": str(self.code),
            "PYTHONWARNINGS": "ignore",
            **more,
        }

    def empty(self, name: str) -> Path:
        """Return an empty folder to write into."""
        out = self.folder / "out" / name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        return out

    def _copy_code(self) -> None:
        shutil.rmtree(self.code, ignore_errors=True)
        leave = shutil.ignore_patterns("__pycache__")
        for name in _PACKAGES:
            shutil.copytree(ROOT / name, self.code / name, ignore=leave)
        compiling = [sys.executable, "-m", "compileall", "-q", str(self.code)]
        subprocess.run(compiling, check=True)

    def _install_peer(self) -> None:
        home = self.folder / "venv-bakery"
        wanted = "\n".join(((ROOT / "requirements.txt").read_text("utf-8"), *PEER_PACKAGES))
        done = home / "installed.txt"
        if done.is_file() and done.read_text("utf-8") == wanted:
            return
        print("Installing wagtail-bakery …", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "-qq"]
        packages = ["-r", str(ROOT / "requirements.txt"), *PEER_PACKAGES]
        subprocess.run([*pip, *packages], check=True)
        done.write_text(wanted, "utf-8")

    def _fill(self) -> None:
        done = self.data / "filled"
        if done.is_file():
            return
        print(f"Making {self._pages} guides …", flush=True)
        for old in self.folder.glob(f"data-{self._pages}-*"):
            shutil.rmtree(old)
        command = [sys.executable, "-m", "bench.fill", str(self._pages)]
        environment = {**os.environ, **self.variables("bench.settings")}
        subprocess.run(command, cwd=self.code, env=environment, check=True)
        done.touch()


def _made_from() -> str:
    """Return the digest of the generator and of the tables that it fills."""
    sources = [ROOT / "bench" / name for name in _GENERATOR]
    for app in ("cms", "guides", "media"):
        sources += sorted((ROOT / app / "migrations").glob("*.py"))
    content = b"".join(source.read_bytes() for source in [*sources, ROOT / "requirements.txt"])
    return hashlib.sha256(content).hexdigest()

"""The demo province, built once by the commands that a newcomer types, shared by slow tests.

It lives in ``var/test-demo`` and is kept between runs: every command is safe to repeat, so an
old folder only makes the tests quicker, never wrong.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["ROOT", "demo_environment", "demo_folder", "manage"]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test-demo"


def demo_environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command that works in ``folder``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    return {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "LOA_VAR": str(folder)}


def manage(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one management command in ``folder``; its exit code is the caller's to judge."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=demo_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )


def demo_folder() -> Path:
    """Return the folder of the demo, migrated, loaded and released."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _alone(FOLDER / "building.lock"):
        for arguments in (("migrate", "-v", "0"), ("load_demo",), ("release",)):
            done = manage(FOLDER, *arguments)
            assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
    return FOLDER


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

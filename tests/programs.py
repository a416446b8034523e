"""Programs that judge what we make: Debian's, run as an administrator runs them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

__all__ = ["judged"]


def judged(*command: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program to its end; skip without it, or fail in CI."""
    name = str(command[0])
    if shutil.which(name) is None:
        told = f"needs {name}: tools/programs.sh"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    if name == "epubcheck":  # Debian's file is a jar, which only some kernels run by themselves
        # A run of seconds is over before thorough compiling pays: it doubles what they cost.
        quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        command = ("java", *quick, "-jar", str(shutil.which(name)), *command[1:])
    words = [str(one) for one in command]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)

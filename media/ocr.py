"""Reading the words of a picture with Tesseract, where that program is installed.

It is an optional program of this machine: nothing is downloaded and no other host is asked. It
gets little time and memory, and whatever goes wrong means only that nothing is suggested.
"""

import csv
import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Word", "is_installed", "read_words"]

PROGRAM = "tesseract"
SECONDS = 20
MEMORY_BYTES = 1_000_000_000
LANGUAGES = ("vie", "eng")
_LEAST_TRUST = 30
_COLUMNS = ("block_num", "par_num", "line_num")


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its place in pixels; words of one ``line`` stand side by side."""

    text: str
    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int


def is_installed() -> bool:
    """Tell whether the program is on this machine."""
    return shutil.which(PROGRAM) is not None


def read_words(picture: bytes) -> tuple[Word, ...] | None:
    """Return the words of a PNG in reading order; None when it could not be read at all."""
    program = shutil.which(PROGRAM)
    if program is None:
        return None
    known = _run([program, "--list-langs"], b"")
    spoken = [code for code in LANGUAGES if code.encode() in (known or b"").split()]
    if not spoken:
        return None
    options = ["-", "-", "-l", "+".join(spoken), "--psm", "11", "tsv"]
    told = _run([program, *options], picture)
    return None if told is None else tuple(_words(told.decode(errors="replace")))


def _run(command: list[str], given: bytes) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603  # a program found on PATH, arguments of ours
            command,
            input=given,
            capture_output=True,
            check=True,
            timeout=SECONDS,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"},
            preexec_fn=_little_memory,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def _little_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.nice(5)


def _words(table: str) -> Iterator[Word]:
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if text and float(row.get("conf") or -1) >= _LEAST_TRUST:
            yield Word(
                text=text,
                line=tuple(row[name] for name in _COLUMNS),
                left=int(row["left"]),
                top=int(row["top"]),
                width=int(row["width"]),
                height=int(row["height"]),
            )

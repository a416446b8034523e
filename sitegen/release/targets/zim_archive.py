"""Zim archive: one file, written by a program of its own and put in place when it is whole."""

import base64
import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from sitegen.errors import SitegenError
from sitegen.release.profiles.entry import Entry, is_text
from sitegen.release.profiles.zim import About
from sitegen.release.targets.deliver import Delivery, Progress

__all__ = ["write_zim"]

_PROGRAM = Path(__file__).with_name("zim_program.py")
_LACKS = 3
_MAGIC = b"ZIM\x04"


def write_zim(
    entries: Collection[Entry],
    about: About,
    target: Path,
    *,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> Delivery:
    """Write ``entries`` to the archive ``target``; no two archives are equal, each has a number.

    Raises SitegenError without libzim, and when ``target`` is no archive.
    """
    _refuse_stranger(target)
    if is_dry_run:
        return Delivery(new=len(entries), bytes_sent=sum(len(entry.load()) for entry in entries))
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    half.unlink(missing_ok=True)
    try:
        _run(entries, about, half, progress)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return Delivery(new=len(entries), bytes_sent=target.stat().st_size)


def _run(entries: Collection[Entry], about: About, half: Path, progress: Progress | None) -> None:
    command = [sys.executable, "-I", str(_PROGRAM), str(half)]
    with TemporaryFile() as told:
        _tell(entries, about, told, progress)
        told.seek(0)
        done = subprocess.run(  # noqa: S603  # our own program
            command, stdin=told, capture_output=True, check=False
        )
    if done.returncode == _LACKS:
        raise SitegenError(
            "Máy này chưa có libzim nên chưa làm được tệp ZIM.",
            hint="Cài: pip install --require-hashes -r requirements-zim.lock, rồi chạy lại.",
            code="zim-program",
        )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise SitegenError(f"libzim không ghi được tệp: {last}", code="zim-program")


def _tell(
    entries: Collection[Entry], about: About, to: IO[bytes], progress: Progress | None
) -> None:
    language = about.metadata["Language"].partition(",")[0]
    opening = {
        "metadata": dict(about.metadata),
        "illustration": base64.b64encode(about.illustration).decode("ascii"),
        "indexing": language,
        "count": len(entries),
    }
    to.write(f"{json.dumps(opening)}\n".encode())
    for number, entry in enumerate(sorted(entries, key=lambda entry: entry.path), 1):
        content = entry.load()
        is_page = entry.type.startswith("text/html")
        said = {
            "path": entry.path,
            "title": about.titles.get(entry.path, "") if is_page else "",
            "type": entry.type.partition(";")[0],
            "is_page": is_page and entry.path in about.titles,
            "is_text": is_text(entry.type),
            "size": len(content),
        }
        to.write(f"{json.dumps(said)}\n".encode() + content)
        if progress:
            progress(number, len(entries))


def _refuse_stranger(target: Path) -> None:
    """Refuse to replace what is no ZIM archive."""
    if target.is_dir() or (target.is_file() and not _is_archive(target)):
        raise SitegenError(
            f"{target} đã có và không phải tệp ZIM.",
            hint="Chọn tên khác cho tệp .zim.",
            code="target-not-ours",
        )


def _is_archive(target: Path) -> bool:
    with target.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC

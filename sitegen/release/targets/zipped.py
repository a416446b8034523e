"""Zip: one file, byte for byte the same for the same content, whenever and wherever it is made."""

import filecmp
import os
import zipfile
from collections.abc import Collection
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release.profiles.entry import Entry, is_text
from sitegen.release.profiles.listed import SIGNATURE
from sitegen.release.targets.deliver import Delivery, Progress, unsigning
from sitegen.release.zips import info

__all__ = ["write_zip"]

_COMMENT, _EARLIER = b"ban sao trang tinh", b"Loa"  # whoever opens the file may see it


def write_zip(
    entries: Collection[Entry],
    target: Path,
    *,
    is_dry_run: bool = False,
    may_unsign: bool = False,
    progress: Progress | None = None,
) -> Delivery:
    """Write ``entries`` to the zip ``target``, under another name until it is whole.

    Names are sorted, dates and rights fixed; names that are not ASCII carry the mark of UTF-8.
    What is packed already (pictures, fonts, PDF) is stored as it is.
    """
    is_signed = any(entry.path == SIGNATURE for entry in entries)
    _refuse_stranger(target, may_unsign=may_unsign or is_signed)
    if is_dry_run:
        return Delivery(new=len(entries), bytes_sent=sum(len(entry.load()) for entry in entries))
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.half")
    try:
        _write(entries, half, progress)
        if target.is_file() and filecmp.cmp(half, target, shallow=False):
            return Delivery(same=len(entries), bytes_same=target.stat().st_size)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return Delivery(new=len(entries), bytes_sent=target.stat().st_size)


def _write(entries: Collection[Entry], half: Path, progress: Progress | None) -> None:
    with half.open("wb") as file, zipfile.ZipFile(file, "w") as archive:
        archive.comment = _COMMENT
        ordered = sorted(entries, key=lambda entry: entry.path)
        for number, entry in enumerate(ordered, 1):
            is_packed = bool(entry.encoding) or not is_text(entry.type)
            method = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(info(entry.path), entry.load(), method, 9)
            if progress:
                progress(number, len(ordered))
    _bring_to_disk(half)


def _bring_to_disk(path: Path) -> None:
    """A stick is pulled out as soon as we say done."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _refuse_stranger(target: Path, *, may_unsign: bool) -> None:
    """Refuse to replace a file that Loa has not made, or one that is signed by one that is not."""
    if not target.exists():
        return
    is_ours = False
    if target.is_file() and zipfile.is_zipfile(target):
        with zipfile.ZipFile(target) as archive:
            is_ours = archive.comment in {_COMMENT, _EARLIER}
            if is_ours and SIGNATURE in archive.namelist() and not may_unsign:
                raise unsigning()
    if not is_ours:
        raise SitegenError(
            f"{target} đã có và không do Loa xuất ra.",
            hint="Chọn tên khác cho tệp zip.",
            code="target-not-ours",
        )

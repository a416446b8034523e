"""Rot: what is served is looked at a part at a time, because disks change bytes silently."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from sitegen.errors import Finding
from sitegen.release.assemble import is_whole
from sitegen.release.manifest import File, Manifest

__all__ = ["Rounds", "rot_findings"]

FILES_PER_LOOK = 1000
"""Of so many served files each warm build asks the size: of all of them within minutes."""

BYTES_PER_READING, BYTES_AT_FIRST = 4 << 20, 64 << 20
"""So much of what is served a build reads byte by byte, and the first one of a process: some 3 and
50 milliseconds."""


@dataclass(slots=True)
class Rounds:
    """How far the files of a mirror were looked at in this round, by their order."""

    sized: int = 0
    read: int | None = None

    def have_their_size(self, releases: Path, manifest: Manifest) -> bool:
        """Look at the size of the next files, at first of all; tell whether each is what it was."""
        start = self.sized if self.sized < len(manifest.files) else 0
        self.sized = start + (len(manifest.files) if self.read is None else FILES_PER_LOOK)
        some = dict(islice(manifest.files.items(), start, self.sized))
        return is_whole(releases, manifest.id, some, is_thorough=False)

    def rotten(self, releases: Path, manifest: Manifest, at: datetime) -> list[str]:
        """Read the next files; where a byte of one is another than it was, return all such paths.

        Whoever has read nothing yet draws by the clock where to begin.
        """
        files, left = manifest.files, BYTES_PER_READING
        if self.read is None:
            place = hashlib.sha256(at.isoformat().encode()).digest()
            self.read, left = int.from_bytes(place[:8], "big"), BYTES_AT_FIRST
        start = self.read % max(len(files), 1)
        some: dict[str, File] = {}
        for path, file in chain(islice(files.items(), start, None), islice(files.items(), start)):
            if left <= 0:
                break
            some[path] = file
            left -= file.size
        self.read = start + len(some)
        if is_whole(releases, manifest.id, some, is_thorough=True):
            return []
        return [
            path
            for path, file in files.items()
            if not is_whole(releases, manifest.id, {path: file}, is_thorough=True)
        ]


def rot_findings(paths: Iterable[str], *, is_dry_run: bool) -> Iterator[Finding]:
    """Yield a remark for each served file that rotted."""
    mended = "Lần phát hành tới dựng lại tệp." if is_dry_run else "Tệp đã được dựng lại."
    for path in paths:
        yield Finding(
            code="file-rotten",
            severity="warning",
            page="",
            message=f"Tệp “{path}” trên đĩa đã khác lúc ghi, dù không ai sửa. {mended}",
            hint="Báo quản trị viên xem đĩa của máy chủ (smartctl, nhật ký hệ thống) và bản sao"
            " lưu.",
        )

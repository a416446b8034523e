"""Checking: whether every backup of a folder could be restored, without restoring it."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from cms.backups.databases import prove
from cms.backups.errors import BackupError, DamagedError
from cms.backups.manifest import Kept, Manifest
from cms.backups.restoring import lay
from cms.backups.seal import Seal
from cms.backups.vault import Vault

__all__ = ["Checked", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How many backups and pieces were looked at, and in Vietnamese what is wrong with them."""

    backups: int
    pieces: int
    wrong: tuple[str, ...]


def check(folder: Path, *, key: str, is_quick: bool = False) -> Checked:
    """Read every piece of every backup, and prove the database of the newest one.

    ``is_quick`` only opens the manifests, which tells whether the key is right, and looks whether
    all pieces are there. Damaged pieces are set aside, so that the next backup copies them anew.
    """
    vault = Vault(folder, Seal(key))
    manifests, wrong = _manifests(vault)
    needed = {name for one in manifests.values() for name in one.pieces()}
    sizes = {name: _size(vault, name, is_quick=is_quick) for name in needed}
    damaged = {name for name, size in sizes.items() if size is None}
    for path, manifest in manifests.items():
        wrong += _told(path, manifest, damaged, {} if is_quick else sizes)
    if manifests and not wrong and not is_quick:
        wrong += _unproved(vault, *list(manifests.items())[-1])
    return Checked(backups=len(vault.backups()), pieces=len(needed), wrong=tuple(wrong))


def _manifests(vault: Vault) -> tuple[dict[Path, Manifest], list[str]]:
    found, wrong = {}, []
    for path in vault.backups():
        try:
            found[path] = vault.read(path)
        except BackupError as error:
            wrong.append(str(error))
    if not found and not wrong:
        wrong.append(f"Chưa có bản sao lưu nào trong {vault.folder}.")
    return found, wrong


def _size(vault: Vault, name: str, *, is_quick: bool) -> int | None:
    """Return the size of a piece in bytes, 0 unread; None when it is damaged."""
    if is_quick:
        return 0 if vault.holds((name,)) else None
    try:
        return len(vault.get(name))
    except DamagedError:
        vault.set_aside(name)
        return None


def _told(
    path: Path, manifest: Manifest, damaged: set[str], sizes: Mapping[str, int | None]
) -> list[str]:
    """Say what of one backup could not be restored."""
    kept = {"cơ sở dữ liệu": manifest.database, **manifest.files}
    lost = [
        name
        for name, one in kept.items()
        if damaged.intersection(one.pieces) or (sizes and not _fits(one, sizes))
    ]
    if not lost:
        return []
    more = f" và {len(lost) - 3} tệp nữa" if len(lost) > 3 else ""
    return [f"{path.name}: hỏng {', '.join(lost[:3])}{more}. Sao lưu lại ngay để có bản mới."]


def _fits(kept: Kept, sizes: Mapping[str, int | None]) -> bool:
    return sum(sizes[name] or 0 for name in kept.pieces) == kept.size


def _unproved(vault: Vault, path: Path, manifest: Manifest) -> list[str]:
    with tempfile.TemporaryDirectory(dir=settings.LOA_VAR) as folder:
        copy = Path(folder, "database")
        lay(vault, manifest.database, copy)
        try:
            prove(copy, manifest.kind)
        except BackupError as error:
            return [f"{path.name}: {error}"]
    return []

"""The copier: brings the uploads into the vault, each once as long as it does not change."""

import os
from pathlib import Path

from cms.backups.errors import BackupError
from cms.backups.manifest import Kept, Manifest, Stamp, is_path, stamp
from cms.backups.vault import PIECE_BYTES, Vault

__all__ = ["Copier"]


class Copier:
    """What has been copied from ``folder`` so far, by path.

    ``unnamable`` are files that no restore could lay down again: their names are not UTF-8, or too
    long. Loa never made them and no row can name them; a backup does not fail because of them.
    """

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.copied: dict[str, Kept] = {}
        self.unnamable: set[str] = set()
        self._vault = vault
        self._folder = folder
        self._known = _known(vault)

    def look(self) -> dict[str, Stamp]:
        """Copy what is new; return how every file looks now.

        A file that goes or changes while it is read is left to the next look.
        """
        seen: dict[str, Stamp] = {}
        for place, _folders, names in os.walk(self._folder):
            for name in names:
                path = Path(place, name)
                if path.is_symlink() or not path.is_file():  # a pipe would be waited for
                    continue
                relative = str(path.relative_to(self._folder))
                if not is_path(relative):
                    self.unnamable.add(relative.encode("utf-8", "backslashreplace").decode())
                    continue
                if (found := self._copy(path, relative)) is not None:
                    seen[relative] = found
        return seen

    def keep(self, path: Path) -> Kept:
        """Copy a file piece by piece."""
        pieces, size = [], 0
        with path.open("rb") as file:
            while content := file.read(PIECE_BYTES):
                pieces.append(self._vault.put(content))
                size += len(content)
        return Kept(tuple(pieces), size, path.stat().st_mode & 0o777)

    def _copy(self, path: Path, relative: str) -> Stamp | None:
        now = stamp(path)
        if now is None:
            return None
        if (copied := self.copied.get(relative)) and copied.seen == now:
            return now
        known = self._known.get(relative)
        if known and known.seen == now and self._vault.holds(known.pieces):
            self.copied[relative] = known
            return now
        try:
            kept = self.keep(path)
        except FileNotFoundError:
            return None
        if stamp(path) != now:
            return None
        self.copied[relative] = Kept(kept.pieces, kept.size, kept.mode, now)
        return now


def _known(vault: Vault) -> dict[str, Kept]:
    """Return what the newest backup that can be read says of the files."""
    for path in reversed(vault.backups()):
        try:
            manifest: Manifest = vault.read(path)
        except BackupError:
            continue
        return manifest.files
    return {}

"""Backups: database and uploads of one moment, in a folder where each piece lies only once."""

from cms.backups.checking import Checked, check
from cms.backups.errors import BackupError
from cms.backups.restoring import Restored, restore
from cms.backups.taking import Taken, last_backup, take

__all__ = ["BackupError", "Checked", "Restored", "Taken", "check", "last_backup", "restore", "take"]

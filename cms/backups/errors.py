"""What can go wrong with a backup, in words that an administrator can act on."""

__all__ = ["BackupError", "DamagedError"]


class BackupError(Exception):
    """A refusal in Vietnamese: what happened, where, what to do."""


class DamagedError(BackupError):
    """A piece of a backup is not what was written, or not there at all."""

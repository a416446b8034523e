"""One backup at a time: a second one is told so at once, and a killed one is in nobody's way."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.backups.errors import BackupError

__all__ = ["alone_in"]


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; raises BackupError when somebody holds it."""
    handle = os.open(folder / ".backup.lock", os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
    with os.fdopen(handle, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(
                f"Một lượt sao lưu khác đang dùng {folder}. Đợi xong rồi chạy lại."
            ) from error
        yield

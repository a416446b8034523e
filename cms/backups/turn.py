"""One backup or restore at a time: a second is told so at once, a killed one is in nobody's way."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.backups.errors import BackupError

__all__ = ["alone_in", "staging"]


def staging(var: Path) -> Path:
    """Return the folder beside the database where its copy is made, which is not locked yet."""
    folder = var / "backing-up"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; raises BackupError when somebody holds it."""
    handle = os.open(folder / ".backup.lock", os.O_WRONLY | os.O_CREAT | os.O_NONBLOCK, 0o600)
    with os.fdopen(handle, "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError(
                f"Một lượt sao lưu hoặc khôi phục khác đang dùng {folder}. Đợi xong rồi chạy lại."
            ) from error
        yield

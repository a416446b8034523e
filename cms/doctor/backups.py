"""Backups: whether they are made, to another disk, and open with the key that is set."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from cms.backups import BackupError
from cms.backups.seal import Seal
from cms.backups.vault import Vault
from cms.doctor.remark import Remark, error, warning

__all__ = ["are_made", "can_be_opened"]


def are_made() -> Iterator[Remark]:
    """There is a folder for them, not on the disk whose loss they are for."""
    if not settings.LOA_BACKUP_FOLDER:
        yield warning(
            "backup-none",
            "Chưa đặt nơi sao lưu: hỏng đĩa là mất hết.",
            "LOA_BACKUP_FOLDER",
            "Đặt thư mục trên đĩa khác và bật loa-backup.timer (docs/operators/backup.md).",
        )
        return
    folder, var = Path(settings.LOA_BACKUP_FOLDER), Path(settings.LOA_VAR)
    if not folder.is_dir():
        yield error(
            "backup-folder-missing",
            "Không có thư mục sao lưu; có lẽ đĩa chưa được gắn.",
            folder,
            "Gắn đĩa, hoặc tạo thư mục thuộc người dùng chạy Loa, quyền 700.",
        )
    elif var.is_dir() and folder.stat().st_dev == var.stat().st_dev:
        yield warning(
            "backup-same-disk",
            "Bản sao lưu nằm cùng đĩa với dữ liệu: hỏng đĩa là mất cả hai.",
            folder,
            "Đặt LOA_BACKUP_FOLDER trên đĩa khác, hoặc chép thư mục ấy sang máy khác mỗi đêm.",
        )


def can_be_opened() -> Iterator[Remark]:
    """The newest one opens with the key of today, and no piece of it is missing."""
    if not settings.LOA_BACKUP_FOLDER:
        return
    vault = Vault(Path(settings.LOA_BACKUP_FOLDER), Seal(settings.LOA_BACKUP_KEY))
    for newest in vault.backups()[-1:]:
        try:
            is_whole = vault.holds(vault.read(newest).pieces())
            said = "" if is_whole else "Bản sao lưu mới nhất thiếu mảnh."
        except BackupError as found:
            said = str(found)
        if said:
            yield error("backup-broken", said, newest, "Chạy manage.py backup rồi xem lại.")

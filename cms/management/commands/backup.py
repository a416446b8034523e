"""Sao lưu: cơ sở dữ liệu và tệp tải lên của cùng một thời điểm."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from cms.backups import BackupError, Checked, Taken, check, take
from sitegen.management.disk_words import disk_words
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]

KEEP = 14


class Command(PlainCommand):
    """Add a backup to a folder, or check those that are there; exit 1 when something is wrong."""

    help = (
        "Sao lưu cơ sở dữ liệu và tệp tải lên trong khi cán bộ vẫn làm việc. Chỉ phần đã đổi được"
        " chép; lượt bị ngắt thì chạy lại. Đặt LOA_BACKUP_KEY thì bản sao lưu được khoá."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder, the retention and the checks."""
        add = parser.add_argument
        add("target", nargs="?", metavar="TARGET", help="thư mục; không nêu: LOA_BACKUP_FOLDER")
        add("--keep", type=int, default=KEEP, help=f"giữ bao nhiêu bản mới nhất ({KEEP})")
        add("--check", action="store_true", help="không sao lưu, mà đọc lại và kiểm mọi bản đã có")
        add("--quick", action="store_true", help="cùng --check: chỉ thử khoá và đếm đủ mảnh")
        add("--json", action="store_true", help="in báo cáo dạng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Back up or check, and say what came of it."""
        folder = _folder(options["target"])
        if options["keep"] < 1:
            raise CommandError("--keep phải từ 1 trở lên.")
        key = settings.LOA_BACKUP_KEY
        done: Taken | Checked
        try:
            if options["check"]:
                done = check(folder, key=key, is_quick=options["quick"])
            else:
                done = take(folder, key=key, keep=options["keep"], now=timezone.now())
        except (BackupError, OSError) as error:
            raise CommandError(_why(error, folder)) from error
        if options["json"]:
            self.stdout.write(msgspec.json.encode(done, enc_hook=str).decode())
        elif options["verbosity"] > 0:
            for line in _lines(done):
                self.stdout.write(line)
        if done.wrong if isinstance(done, Checked) else done.missing:
            sys.exit(1)


def _folder(named: str | None) -> Path:
    folder = named or settings.LOA_BACKUP_FOLDER
    if not folder:
        raise CommandError("Nêu thư mục sao lưu, hoặc đặt LOA_BACKUP_FOLDER.")
    return Path(folder).absolute()


def _why(error: BackupError | OSError, folder: Path) -> str:
    if isinstance(error, BackupError):
        return str(error)
    return (
        f"Không đọc hoặc ghi được {error.filename or folder}: {disk_words(error)}. Các bản sao "
        "lưu trước vẫn nguyên. Sửa nguyên nhân rồi chạy lại: phần đã chép không phải chép lại."
    )


def _lines(done: Taken | Checked) -> list[str]:
    if isinstance(done, Checked):
        said = f"Đã xem {done.backups} bản sao lưu, {done.pieces} mảnh."
        return [said, *(done.wrong or ["Không có gì hỏng."])]
    size, new = done.bytes / 1e6, done.written / 1e6
    lines = [f"Đã sao lưu {done.files} tệp, {size:.1f} MB; phần mới {new:.1f} MB: {done.file}"]
    if done.missing:
        lines.append(
            f"Cơ sở dữ liệu nhắc tới {len(done.missing)} tệp không có trên đĩa, chẳng hạn "
            f"{done.missing[0]}. Thư mục uploads có đang nối với máy này không? Bản này không tính là"
            " bản sao lưu tốt; bản cũ còn giữ các tệp ấy không bị bỏ."
        )
    if done.unnamable:
        lines.append(
            f"Đã bỏ qua {len(done.unnamable)} tệp có tên không phải UTF-8 hoặc quá dài, không phải do "
            f"Loa tạo ra, chẳng hạn {done.unnamable[0]}. Đổi tên hoặc chuyển chúng khỏi uploads."
        )
    if done.bucket:
        lines.append(
            f"Tệp tải lên nằm trong kho {done.bucket}, không có trong bản này: sao lưu bằng chính "
            "dịch vụ của kho."
        )
    if done.dropped:
        lines.append(f"Đã bỏ {done.dropped} bản quá hạn.")
    return lines

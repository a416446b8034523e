"""Khôi phục một bản sao lưu vào một máy còn trống."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from cms.backups import BackupError, Restored, restore
from sitegen.management.disk_words import disk_words
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


class Command(PlainCommand):
    """Fill an empty installation; whatever holds something already is refused."""

    help = (
        "Khôi phục cơ sở dữ liệu và tệp tải lên từ một bản sao lưu vào máy còn trống. Không bao giờ"
        " ghi đè; bị ngắt giữa chừng thì chạy lại đúng lệnh ấy."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the backup."""
        parser.add_argument("file", metavar="FILE", help="tệp loa-….loa trong thư mục sao lưu")
        parser.add_argument(
            "--without-damaged",
            action="store_true",
            help="bỏ qua tệp tải lên đã hỏng trong bản sao lưu; lệnh kể tên chúng",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, and say what is to be done next."""
        try:
            done = restore(
                Path(options["file"]),
                key=settings.LOA_BACKUP_KEY,
                without_damaged=options["without_damaged"],
            )
        except BackupError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            place = error.filename or settings.LOA_VAR
            raise CommandError(
                f"Không đọc hoặc ghi được {place}: {disk_words(error)}. Sửa nguyên nhân rồi "
                "chạy lại đúng lệnh này."
            ) from error
        for line in _lines(done):
            self.stdout.write(line)


def _lines(done: Restored) -> list[str]:
    made = timezone.localtime(done.made)
    lines = [
        f"Đã khôi phục {done.files} tệp và cơ sở dữ liệu như lúc {made:%H:%M ngày %d/%m/%Y}.",
        "Mọi người phải đăng nhập lại. Chạy “manage.py release” để dựng lại trang tĩnh.",
        "Trang, ảnh đã gỡ hoặc che thêm sau lúc ấy nay trở lại như cũ: gỡ và che lại TRƯỚC khi "
        "phát hành.",
    ]
    if done.migrated:
        lines.append(
            f"Bản sao lưu của phiên bản cũ hơn: đã nâng lên ({len(done.migrated)} bước). Chạy thêm "
            "“manage.py update_index”."
        )
    lines += done.differs
    if done.damaged:
        lines.append(
            f"{len(done.damaged)} tệp hỏng trong bản sao lưu, không khôi phục được; cán bộ phải tải lại:"
        )
        lines += [f"  {path}" for path in done.damaged]
    if done.missing:
        lines.append(f"{len(done.missing)} tệp đã thiếu từ khi sao lưu, như {done.missing[0]}.")
    return lines

"""Chuyển từ tệp SQLite sang PostgreSQL: chép mọi dòng rồi so lại."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from cms.copying import CopyError, copy_from_sqlite
from sitegen.limits import grouped
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


class Command(PlainCommand):
    """Copy, compare, and make the index that the editor searches in."""

    help = "Chép toàn bộ cơ sở dữ liệu SQLite vào PostgreSQL đang dùng (LOA_DATABASE), rồi so lại."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, by default the one that was in use."""
        parser.add_argument(
            "file", nargs="?", type=Path, help="Tệp SQLite; mặc định trong LOA_VAR."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Copy, and say how much."""
        file = options["file"] or Path(settings.LOA_VAR) / "loa.sqlite3"
        try:
            done = copy_from_sqlite(file)
        except CopyError as error:
            raise CommandError(str(error)) from error
        call_command("update_index", verbosity=0)
        self.stdout.write(
            f"Đã chép {grouped(done.rows)} dòng của {done.tables} bảng; mọi dòng giống hệt. "
            "Tệp cũ còn nguyên."
        )

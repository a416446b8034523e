"""Collect, render, check, assemble, switch: bring the mirror up to date."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from sitegen.management.plain import PlainCommand
from sitegen.management.progress_bar import ProgressBar
from sitegen.pipeline import release_now
from sitegen.release.report import report_lines
from sitegen.turns import require_own_releases


class Command(PlainCommand):
    """Phát hành: exit 1 and no switch when a check fails or many pages would go."""

    help = "Phát hành trang tĩnh: thu thập, dựng, kiểm tra, rồi chuyển sang bản mới."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --full, --dry-run, --accept-loss and --json."""
        parser.add_argument(
            "--full", action="store_true", help="dựng lại mọi tệp và so với bản đã lưu"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="chỉ kiểm tra và báo cáo, không ghi gì"
        )
        parser.add_argument(
            "--accept-loss",
            action="store_true",
            help="vẫn phát hành dù hơn một phần năm số trang sẽ không còn",
        )
        parser.add_argument("--json", action="store_true", help="in báo cáo dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Release and report."""
        shows_bar = sys.stderr.isatty() and not options["json"] and options["verbosity"] > 0
        bar = ProgressBar(sys.stderr)
        try:
            require_own_releases(Path(settings.LOA_VAR))
            report = release_now(
                is_full=options["full"],
                is_dry_run=options["dry_run"],
                accepts_loss=options["accept_loss"],
                progress=bar if shows_bar else None,
            )
        except DatabaseError as error:
            raise CommandError(
                f"Không đọc được cơ sở dữ liệu ({error}). {_advice(error)}"
            ) from error
        bar.clear()
        if options["json"]:
            self.stdout.write(msgspec.json.encode(report).decode())
        elif options["verbosity"] > 0:
            for line in report_lines(report):
                self.stdout.write(line)
        if report.is_failed:
            sys.exit(1)


def _advice(error: DatabaseError) -> str:
    """Return what helps: a table that is not there yet needs no backup, a broken file does."""
    said = str(error).lower()
    if "no such" in said or "does not exist" in said:
        return "Chạy manage.py migrate rồi thử lại."
    if "locked" in said:
        return "Chương trình khác đang ghi; chờ vài phút rồi thử lại."
    return (
        "Kiểm tra đĩa còn chỗ và còn tốt; nếu tệp cơ sở dữ liệu (hoặc tệp -wal cạnh nó) đã hỏng "
        "thì dừng mọi tiến trình và khôi phục từ bản sao lưu."
    )

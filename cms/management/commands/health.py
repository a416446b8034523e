"""Sức khoẻ: the same as the address /suc-khoe/, for cron."""

import sys
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.utils import timezone

from cms.health import Health, health
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]

WORDS = {"ok": "Tốt", "warn": "Cần xem", "fail": "Hỏng"}


class Command(PlainCommand):
    """Print the state; exit 1 when something is broken, so that cron can tell somebody."""

    help = "Cho biết bộ biên tập, phần làm việc nền và trang tĩnh có chạy tốt không."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --json."""
        parser.add_argument("--json", action="store_true", help="in dạng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print one line, or JSON."""
        found = health(timezone.now())
        if options["json"]:
            self.stdout.write(msgspec.json.encode(found).decode())
        elif options["verbosity"] > 0:
            self.stdout.write(_line(found))
        if found.status == "fail":
            sys.exit(1)


def _line(found: Health) -> str:
    said = f"{WORDS[found.status]}: {', '.join(found.problems) or 'không có vấn đề'}."
    return f"{said} Đang phục vụ bản {found.release or '(chưa có)'}."

"""Serve an older release again, at once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from sitegen.management.plain import PlainCommand
from sitegen.withdrawing import roll_back_safely


class Command(PlainCommand):
    """Quay lui."""

    help = (
        "Quay lui về bản phát hành trước, hoặc về bản được nêu. Bản quay lui được giữ cho tới"
        " khi có thay đổi mới được xuất bản; khi đó bản mới gồm mọi nội dung đang xuất bản."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the release to go back to."""
        parser.add_argument("id", nargs="?", default="", help="tên hoặc số của bản phát hành")

    def handle(self, *args: Any, **options: Any) -> None:
        """Switch, and say which pages are shown again."""
        folder = Path(settings.LOA_VAR)
        done = roll_back_safely(folder, options["id"])
        self.stdout.write(f"Đang phục vụ bản {done.now} (trước đó: {done.before or 'chưa có'}).")
        for label, titles in (
            ("Hiện lại", done.shown_again),
            ("Không còn", done.gone),
            ("Đã gỡ từ trước nên không hiện lại", done.left_out),
        ):
            for title in titles:
                self.stdout.write(f"  {label}: {title}")

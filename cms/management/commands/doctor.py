"""Khám máy chủ: có gì sai, ở đâu, phải làm gì."""

import sys
from argparse import ArgumentParser
from typing import Any

import msgspec

from cms.doctor import Remark, examine
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]

_WORDS = {"error": "LỖI", "warning": "Cần xem", "left-out": "Bỏ qua"}


class Command(PlainCommand):
    """Examine this server; exit 1 when there is an error. A sound server gets one quiet line."""

    help = (
        "Khám máy chủ: cấu hình, quyền của tệp, đĩa, đồng hồ, thư, cơ sở dữ liệu, phần làm việc nền,"
        " sao lưu, phông chữ; nói rõ phải làm gì."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare --ask and --json."""
        parser.add_argument(
            "--ask", action="store_true", help="hỏi cả hai địa chỉ https qua mạng, như trình duyệt"
        )
        parser.add_argument("--json", action="store_true", help="in dạng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print what was found."""
        remarks = list(examine(asks=options["ask"]))
        if options["json"]:
            self.stdout.write(msgspec.json.encode(remarks).decode())
        else:
            for remark in remarks:
                self.stdout.write(_lines(remark))
            is_sound = all(remark.severity == "left-out" for remark in remarks)
            if is_sound and options["verbosity"] > 0:
                self.stdout.write("Không có gì phải sửa.")
        if any(remark.severity == "error" for remark in remarks):
            sys.exit(1)


def _lines(remark: Remark) -> str:
    return (
        f"{_WORDS[remark.severity]} [{remark.code}] {remark.what}\n"
        f"  Ở: {remark.where}\n  Cần làm: {remark.todo}"
    )

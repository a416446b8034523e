"""Say why a file of the mirror exists."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from sitegen.management.plain import PlainCommand
from sitegen.release.explain import explain, explanation_lines


class Command(PlainCommand):
    """Giải thích một tệp."""

    help = "Cho biết vì sao một tệp có trên trang tĩnh: tài liệu, đầu vào, khoá, bản phát hành."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the path and --json."""
        parser.add_argument("path", help="đường dẫn trên trang tĩnh hoặc địa chỉ đầy đủ")
        parser.add_argument("--json", action="store_true", help="in dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the explanation."""
        explained = explain(Path(settings.LOA_VAR), options["path"])
        if options["json"]:
            self.stdout.write(msgspec.json.encode(explained).decode())
            return
        for line in explanation_lines(explained):
            self.stdout.write(line)

"""Make the key that signs copies, once; or say the public half of the one that is there."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sitegen.management.disk_words import disk_words
from sitegen.management.plain import PlainCommand
from sitegen.release.signing import make_key, read_signer


class Command(PlainCommand):
    """Khoá ký bản sao."""

    help = "Tạo khoá ký bản sao (chỉ chủ tệp đọc được), và in khoá công khai để công bố."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where the key lies."""
        parser.add_argument(
            "file", nargs="?", default="", help="tệp khoá; mặc định LOA_SIGNING_KEY"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it; a key that is there is never replaced."""
        name = options["file"] or settings.LOA_SIGNING_KEY
        if not name:
            raise CommandError("Nêu tệp khoá, ví dụ manage.py signing_key /srv/loa/ky-ban-sao.key")
        path = Path(name)
        try:
            signer = read_signer(path) if path.exists() else make_key(path)
        except OSError as error:
            raise CommandError(f"Không ghi được {error.filename}: {disk_words(error)}.") from error
        self.stdout.write(signer.public)
        self.stderr.write("Đó là khoá công khai: đăng lên cổng và ghi trong văn bản giao USB.")
        if path.resolve() != Path(settings.LOA_SIGNING_KEY).resolve():
            self.stderr.write(f"Để ký từ nay, đặt LOA_SIGNING_KEY={path.resolve()}")

"""Say what is damaged, missing or strange in an exported folder or on a stick."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sitegen.management.plain import PlainCommand
from sitegen.release.copies import amiss
from sitegen.release.profiles.listed import SIGNATURE
from sitegen.release.signing import read_public, read_signer

_SHOWN = 100


class Command(PlainCommand):
    """Kiểm tra bản sao."""

    help = "So một thư mục hay USB đã xuất với bản kê của nó, và kiểm chữ ký của bản kê."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder and the key."""
        parser.add_argument("folder", type=Path, help="thư mục có tệp BAN-KE.txt")
        parser.add_argument(
            "--key",
            help="khoá công khai hoặc tệp .pub; mặc định khoá của máy này (LOA_SIGNING_KEY)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """List everything that is amiss; exit 1 when anything is, or when a signature was not checked."""
        key = options["key"]
        if key is not None and not key.strip():
            raise CommandError(
                "--key rỗng nên không kiểm được chữ ký: biến chứa khoá chưa được đặt?"
                " Nêu khoá công khai (một dòng bắt đầu bằng RW) hoặc tệp .pub."
            )
        public = read_public(key) if key else _own()
        found = list(amiss(options["folder"], public))
        for line in found[:_SHOWN]:
            self.stdout.write(f"  {line}")
        if len(found) > _SHOWN:
            self.stdout.write(f"  và {len(found) - _SHOWN} chỗ nữa")
        if found:
            raise CommandError(
                f"Có {len(found)} chỗ không đúng. Đừng phát bản này; xuất lại, hoặc xin bản khác."
            )
        if not public and (options["folder"] / SIGNATURE).exists():
            raise CommandError(
                "CHƯA KIỂM CHỮ KÝ. Tệp nào cũng khớp bản kê, nhưng ai sửa cả bản này cũng làm được"
                " như thế. Nêu --key với khoá công khai lấy từ nơi khác, không phải từ bản này."
            )
        signed = "bản kê có chữ ký đúng" if public else "không có chữ ký nên không biết ai phát"
        self.stdout.write(f"Mọi tệp đúng như bản kê; {signed}.")


def _own() -> str:
    key = settings.LOA_SIGNING_KEY
    return read_signer(Path(key)).public if key else ""

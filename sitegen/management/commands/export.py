"""Send a release somewhere else: a folder, a zip, a stick, a bucket, a branch, one file."""

import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, get_args

import msgspec
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from sitegen.errors import SitegenError
from sitegen.management.disk_words import disk_words
from sitegen.management.press_files import press_file
from sitegen.management.progress_bar import ProgressBar
from sitegen.management.server_texts import server_texts
from sitegen.release.export import PROFILES, TARGETS, Asked, Profile, Target, export
from sitegen.release.export_report import export_lines
from sitegen.release.profiles import Packing
from sitegen.withdrawing import withdrawn_titles


class Command(BaseCommand):
    """Xuất bản ra ngoài."""

    help = (
        "Xuất bản phát hành đang phục vụ ra ngoài: thư mục, tệp zip, USB, kho S3, nhánh git,"
        " hoặc một trang thành một tệp. Chạy lại bao nhiêu lần cũng được: chỉ gửi phần khác."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the destination, the profile and the options of the targets."""
        add = parser.add_argument
        add("destination", metavar="DEST", help="thư mục, tệp .zip, .html, hoặc s3://kho/thư-mục")
        add("--target", choices=TARGETS, help="loại đích; không nêu thì đoán theo DEST")
        add("--profile", choices=PROFILES, help="nội dung xuất: web, usb, single, api hoặc print")
        add("--release", default="", metavar="ID", help="tên hoặc số của bản phát hành")
        add("--page", action="append", default=[], help="trang của --profile single; nêu nhiều lần")
        add("--dry-run", action="store_true", help="chỉ cho biết sẽ gửi gì, không ghi gì")
        add("--packing", choices=get_args(Packing), default="", help="cách nén sẵn của bản web")
        add("--keep", type=int, default=3, help="giữ tệp mã cũ qua bao nhiêu bản (bản web)")
        add("--endpoint", default="", help="địa chỉ dịch vụ S3 nếu không phải Amazon")
        add("--take-over", action="store_true", help="làm tiếp chỗ máy khác đã dừng hẳn")
        add("--branch", default="loa-mirror", help="nhánh git")
        add("--push", default="", metavar="REMOTE", help="đẩy nhánh git lên đây sau khi ghi")
        add("--json", action="store_true", help="in báo cáo dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and report; exit 1 when something is wrong."""
        bar = ProgressBar(sys.stderr) if _shows_bar(options) else None
        started = perf_counter()
        folder = Path(settings.LOA_VAR)
        asked = _asked(options)
        try:
            exported = export(
                folder,
                asked,
                publisher=_publisher(folder),
                tell_withdrawn=partial(withdrawn_titles, folder),
                server_texts=lambda manifest: server_texts(manifest, asked.target),
                press=press_file,
                progress=bar,
            )
        except SitegenError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(_disk(error, asked)) from error
        finally:
            if bar:
                bar.clear()
        seconds = perf_counter() - started
        if options["json"]:
            self.stdout.write(msgspec.json.encode(exported).decode())
        elif options["verbosity"] > 0:
            for line in export_lines(exported, seconds):
                self.stdout.write(line)


def _asked(options: Mapping[str, Any]) -> Asked:
    destination = options["destination"]
    target: Target = options["target"] or _guessed(destination)
    profile: Profile = options["profile"] or _usual(target)
    if profile == "single" and not options["page"]:
        raise CommandError("Nêu trang cần xuất bằng --page, ví dụ --page huong-dan/nop-ho-so/")
    return Asked(
        destination=destination,
        target=target,
        profile=profile,
        release=options["release"],
        pages=tuple(options["page"]),
        packing=options["packing"],
        endpoint=options["endpoint"],
        branch=options["branch"],
        remote=options["push"],
        keep=options["keep"],
        is_dry_run=options["dry_run"],
        may_take_over=options["take_over"],
    )


def _guessed(destination: str) -> Target:
    if "://" in destination:
        return "s3"
    endings: dict[str, Target] = {".zip": "zip", ".html": "file"}
    return endings.get(Path(destination).suffix.lower(), "dir")


def _usual(target: Target) -> Profile:
    usual: dict[Target, Profile] = {"usb": "usb", "file": "single"}
    return usual.get(target, "web")


def _shows_bar(options: Mapping[str, Any]) -> bool:
    return sys.stderr.isatty() and not options["json"] and options["verbosity"] > 0


def _publisher(folder: Path) -> str:
    """Return the name by which targets know this machine: chance, made once, says nothing."""
    path = folder / "exports" / "publisher"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(8), encoding="ascii")
        return path.read_text(encoding="ascii")


def _disk(error: OSError, asked: Asked) -> str:
    why = disk_words(error)
    place = error.filename or asked.destination
    return (
        f"Không đọc hoặc ghi được {place}: {why}. Đích vẫn dùng được như trước."
        " Sửa nguyên nhân rồi chạy lại: phần đã gửi không phải gửi lại."
    )

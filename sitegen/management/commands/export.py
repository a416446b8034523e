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
from django.core.management.base import CommandError

from sitegen.management.disk_words import disk_words
from sitegen.management.plain import PlainCommand
from sitegen.management.press_files import press_file
from sitegen.management.progress_bar import ProgressBar
from sitegen.management.server_texts import server_texts
from sitegen.release.export import OF_PAGES, PROFILES, TARGETS, Asked, Profile, Target, export
from sitegen.release.export_report import export_lines
from sitegen.release.profiles import Packing
from sitegen.release.signing import read_signer
from sitegen.withdrawing import withdrawn_titles

_OF_FILES: Mapping[str, Profile] = {
    ".html": "single",
    ".epub": "epub",
    ".zim": "zim",
    ".brf": "braille",
}
_ENDINGS: Mapping[Profile, str] = {
    **{profile: ending for ending, profile in _OF_FILES.items()},
    "large": ".html",
}


class Command(PlainCommand):
    """Xuất bản ra ngoài."""

    help = (
        "Xuất bản phát hành đang phục vụ ra ngoài: thư mục, tệp zip, USB, kho S3, nhánh git,"
        " hoặc một trang thành một tệp. Chạy lại bao nhiêu lần cũng được: chỉ gửi phần khác."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the destination, the profile and the options of the targets."""
        add = parser.add_argument
        add("destination", metavar="DEST", help="thư mục, tệp .zip, .html, hoặc s3://kho/thư-mục")
        add("--target", choices=TARGETS, help="loại đích; không nêu thì đoán theo DEST")
        add("--profile", choices=PROFILES, help=f"nội dung xuất: {', '.join(PROFILES)}")
        add("--release", default="", metavar="ID", help="tên hoặc số của bản phát hành")
        add(
            "--page",
            action="append",
            default=[],
            help="trang của bản một tệp hay sách; nêu nhiều lần",
        )
        add("--dry-run", action="store_true", help="chỉ cho biết sẽ gửi gì, không ghi gì")
        add("--packing", choices=get_args(Packing), default="", help="cách nén sẵn của bản web")
        add("--keep", type=int, default=3, help="giữ tệp mã cũ qua bao nhiêu bản (bản web)")
        add("--endpoint", default="", help="địa chỉ dịch vụ S3 nếu không phải Amazon")
        add("--take-over", action="store_true", help="làm tiếp chỗ máy khác đã dừng hẳn")
        add("--unsigned", action="store_true", help="bỏ chữ ký của bản đang ở đích")
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
                signer=read_signer(Path(key)) if (key := settings.LOA_SIGNING_KEY) else None,
                progress=bar,
            )
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
    profile: Profile = options["profile"] or _usual(destination, target)
    _refuse_unfit(options, target, profile)
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
        may_unsign=options["unsigned"],
    )


def _refuse_unfit(options: Mapping[str, Any], target: Target, profile: Profile) -> None:
    """Refuse what would be left out without a word, or would become something else than its name."""
    place = Path(options["destination"])
    if profile in OF_PAGES and not options["page"]:
        raise CommandError("Nêu trang cần xuất bằng --page, ví dụ --page huong-dan/nop-ho-so/")
    if profile not in OF_PAGES and options["page"]:
        raise CommandError(
            f"Bản “{profile}” là cả trang tĩnh, không xuất riêng --page được."
            f" Bỏ --page, hoặc chọn --profile {', '.join(OF_PAGES)}."
        )
    ending = _ENDINGS.get(profile, "")
    if target == "file" and place.suffix.lower() != ending:
        fit = f"một tệp có đuôi {ending}" if ending else "một thư mục hoặc tệp .zip"
        raise CommandError(f"Bản “{profile}” là {fit}, không phải “{place.name}”. Đổi tên đích.")
    is_told = options["target"] or options["destination"].endswith("/") or place.is_dir()
    if target == "dir" and place.suffix and not is_told:
        raise CommandError(
            f"Loa không xuất ra tệp {place.suffix}: chỉ .zip, {', '.join(_OF_FILES)}."
            f" Nếu “{place.name}” là tên một thư mục, viết thêm / ở cuối."
        )


def _guessed(destination: str) -> Target:
    if "://" in destination:
        return "s3"
    ending = Path(destination).suffix.lower()
    return "zip" if ending == ".zip" else "file" if ending in _OF_FILES else "dir"


def _usual(destination: str, target: Target) -> Profile:
    if target == "file":
        return _OF_FILES.get(Path(destination).suffix.lower(), "single")
    return "usb" if target == "usb" else "web"


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
    place = str(error.filename or asked.destination)
    is_file = asked.target == "file" or asked.destination.lower().endswith(".zip")
    said = "Ở đích chưa có gì đổi." if is_file else "Ở đích có thể mới có một phần, chưa đủ."
    again = "" if is_file else ": phần đã gửi không phải gửi lại"
    return (
        f"Không đọc hoặc ghi được {asked.destination if place.endswith('.half') else place}: {why}."
        f" {said} Sửa nguyên nhân rồi chạy lại{again}."
    )

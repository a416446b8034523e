"""``manage.py print EDITION``: one edition on paper, with its fit report."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, get_args

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from sitegen.collect.site import collect
from sitegen.documents.kinds import Document
from sitegen.management.plain import PlainCommand
from sitegen.one_off import without_collector
from sitegen.preflight import PressSheet
from sitegen.pressing import pressed
from sitegen.render.print import Mode, PanelFit, printable, read_profile
from sitegen.slugs import slug

_SAID = {"error": "LỖI", "refusal": "Chưa giao được", "warning": "Nên xem"}
_COLUMNS = ("Mặt", "Mặt gấp", "Cần (mm)", "Có (mm)", "Đầy", "Chữ (pt)", "Hình")


class Command(PlainCommand):
    """In một ấn phẩm ra tệp PDF và báo từng mặt gấp có vừa không."""

    help = "In một tờ gấp hoặc văn bản ra tệp PDF; báo mặt gấp nào thừa bao nhiêu milimét."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="tên trên địa chỉ của trang, hoặc khoá như page-42")
        parser.add_argument("--mode", choices=get_args(Mode), default="print")
        parser.add_argument("--out", type=Path, help="tệp PDF; mặc định trong var/print/")
        parser.add_argument("--icc", type=Path, help="hồ sơ màu CMYK của nhà in (tệp .icc)")
        parser.add_argument("--json", action="store_true", help="báo cáo ở dạng JSON")

    def run_from_argv(self, argv: list[str]) -> None:
        """Print from the command line: a process of its own."""
        without_collector()
        super().run_from_argv(argv)

    def handle(self, *, edition: str, **options: Any) -> None:
        mode: Mode = options["mode"]
        found = collect(timezone.localtime(), for_paper=mode != "screen")
        document = _find(found.collection.documents, edition)
        # From a program the paths may come as text.
        out = Path(options["out"] or _default_path(document, mode))
        icc = options["icc"] and Path(options["icc"])
        sheet = pressed(
            document,
            found.collection.findings,
            load_picture=found.load_picture,
            profile=read_profile(_content(icc)) if icc else None,
            mode=mode,
        )
        if sheet.is_sound:
            _write_whole(out, sheet.pdf)
        self.stdout.write(_as_json(sheet, out) if options["json"] else _as_text(sheet, out))
        if not sheet.is_sound:
            raise CommandError("Chưa in được: hãy sửa các lỗi trên rồi chạy lại.", returncode=1)


def _write_whole(out: Path, content: bytes) -> None:
    """Write the file in one step: whoever opens it sees the old one or the new one, whole."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=out.parent, prefix=".loa-", delete=False) as half:
        half.write(content)
    try:
        Path(half.name).chmod(0o644)
        Path(half.name).replace(out)
    except OSError:
        Path(half.name).unlink(missing_ok=True)
        raise


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"Không đọc được tệp {file}.", returncode=1) from error


def _find(documents: Iterable[Document], edition: str) -> Document:
    """Return the printable document whose slug or key is ``edition``, Vietnamese before others."""
    found = [
        document
        for document in documents
        if printable(document) and edition in (_slug(document), document.head.key)
    ]
    if not found:
        raise CommandError(f"Không có bản in nào tên “{edition}”.", returncode=1)
    return min(found, key=lambda document: document.head.language != document.head.source_language)


def _slug(document: Document) -> str:
    return document.head.path.rstrip("/").rpartition("/")[2]


def _default_path(document: Document, mode: str) -> Path:
    name = _slug(document) or slug(document.head.title) or document.head.key
    language = document.head.language
    ending = mode if language == document.head.source_language else f"{language}-{mode}"
    return Path(settings.LOA_VAR) / "print" / f"{name}-{ending}.pdf"


def _as_text(sheet: PressSheet, out: Path) -> str:
    rows = [_COLUMNS, *(_row(fit) for fit in sheet.fit)] if sheet.fit else []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines += [f"{_SAID[remark.severity]}: {remark}" for remark in sheet.remarks]
    if sheet.is_sound:
        lines.append(f"Đã in: {out} ({len(sheet.pdf) / 1000:.0f} kB)")
    return "\n".join(lines)


def _row(fit: PanelFit) -> tuple[str, ...]:
    return (
        str(fit.side),
        fit.panel,
        _decimal(fit.used_mm),
        _decimal(fit.avail_mm),
        f"{fit.used_mm / fit.avail_mm:.0%}",
        _decimal(fit.body_pt),
        f"{fit.picture_percent}%",
    )


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _as_json(sheet: PressSheet, out: Path) -> str:
    report: Mapping[str, Any] = {
        "file": str(out) if sheet.is_sound else "",
        "fit": [asdict(fit) for fit in sheet.fit],
        "remarks": [asdict(remark) | {"said": str(remark)} for remark in sheet.remarks],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)

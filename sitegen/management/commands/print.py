"""``manage.py print EDITION``: one edition on paper, with its fit report."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sitegen.collect.site import collect
from sitegen.documents.kinds import Document
from sitegen.errors import SitegenError
from sitegen.render.print import Mode, PanelFit, Sheet, printable, render_sheet
from sitegen.slugs import slug

_COLUMNS = ("Mặt", "Mặt gấp", "Cần (mm)", "Có (mm)", "Đầy", "Chữ (pt)", "Hình")


class Command(BaseCommand):
    """In một ấn phẩm ra tệp PDF và báo từng mặt gấp có vừa không."""

    help = "In một tờ gấp hoặc văn bản ra tệp PDF; báo mặt gấp nào thừa bao nhiêu milimét."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("edition", help="tên trên địa chỉ của trang, hoặc khoá như page-42")
        parser.add_argument("--mode", choices=get_args(Mode), default="print")
        parser.add_argument("--out", type=Path, help="tệp PDF; mặc định trong var/print/")
        parser.add_argument("--json", action="store_true", help="báo cáo ở dạng JSON")

    def handle(self, *, edition: str, **options: Any) -> None:
        found = collect(timezone.localtime(), for_paper=options["mode"] != "screen")
        document = _find(found.collection.documents, edition)
        try:
            sheet = render_sheet(document, mode=options["mode"], load_picture=found.load_picture)
        except SitegenError as error:
            raise CommandError(str(error), returncode=1) from error
        out = options["out"] or _default_path(document, options["mode"])
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(sheet.pdf)
        self.stdout.write(_as_json(sheet, out) if options["json"] else _as_text(sheet, out))


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


def _as_text(sheet: Sheet, out: Path) -> str:
    rows = [_COLUMNS, *(_row(fit) for fit in sheet.fit)] if sheet.fit else []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*lines, f"Đã in: {out} ({len(sheet.pdf) / 1000:.0f} kB)"])


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


def _as_json(sheet: Sheet, out: Path) -> str:
    report: Mapping[str, Any] = {"file": str(out), "fit": [asdict(fit) for fit in sheet.fit]}
    return json.dumps(report, ensure_ascii=False, indent=2)

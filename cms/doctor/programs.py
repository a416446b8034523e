"""Programs: what is printed, and what backups need."""

import shutil
from collections.abc import Iterator

from django.db import connection

from cms.doctor.remark import Remark, error
from sitegen.render.print.fonts import Stack, font_files, font_set

__all__ = ["OF_POSTGRESQL", "of_postgresql", "print_works"]

OF_POSTGRESQL = ("pg_dump", "pg_restore")
"""Programs of PostgreSQL's own that make its backups and bring them back."""

_SHEET = '#set text(font: "{}", fallback: false)\nỦy ban nhân dân xã'
_STACKS: tuple[Stack, ...] = ("leaflet", "official")


def print_works() -> Iterator[Remark]:
    """Typst sets a line in each family of our fonts."""
    import typst  # noqa: PLC0415  # 7 MB, only here

    for family in sorted({one for stack in _STACKS for one, _file in font_files(stack)}):
        said = ""
        try:
            sheet = _SHEET.format(family).encode()
            _made, warnings = typst.compile_with_warnings(sheet, font_paths=font_set())
            said = "; ".join(one.message for one in warnings)
        except (typst.TypstError, OSError) as broken:
            said = str(broken)
        if said:
            yield error(
                "print-broken",
                f"Không in được bằng phông {family}: {said}",
                "gói typst, fontpkg-be-vietnam-pro, fontpkg-noto-sans",
                ".venv/bin/pip install --force-reinstall -r requirements.txt",
            )


def of_postgresql() -> Iterator[Remark]:
    """Backups of PostgreSQL are made by its own programs."""
    if connection.vendor == "postgresql":
        for program in OF_POSTGRESQL:
            if not shutil.which(program):
                yield error(
                    "program-missing",
                    f"Thiếu chương trình {program}: không sao lưu được.",
                    "PATH",
                    "apt-get install postgresql-client, cùng phiên bản với máy chủ.",
                )

"""Nghĩa vụ theo luật: what each office has, what is missing, and where it is written."""

import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from cms.models import Agency, AgencyHomePage
from cms.obligations.offices import Office
from cms.obligations.reports import as_csv, as_pdf, evidence, law_of, lines_of
from cms.obligations.verdicts import STATES, Verdict, counted, verdicts_on
from sitegen.errors import SitegenError
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


class Command(PlainCommand):
    """Say it on the terminal or into a file; exit 1 when something is missing, 0 when nothing is."""

    help = (
        "Xem mỗi cơ quan đã có, còn thiếu gì theo luật. Mã kết thúc: 0 không điều nào chưa đạt, "
        "1 còn điều chưa đạt, 2 lệnh ghi sai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the office, the year and the files."""
        parser.add_argument("--office", metavar="TÊN", help="tên, tên ngắn hoặc số của một cơ quan")
        parser.add_argument("--year", type=int, metavar="NĂM", help="câu trả lời của năm nào")
        parser.add_argument("--csv", type=Path, metavar="TỆP", help="ghi bảng cho Excel vào tệp")
        parser.add_argument(
            "--pdf", type=Path, metavar="TỆP", help="ghi bản tự đánh giá của cơ quan ấy vào tệp"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask, and say."""
        day = timezone.localdate()
        year = options["year"] or day.year
        if not 2000 <= year <= day.year:
            raise CommandError(f"--year: từ 2000 đến {day.year}.", returncode=2)
        asked = [
            (agency, verdicts_on(Office(agency, day), year))
            for agency in _offices(options["office"])
        ]
        if options["pdf"] and len(asked) != 1:
            raise CommandError("--pdf làm bản của một cơ quan: thêm --office TÊN.", returncode=2)
        if options["csv"]:
            self._write(options["csv"], as_csv(asked))
        if options["pdf"]:
            try:
                self._write(options["pdf"], as_pdf(*asked[0], year=year, day=day))
            except SitegenError as error:
                raise CommandError(str(error), returncode=2) from error
        if not (options["csv"] or options["pdf"]):
            for agency, verdicts in asked:
                self.stdout.write(_said(agency, verdicts))
        if any(one.state == "missing" for _agency, verdicts in asked for one in verdicts):
            sys.exit(1)

    def _write(self, file: Path, content: bytes) -> None:
        try:
            file.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Không ghi được {file}: {error.strerror}.", returncode=2) from error
        self.stdout.write(f"Đã ghi {file}.")


def _offices(name: str | None) -> list[Agency]:
    found = Agency.objects.filter(pk__in=AgencyHomePage.objects.values("agency"), live=True)
    if name is None:
        return list(found.order_by("sort_key"))
    meant = [one for one in found if name in (one.name, one.short_name, str(one.pk))]
    if len(meant) != 1:
        known = "; ".join(sorted(f"{one.pk} “{one.name}”" for one in found))
        raise CommandError(f"“{name}” không chỉ đúng một cơ quan có trang: {known}.", returncode=2)
    return meant


def _said(agency: Agency, verdicts: list[Verdict]) -> str:
    counts = counted(verdicts)
    said = [f"{agency.name}: {', '.join(f'{counts[state]} {STATES[state]}' for state in STATES)}"]
    for state in ("missing", "asked"):
        for one in verdicts:
            if one.state == state:
                said.append(f"  {one.state_words.upper()} {one.obligation.title} [{law_of(one)}]")
                said += [f"    {line}" for line in lines_of(one)]
                shown, _more = evidence(one)
                said += [f"    {found.url}" for found in shown if found.url and not found.is_right]
    return re.sub(r"\n\s*\n", "\n", "\n".join(said))

"""Chuẩn bị nhóm quyền cho cán bộ."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from cms.models import Agency, AgencyHomePage
from cms.offices.setting_up import set_up_office
from cms.permissions import APPROVERS, WRITERS, grant_officers
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]


class Command(PlainCommand):
    """Name the groups in Vietnamese and give them their rights; safe to repeat."""

    help = (
        "Đặt tên và cấp quyền cho hai nhóm chung của tỉnh; với --office hoặc --every-office, lập cả nhóm "
        "riêng của cơ quan. Chạy một lần sau khi cài, chạy lại không sao."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the offices that shall be separate."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--office",
            action="append",
            default=[],
            metavar="TÊN",
            help="tên hoặc tên ngắn của cơ quan",
        )
        which.add_argument("--every-office", action="store_true", help="mọi cơ quan đã có trang")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Grant, and say to whom."""
        grant_officers()
        self.stdout.write(f"Đã cấp quyền cho hai nhóm: {WRITERS}, {APPROVERS}.")
        for office in _offices(options["office"], every=options["every_office"]):
            names = ", ".join(group.name for group in set_up_office(office).values())
            self.stdout.write(f"Đã lập nhóm riêng: {names}.")


def _offices(names: list[str], *, every: bool) -> list[Agency]:
    """Return the offices that are meant; each name must say exactly one that has a page."""
    with_pages = Agency.objects.filter(pk__in=AgencyHomePage.objects.values("agency"))
    if every:
        return list(with_pages)
    found = []
    for name in names:
        meant = [one for one in with_pages if name in (one.name, one.short_name)]
        if len(meant) != 1:
            known = "; ".join(sorted(f"“{one.name}”" for one in with_pages))
            raise CommandError(
                f"“{name}” không chỉ đúng một cơ quan có trang. Hãy ghi tên đầy đủ, một trong: {known}."
            )
        found += meant
    return found

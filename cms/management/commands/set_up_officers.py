"""Chuẩn bị nhóm quyền cho cán bộ."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.permissions import APPROVERS, WRITERS, grant_officers

__all__ = ["Command"]


class Command(BaseCommand):
    """Name both groups in Vietnamese and give them their rights; safe to repeat."""

    help = "Đặt tên và cấp quyền cho hai nhóm cán bộ. Chạy một lần sau khi cài, chạy lại không sao."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Grant, and say to whom."""
        grant_officers()
        self.stdout.write(f"Đã cấp quyền cho hai nhóm: {WRITERS}, {APPROVERS}.")

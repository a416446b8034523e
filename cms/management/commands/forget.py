"""Quên: what is written down about people goes when its time is over."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms.audit.keeping import KEPT_DAYS, logs
from cms.models import PreviewLink
from sitegen.management.plain import PlainCommand

DEFAULT_DAYS = 730


class Command(PlainCommand):
    """Delete entries of the log, sessions, tries and links to drafts that are older than asked."""

    help = "Xoá nhật ký, phiên và lần đăng nhập đã quá hạn giữ (mặc định 730 ngày)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the age in days."""
        parser.add_argument(
            "--older-than", type=int, default=DEFAULT_DAYS, metavar="DAYS", help="số ngày"
        )

    def handle(self, *_args: Any, older_than: int, **_options: Any) -> None:
        """Delete, and say how much."""
        if older_than < KEPT_DAYS:
            message = f"Nhật ký phải giữ ít nhất {KEPT_DAYS} ngày."
            raise CommandError(message)
        before = timezone.now() - timedelta(days=older_than)
        gone = sum(
            model._default_manager.filter(timestamp__lt=before).delete()[0] for model in logs()
        )
        call_command("clearsessions")
        sessions = sum(row.purge() for row in UserSession.objects.iterator())
        tries = sum(
            model.objects.filter(attempt_time__lt=before).delete()[0]
            for model in (AccessAttempt, AccessFailureLog, AccessLog)
        )
        links = PreviewLink.objects.filter(expires_at__lt=before)
        previews = links.count()
        links.delete()  # with what was answered
        self.stdout.write(
            f"Đã xoá {gone} dòng nhật ký, {sessions} phiên đã hết, {tries} lần đăng nhập cũ, "
            f"{previews} đường xem trước cũ."
        )

"""Take the second step of the login off an account, when nobody can do it in the editor."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from wagtail.log_actions import log

from cms.doors.accounts import FACTORS_RESET
from cms.doors.sessions import end_sessions
from sitegen.management.plain import PlainCommand


class Command(PlainCommand):
    """Gỡ bước xác minh thứ hai của một tài khoản."""

    help = "Gỡ bước xác minh thứ hai của một tài khoản (khi không còn quản trị viên nào vào được)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name of the account."""
        parser.add_argument("name", help="tên đăng nhập")

    def handle(self, *_args: Any, name: str, **_options: Any) -> None:
        """Delete every factor, write it down."""
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            message = f"Không có tài khoản “{name}”."
            raise CommandError(message)
        Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        log(instance=account, action=FACTORS_RESET, data={"from": "manage.py"})
        self.stdout.write(f"Đã gỡ bước xác minh của “{name}”.")

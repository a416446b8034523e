"""Passwords that are too easy though they are long."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["DEMO_PASSWORD", "DemoPasswordValidator", "EasyPatternValidator"]

DEMO_PASSWORD = "loa-demo-2026"  # noqa: S105  # printed for everybody; the demo listens on one machine
MOST = 2 / 3


class DemoPasswordValidator:
    """The password of the demo stands in its manual."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse it, and whatever only adds to it."""
        if DEMO_PASSWORD in password.casefold():
            raise ValidationError(_("Đây là mật khẩu của bản minh hoạ, ai cũng biết."))

    def get_help_text(self) -> Any:
        """Return what the form says."""
        return _("Không dùng mật khẩu của bản minh hoạ.")


class EasyPatternValidator:
    """A row of neighbours (abcdef…) or one piece again and again is guessed first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse both."""
        if _is_a_row(password) or _is_a_piece_again(password):
            raise ValidationError(_("Mật khẩu là một dãy hoặc một đoạn lặp lại, rất dễ đoán."))

    def get_help_text(self) -> Any:
        """Return what the form says."""
        return _("Không dùng dãy liền nhau (abcdef…) hay một đoạn lặp lại.")


def _is_a_row(password: str) -> bool:
    steps = [ord(after) - ord(before) for before, after in pairwise(password)]
    return bool(steps) and max(steps.count(step) for step in (-1, 0, 1)) > MOST * len(steps)


def _is_a_piece_again(password: str) -> bool:
    sizes = range(1, len(password) * 2 // 3 + 1)
    return any(password[size:] == password[:-size] for size in sizes)

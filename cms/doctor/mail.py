"""Mail: the server takes us, without a letter being sent."""

from collections.abc import Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection

from cms.doctor.remark import CERTIFICATE, Remark, error, warning

__all__ = ["is_taken"]


def is_taken() -> Iterator[Remark]:
    """Connect, encrypt and log in as for a letter; then go away again."""
    if not settings.EMAIL_HOST:
        yield warning(
            "mail-none",
            "Chưa đặt máy chủ thư: cán bộ quên mật khẩu phải nhờ quản trị viên.",
            "LOA_MAIL_HOST",
            "Đặt LOA_MAIL_HOST, LOA_MAIL_FROM… theo docs/operators/README.md.",
        )
        return
    line = get_connection()
    try:
        line.open()
    except (OSError, SMTPException) as found:
        yield error(
            "mail-refused",
            f"Máy chủ thư không nhận: {found}",
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            "Xem lại LOA_MAIL_HOST, LOA_MAIL_PORT, LOA_MAIL_SECURITY, LOA_MAIL_USER và mật khẩu. "
            + CERTIFICATE,
        )
    finally:
        line.close()

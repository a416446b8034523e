"""Nhắc rà soát: a letter a week to the people of each office, of what is due to be read again."""

import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from cms.models import User
from cms.succession.periodic import Due, due
from cms.succession.waiting import open_reviews
from cms.usage.labels import titles
from sitegen.management.plain import PlainCommand

__all__ = ["Command"]

NAMED = 20
SUBJECT = "Cần rà soát: {count} trang, dữ kiện"
FOOT = "Mở danh sách: {address}"


class Command(PlainCommand):
    """Write to whom something waits for; exit 1 when a letter did not go out."""

    help = "Gửi thư nhắc rà soát: mỗi người một thư, chỉ khi có trang hay dữ kiện đến ngày."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send the letters; one that is refused does not keep the others."""
        if not settings.WAGTAIL_PASSWORD_RESET_ENABLED:
            self.stdout.write("Chưa đặt máy chủ thư (LOA_MAIL_HOST): không gửi thư nào.")
            return
        people = User.objects.filter(is_active=True).exclude(email="").order_by("pk")
        sent, refused = 0, []
        for user in people:
            if (letter := _letter(user)) is None:
                continue
            try:
                send_mail(*letter, None, [user.email])
                sent += 1
            except (OSError, smtplib.SMTPException) as error:
                refused.append(f"{user.get_username()}: {error}")
        self.stdout.write(f"Đã gửi {sent} thư nhắc rà soát.")
        if refused:
            raise CommandError("Chưa gửi được cho:\n" + "\n".join(refused))


def _letter(user: User) -> tuple[str, str] | None:
    """Return subject and text, None when nothing waits; titles of live pages and facts, no more."""
    found = due(user, timezone.localdate())
    ended = open_reviews(user).count()
    if not found and not ended:
        return None
    lines = list(_lines(found))
    if len(found) > NAMED:
        lines.append(f"… và {len(found) - NAMED} mục nữa.")
    if ended:
        lines.append(f"{ended} trang còn nói theo điều đã đổi (cổng đóng, cơ quan sáp nhập…).")
    address = f"{get_admin_base_url() or ''}{reverse('succession:reviews')}"
    text = "\n".join([*lines, "", FOOT.format(address=address)])
    return SUBJECT.format(count=len(found) + ended), text


def _lines(found: list[Due]) -> Any:
    shown = found[:NAMED]
    called = titles((one.kind, one.pk) for one in shown)
    for one in shown:
        yield f"- {one.day:%d/%m/%Y}: {called.get((one.kind, one.pk), '')}"

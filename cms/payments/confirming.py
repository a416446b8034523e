"""Confirming an account: one question to the database decides, whoever else acts meanwhile."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import PaymentFact
from cms.models.user import User

__all__ = ["CONFIRMED", "confirm", "reason_against"]

CONFIRMED = "loa.account_confirmed"


def confirm(pk: int, user: User, seen: dict[str, str]) -> str:
    """Let ``user`` stand behind the account as ``seen``; return "" or why that may not be.

    The account, and who entered it, must still be what ``user`` saw and compared: of two
    windows, or an account changed meanwhile, only what is true in the row counts.
    """
    rows = PaymentFact.objects.filter(pk=pk, live=True, confirmed_by=None, **seen)
    done = rows.exclude(account_number="").exclude(entered_by=None).exclude(entered_by=user)
    if done.update(confirmed_by=user):
        row = PaymentFact.objects.get(pk=pk)
        row.save(update_fields=["confirmed_by"])  # nothing else wakes a release
        log(instance=row, action=CONFIRMED, user=user, data={"account": seen})
        return ""
    stored = PaymentFact.objects.filter(pk=pk).first()
    return reason_against(stored, user) or _(
        "Số tài khoản vừa được sửa. Hãy đối chiếu lại rồi xác nhận."
    )


def reason_against(row: Any, user: User) -> str:
    """Return why ``user`` cannot confirm the account of ``row``, "" when nothing is against it."""
    if row is None or not row.live:
        return _("Hãy xuất bản thông tin nộp tiền trước, rồi mới xác nhận.")
    if not row.account_number:
        return _("Chưa có số tài khoản để xác nhận.")
    if row.is_confirmed:
        return _("Số tài khoản này đã có người xác nhận.")
    if not row.entered_by_id:
        return _("Chưa rõ ai nhập số tài khoản. Mở mục này, bấm lưu rồi xuất bản lại.")
    if row.entered_by_id == user.pk:
        return _("Bạn là người nhập số này. Hãy nhờ một người khác đối chiếu và xác nhận.")
    return ""

"""Confirming an account: the row as it is stored decides, whoever else acts meanwhile."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.models import PaymentFact
from cms.models.user import User
from cms.payments.guarded import compared, digest

__all__ = ["CONFIRMED", "confirm", "reason_against"]

CONFIRMED = "loa.account_confirmed"


@transaction.atomic
def confirm(pk: int, user: User, seen: str) -> str:
    """Let ``user`` stand behind the row whose digest is ``seen``; return "" or why not.

    Everything compared, and who entered it, must still be what ``user`` saw: of two windows,
    or a row changed meanwhile, only what is true in the locked row counts.
    """
    row = PaymentFact.objects.select_for_update().filter(pk=pk).first()
    if against := reason_against(row, user):
        return against
    if row is None or digest(row) != seen:
        return _("Thông tin nộp tiền vừa được sửa. Hãy đối chiếu lại rồi xác nhận.")
    PaymentFact.objects.filter(pk=pk).update(confirmed_by=user)
    row.refresh_from_db()
    row.save(update_fields=["confirmed_by"])  # nothing else wakes a release
    log(instance=row, action=CONFIRMED, user=user, data={"account": dict(compared(row))})
    return ""


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

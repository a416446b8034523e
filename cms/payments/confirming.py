"""Confirming an account: the row as it is stored decides, whoever else acts meanwhile."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from cms.models import PaymentFact
from cms.models.user import User
from cms.payments.guarded import compared, digest, guarded

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
    return _own_hand(row, user)


def _own_hand(row: Any, user: User) -> str:
    if row.entered_by_id == user.pk:
        return _("Bạn là người nhập số này. Hãy nhờ một người khác đối chiếu và xác nhận.")
    typed = _typed_by(row, user)
    return typed and _(
        "Bạn đã nhập “%(field)s”. Hãy nhờ một người chưa nhập phần nào đối chiếu và xác nhận; "
        "nếu không còn ai, để một người nhập lại tất cả trong một mục mới."
    ) % {"field": typed}


def _typed_by(row: Any, user: User) -> str:
    """Return the first guarded field whose words before citizens are ``user``'s, "" if none is.

    ``entered_by`` is who changed the row last; an earlier hand may have typed the number. What
    stood there when the account was confirmed before has been seen by two.
    """
    revisions = row.revisions.order_by("pk")
    if row.live_revision_id:
        revisions = revisions.filter(pk__lte=row.live_revision_id)
    at = _confirmed_at(row)
    seen: dict[str, Any] | None = None
    before: dict[str, Any] | None = None
    hands: dict[str, int | None] = {}
    for content, hand, moment in revisions.values_list("content", "user_id", "created_at"):
        if at is not None and moment <= at:
            seen = before = content
            continue
        for field in guarded(type(row)):
            if before is None or content.get(field.name) != before.get(field.name):
                hands[field.name] = hand
        before = content
    for field in guarded(type(row)):
        is_new = seen is None or (before or {}).get(field.name) != seen.get(field.name)
        if is_new and hands.get(field.name) == user.pk and getattr(row, field.attname):
            return str(field.verbose_name)
    return ""


def _confirmed_at(row: Any) -> Any:
    entries = ModelLogEntry.objects.for_instance(row).filter(action=CONFIRMED)
    return entries.order_by("-timestamp").values_list("timestamp", flat=True).first()

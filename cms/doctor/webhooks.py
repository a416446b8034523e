"""Webhooks: programs that are to be told of releases take what is said to them."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cms.doctor.remark import Remark, warning
from cms.models import Webhook, WebhookDelivery

__all__ = ["are_taken"]

PATIENCE = timedelta(hours=1)


def are_taken() -> Iterator[Remark]:
    """Nothing was given up, and nothing has waited for an hour."""
    state = WebhookDelivery.State
    late = Q(state=state.WAITING, queued_at__lt=timezone.now() - PATIENCE)
    owed = WebhookDelivery.objects.filter(Q(state=state.DEAD) | late)
    for receiver in Webhook.objects.filter(is_on=True):
        last = owed.filter(webhook=receiver).first()
        if last is not None:
            yield warning(
                "webhook-not-taken",
                f"“{receiver}” chưa nhận được lời báo phát hành: {last.said or 'chưa thử gửi.'}",
                receiver.address,
                "Báo người quản trị máy ấy. Xem và gửi lại ở Cài đặt → Báo cho hệ thống khác; "
                "nơi nhận không dùng nữa thì tắt.",
            )

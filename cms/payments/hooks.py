"""What the editor knows of confirming: its address, and its entry in the history of a row."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.payments.confirming import CONFIRMED
from cms.payments.views import PaymentsViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def confirming() -> PaymentsViewSet:
    """Offer the screen."""
    return PaymentsViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is written into the history of a payment fact."""
    actions.register_action(
        CONFIRMED, _("Xác nhận số tài khoản"), _("Người thứ hai đã xác nhận số tài khoản")
    )

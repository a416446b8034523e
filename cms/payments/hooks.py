"""What the editor knows of confirming: its address, and its entry in the history of a row."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from cms.hooking import register_history, register_screens
from cms.payments.confirming import CONFIRMED
from cms.payments.views import ConfirmView

register_screens(
    "payments", "xac-nhan-tai-khoan", path("<int:pk>/", ConfirmView.as_view(), name="confirm")
)


register_history(
    {CONFIRMED: (_("Xác nhận số tài khoản"), _("Người thứ hai đã xác nhận số tài khoản"))}
)

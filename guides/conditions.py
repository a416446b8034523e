"""Conditions: a shared step that stands only in the guides of offices that need it."""

from django.utils.translation import gettext_lazy as _

__all__ = ["ONLY_IF"]

ONLY_IF = {
    "payment": ("has_payment", _("khi hướng dẫn có nộp phí")),
    "signature": ("has_signature", _("khi hồ sơ cần ký số")),
    "post": ("has_post", _("khi nhận kết quả qua bưu chính")),
    "behalf": ("is_on_behalf", _("khi nộp thay người khác")),
}
"""By name: the switch of a guide's group that lets the step in, and the condition in words."""

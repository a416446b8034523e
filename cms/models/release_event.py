"""Việc phát hành: who rolled the mirror back or asked for a release, and when."""

from django.conf import settings
from django.db import models

__all__ = ["ReleaseEvent"]


class ReleaseEvent(models.Model):
    """Việc phát hành do người bấm.

    ``served`` is the release that citizens saw from then on, ``before`` the one until then.
    ``wanted`` is what was asked for: when it holds pages that have been withdrawn since, a
    release without them is served in its place.
    """

    class Action(models.TextChoices):
        ROLLED_BACK = "rolled-back", "quay lui"
        ASKED = "asked", "cho phát hành lại"
        ACCEPTED = "accepted", "cho phát hành dù mất nhiều trang"

    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người bấm",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    action = models.CharField("việc", max_length=16, choices=Action.choices)
    wanted = models.CharField("bản được chọn", max_length=40, blank=True)
    served = models.CharField("bản phục vụ từ đó", max_length=40, blank=True)
    before = models.CharField("bản phục vụ trước đó", max_length=40, blank=True)

    class Meta:
        verbose_name = "việc phát hành"
        verbose_name_plural = "việc phát hành"
        ordering = ["-at", "-pk"]
        default_permissions = ()
        permissions = [
            ("roll_back_release", "Quay lui và phát hành lại"),
            ("take_down_many", "Gỡ, xoá trang chủ, trang cơ quan và trang có nhiều trang con"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.served}"

    @property
    def wanted_number(self) -> str:
        """Return the number that officers know the release by: "0005-2026…" is "5"."""
        return self.wanted.partition("-")[0].lstrip("0")

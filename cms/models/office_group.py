"""Nhóm của cơ quan: which group holds which role of an office."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["OfficeGroup"]


class OfficeGroup(models.Model):
    """A group of an office; its rights are the group's own, given by ``cms.offices.setting_up``.

    Where the office keeps its files and whether approval is off is the same in all its rows.
    """

    agency = models.ForeignKey(
        "cms.Agency", verbose_name=_("cơ quan"), on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField(_("vai trò"), max_length=20)
    group = models.OneToOneField(
        Group, verbose_name=_("nhóm"), on_delete=models.CASCADE, related_name="office"
    )

    collection = models.ForeignKey(
        "wagtailcore.Collection",
        verbose_name=_("nơi để ảnh và tệp"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_approval_off = models.BooleanField(_("tắt duyệt"), default=False)

    class Meta:
        verbose_name = _("nhóm của cơ quan")
        verbose_name_plural = _("nhóm của cơ quan")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["agency", "role"], name="one_group_for_each_role")
        ]

    def __str__(self) -> str:
        return str(self.group)

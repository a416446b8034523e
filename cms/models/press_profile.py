"""Hồ sơ màu: the CMYK profile that a print shop gave to the office."""

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from sitegen.render.print import PressProfile as Inks

__all__ = ["PressProfile"]


class PressProfile(models.Model):
    """Hồ sơ màu của một nhà in: checked when it was uploaded, kept as it came."""

    name = models.CharField(_("nhà in, loại giấy"), max_length=120, unique=True)
    described = models.CharField(_("tên trong hồ sơ"), max_length=200, editable=False)
    content = models.BinaryField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("hồ sơ màu của nhà in")
        verbose_name_plural = _("hồ sơ màu của nhà in")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the digest with the bytes."""
        self.digest = hashlib.sha256(bytes(self.content)).hexdigest()
        super().save(*args, **kwargs)

    def inks(self) -> Inks:
        """Return the profile as the renderer of print-shop files takes it."""
        return Inks(name=self.described, content=bytes(self.content))

"""Biểu mẫu mới: one form that makes something new makes one thing, however often it is sent."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

__all__ = ["NewForm"]

KEPT = timedelta(days=30)
"""So long a form may stand open in a browser and still know what it has made."""


class NewForm(models.Model):
    """Biểu mẫu mới, as a browser shows it: whose, where, what it has made by now.

    ``token`` is made up by the browser for each form that it shows; ``sent`` is the number of the
    newest request that was heard of it. Whoever brings an older number comes too late.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.CharField("địa chỉ", max_length=255)
    token = models.CharField("mã", max_length=64)
    sent = models.PositiveBigIntegerField("lần gửi", default=0)
    at = models.DateTimeField("lúc", auto_now_add=True, db_index=True)
    made_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, related_name="+", editable=False
    )
    made_key = models.CharField(max_length=64, blank=True, editable=False)
    made = GenericForeignKey("made_type", "made_key")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=("user", "address", "token"), name="one_new_form_makes_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.token}"

    @classmethod
    def heard(cls, user: Any, address: str, token: str) -> "NewForm":
        """Return the form, kept from others until the transaction ends; forget old ones."""
        cls.objects.filter(at__lt=timezone.now() - KEPT).delete()
        form, _ = cls.objects.select_for_update().get_or_create(
            user=user, address=address[:255], token=token[:64]
        )
        return form

    def has_made(self, thing: models.Model) -> None:
        """Keep what came out of the form."""
        self.made = thing
        self.save(update_fields=["made_type", "made_key"])

"""Báo cho hệ thống khác: programs that are told of each release, and what is still to be said to them."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Webhook", "WebhookDelivery"]


class Webhook(models.Model):
    """Nơi nhận báo: an address that is told of each release.

    The secret is kept nowhere: it is made of ``salt`` and the key of this server, shown once. ``told`` is the
    number of the feed up to which deliveries are written down.
    """

    wagtail_reference_index_ignore = True  # nothing on a page

    name = models.CharField(_("tên"), max_length=80)
    address = models.CharField(_("địa chỉ"), max_length=500)
    is_on = models.BooleanField(_("đang bật"), default=True)
    salt = models.CharField(max_length=64, editable=False)
    told = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("nơi nhận báo")
        verbose_name_plural = _("nơi nhận báo")
        ordering = ["name", "pk"]
        default_permissions = ()
        permissions = [("manage_webhooks", _("Báo cho hệ thống khác khi phát hành"))]

    def __str__(self) -> str:
        return self.name


def _new_id() -> str:
    return f"msg_{uuid4().hex}"


class WebhookDelivery(models.Model):
    """Lần báo: one number of the feed for one receiver.

    What is said is made of the feed when it is sent, so nothing lies here that becomes private later.
    ``key`` is the same in every try, so a receiver that gets it twice can tell.
    """

    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """Tình trạng."""

        WAITING = "waiting", _("chờ gửi")
        TAKEN = "taken", _("đã nhận")
        DEAD = "dead", _("không gửi được")

    webhook = models.ForeignKey(
        Webhook, verbose_name=_("nơi nhận"), on_delete=models.CASCADE, related_name="deliveries"
    )
    n = models.BigIntegerField(_("số"))
    key = models.CharField(max_length=40, unique=True, default=_new_id, editable=False)
    state = models.CharField(
        _("tình trạng"), max_length=8, choices=State.choices, default=State.WAITING
    )
    tries = models.PositiveIntegerField(_("số lần thử"), default=0)
    queued_at = models.DateTimeField(_("ghi lúc"))
    next_at = models.DateTimeField(_("thử lại lúc"))
    done_at = models.DateTimeField(_("xong lúc"), null=True)
    said = models.CharField(_("lần thử gần nhất"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("lần báo")
        verbose_name_plural = _("lần báo")
        ordering = ["-queued_at", "-n", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["webhook", "n"], name="cms_webhook_told_once")
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="cms_webhook_due")]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.n}"

"""The generator's own tables: what changed since it last looked, and where pages once were."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Change", "FormerAddress", "WithdrawnPicture"]


class Change(models.Model):
    """Thay đổi: one row that the database itself noted as inserted, updated or deleted.

    ``transaction`` is PostgreSQL's number of the transaction, 0 on SQLite, where changes are
    committed in the order of their ids.
    """

    id = models.BigAutoField(primary_key=True)
    table_name = models.CharField(max_length=100)
    row = models.CharField(max_length=50)
    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("thay đổi")
        verbose_name_plural = _("thay đổi")

    def __str__(self) -> str:
        return f"{self.table_name} {self.row}"


class FormerAddress(models.Model):
    """Địa chỉ từng phát hành: the folder at which a page was on the mirror, kept for ever.

    ``page_id`` is no foreign key: a deleted page leaves its addresses behind. ``successor``
    is named by an officer when a page went and another one replaces it. ``is_silent`` while the
    page is restricted, and for ever when it is deleted then: nobody may learn that it was there.
    """

    path = models.CharField(_("địa chỉ"), max_length=700, unique=True)
    page_id = models.BigIntegerField(_("mã trang"))
    language = models.CharField(_("ngôn ngữ"), max_length=10)
    successor = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("trang thay thế"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Trang mà người mở địa chỉ này nên đọc thay cho trang đã gỡ."),
    )
    is_silent = models.BooleanField(_("giữ kín"), default=False, editable=False)
    first_released = models.DateTimeField(_("phát hành lần đầu"), auto_now_add=True)

    class Meta:
        verbose_name = _("địa chỉ từng phát hành")
        verbose_name_plural = _("địa chỉ từng phát hành")
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path


class WithdrawnPicture(models.Model):
    """Hình đã che lại: the digest of a public picture in which something was redacted since.

    No kept release may hold it any more, and no rollback may bring it back.
    """

    digest = models.CharField(max_length=64, unique=True)
    withdrawn = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hình đã che lại")
        verbose_name_plural = _("hình đã che lại")

    def __str__(self) -> str:
        return self.digest

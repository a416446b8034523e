"""The generator's own tables: what changed since it last looked, and where pages once were."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sitegen.languages import LANGUAGES, LONGEST_CODE, SCRIPTS, SOURCE, Language

__all__ = ["Change", "FormerAddress", "SpokenLanguage", "WithdrawnPicture"]


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
    """Hình đã che lại: the digest of a picture that was redacted or replaced, or deleted unchecked.

    No kept release may hold it any more, unless a picture of today is the very same and may be shown.
    """

    digest = models.CharField(max_length=64, unique=True)
    withdrawn = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hình đã che lại")
        verbose_name_plural = _("hình đã che lại")

    def __str__(self) -> str:
        return self.digest


class SpokenLanguage(models.Model):
    """Ngôn ngữ trên cổng: one that an administrator added, or switched off and on again.

    A language is on the mirror when it has a row of Wagtail's (a locale) and none here that is
    off. The names of a language that ships with the product stay empty here: its row says them.
    """

    code = models.CharField(_("mã ngôn ngữ"), max_length=LONGEST_CODE, unique=True)
    is_on = models.BooleanField(_("đang bật"), default=True)
    name = models.CharField(_("tên tiếng Việt"), max_length=60, blank=True)
    name_english = models.CharField(_("tên tiếng Anh"), max_length=60, blank=True)
    name_own = models.CharField(_("tên bằng chính tiếng ấy"), max_length=60, blank=True)
    script = models.CharField(
        _("chữ viết"), max_length=4, choices=list(SCRIPTS.items()), default="Latn"
    )
    fallback = models.CharField(_("chỗ chưa có thì dùng"), max_length=LONGEST_CODE, default=SOURCE)

    class Meta:
        verbose_name = _("ngôn ngữ")
        verbose_name_plural = _("ngôn ngữ")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.as_language().name

    def as_language(self) -> Language:
        """Return what the generator knows of it."""
        return LANGUAGES.get(self.code) or Language(
            code=self.code,
            name=self.name,
            name_english=self.name_english,
            name_own=self.name_own,
            script=self.script,  # type: ignore[arg-type]  # one of the choices
            fallback=self.fallback,
        )

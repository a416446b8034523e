"""Illustrations: the public file is always a bake, the upload stays private."""

import io
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.utils.file import hash_filelike

from media.baking import Baked, bake
from media.regions import leaves_bare, rectangle
from media.storage import private_storage
from sitegen.models import WithdrawnPicture

__all__ = ["Illustration", "RedactionVersion", "Rendition", "delete_private_original"]


class _Stored(NamedTuple):
    """What the database holds of a picture before it is saved again."""

    file: str = ""
    redactions: list[dict[str, float]] = []
    is_free_of_personal_data: bool = False


class Illustration(AbstractImage):
    """Hình minh hoạ: safe by construction.

    ``file`` is what everybody may see: redacted, without metadata, named by its digest.
    ``private_original`` is the upload, on a storage without addresses. ``save`` bakes before
    anything reaches the public storage, whichever door the upload came through.
    Nothing that uses the picture may be published before somebody has looked through it and
    ticked ``is_free_of_personal_data``; what shows more of the upload takes the tick away.
    """

    private_original = models.FileField(
        storage=private_storage, upload_to="original", blank=True, editable=False
    )
    redactions = models.JSONField(
        verbose_name=_("vùng che"),
        default=list,
        blank=True,
        help_text=_("Khung {x, y, w, h} theo phần trăm; được tô kín vào ảnh công khai."),
    )
    baked_digest = models.CharField(max_length=64, editable=False, default="", db_index=True)
    is_free_of_personal_data = models.BooleanField(
        _("Ảnh không còn dữ liệu cá nhân"), default=False
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người kiểm tra"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("kiểm tra lúc"), null=True, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "redactions",
        "is_free_of_personal_data",
        *(name for name in Image.admin_form_fields if name not in ("title", "file")),
    )
    changed_by: Any = None
    """The user whose hand it is, for the versions; forms set it."""

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình minh hoạ")
        verbose_name_plural = _("hình minh hoạ")
        permissions = [("choose_illustration", "Can choose illustration")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Bake again when the upload or the redactions changed; then drop what is stale."""
        uploaded, before = self._is_new_upload(), self._stored()
        if kwargs.get("update_fields") is None:
            self._judge_tick(before, uploaded=uploaded)
        stale, left = self._bake_again(before, uploaded=uploaded)
        super().save(*args, **kwargs)
        if kwargs.get("update_fields") is None:
            self._remember(before, uploaded=uploaded)
        if stale:
            self.renditions.all().delete()
            transaction.on_commit(lambda: self._delete_public(stale))
        if left:
            transaction.on_commit(lambda: private_storage().delete(left))

    def _bake_again(self, before: _Stored, *, uploaded: bool) -> tuple[str, str]:
        """Make the public file anew; return the public and the private file it replaces."""
        raw = self._read_upload() if uploaded else self._read_original()
        baked = self._bake(raw, is_new=uploaded) if raw is not None else None
        if raw is None or baked is None or not (uploaded or baked.digest != self.baked_digest):
            return "", ""
        left = ""
        if self.baked_digest and self.baked_digest != baked.digest:  # nobody may see why
            WithdrawnPicture.objects.get_or_create(digest=self.baked_digest)
        if uploaded:
            left = self.private_original.name or ""
            self.private_original.save("original", ContentFile(raw), save=False)
        self.baked_digest = baked.digest
        public: Any = ContentFile(baked.content, name=f"{baked.digest[:16]}.png")
        self.file = public
        self.file_size = len(baked.content)
        self.file_hash = hash_filelike(io.BytesIO(baked.content))  # two empty ones would be twins
        return before.file, left

    def _judge_tick(self, before: _Stored, *, uploaded: bool) -> None:
        """Take the tick away from what shows more than was looked at; note who set it."""
        if before.is_free_of_personal_data and (uploaded or self._shows_more_than(before)):
            self.is_free_of_personal_data = False
        if not self.is_free_of_personal_data:
            self.checked_by = self.checked_at = None
        elif not before.is_free_of_personal_data:
            self.checked_by, self.checked_at = self.changed_by, timezone.now()

    def _shows_more_than(self, before: _Stored) -> bool:
        return self.redactions != before.redactions and leaves_bare(
            map(rectangle, before.redactions), map(rectangle, self.redactions)
        )

    def _remember(self, before: _Stored, *, uploaded: bool) -> None:
        ticked = self.is_free_of_personal_data
        if (
            uploaded
            or self.redactions != before.redactions
            or ticked != before.is_free_of_personal_data
        ):
            self.versions.create(
                regions=self.redactions,
                is_new_upload=uploaded,
                is_free_of_personal_data=ticked,
                made_by=self.changed_by,
                made_at=timezone.now(),
            )

    def _is_new_upload(self) -> bool:
        return bool(self.file) and not getattr(self.file, "_committed", True)

    def _read_upload(self) -> bytes:
        self.file.open()
        self.file.seek(0)
        raw: bytes = self.file.read()
        self.file.seek(0)
        return raw

    def _read_original(self) -> bytes | None:
        if not self.private_original:
            return None
        with self.private_original.open("rb") as original:
            raw: bytes = original.read()
        return raw

    def _bake(self, raw: bytes, *, is_new: bool) -> Baked:
        limit = settings.LOA_MAX_PIXELS
        return bake(raw, self.redactions, max_pixels=limit, is_new=is_new)

    def _stored(self) -> _Stored:
        rows = type(self)._base_manager.filter(pk=self.pk).values_list(*_Stored._fields)
        found = rows.first() if self.pk else None
        return _Stored(*found) if found else _Stored()

    def _delete_public(self, name: str) -> None:
        file: Any = self.file
        if name != file.name:
            file.storage.delete(name)


class RedactionVersion(models.Model):
    """Lần che: who changed what is hidden or ticked, and when; never what was under it."""

    picture = models.ForeignKey(Illustration, on_delete=models.CASCADE, related_name="versions")
    regions = models.JSONField(_("vùng che"), default=list)
    is_new_upload = models.BooleanField(_("tải ảnh mới"), default=False)
    is_free_of_personal_data = models.BooleanField(_("không còn dữ liệu cá nhân"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("lần che")
        verbose_name_plural = _("lần che")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.says

    @property
    def says(self) -> str:
        """Return in Vietnamese what was done."""
        return ", ".join(
            [
                *(["tải ảnh mới"] if self.is_new_upload else []),
                f"{len(self.regions)} vùng che" if self.regions else "không vùng che nào",
                "đã đánh dấu không còn dữ liệu cá nhân"
                if self.is_free_of_personal_data
                else "chưa đánh dấu",
            ]
        )


class Rendition(AbstractRendition):
    """Bản thu nhỏ for the editor's own lists; the mirror makes its pictures itself."""

    image = models.ForeignKey(Illustration, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def delete_private_original(*, instance: Illustration, **_kwargs: Any) -> None:
    """Remove the upload when its picture is deleted: Wagtail removes only the public file.

    A picture that might not be shown when it was deleted is as private as before.
    """
    if instance.baked_digest and not instance.is_free_of_personal_data:
        WithdrawnPicture.objects.get_or_create(digest=instance.baked_digest)
    name = instance.private_original.name
    if name:
        transaction.on_commit(lambda: private_storage().delete(name))

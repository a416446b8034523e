"""Illustrations: the public file is always a bake, the upload stays private."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from media.baking import Baked, bake
from media.storage import private_storage
from sitegen.models import WithdrawnPicture

__all__ = ["Illustration", "Rendition", "delete_private_original"]


class Illustration(AbstractImage):
    """Hình minh hoạ: safe by construction.

    ``file`` is what everybody may see: redacted, without metadata, named by its digest.
    ``private_original`` is the upload, on a storage without addresses. ``save`` bakes before
    anything reaches the public storage, whichever door the upload came through.
    """

    private_original = models.FileField(
        storage=private_storage, upload_to="original", blank=True, editable=False
    )
    redactions = models.JSONField(
        verbose_name=_("vùng che"),
        default=list,
        blank=True,
        editable=False,
        help_text=_("Khung {x, y, w, h} theo phần trăm; được tô kín vào ảnh công khai."),
    )
    baked_digest = models.CharField(max_length=64, editable=False, default="", db_index=True)

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("hình minh hoạ")
        verbose_name_plural = _("hình minh hoạ")
        permissions = [("choose_illustration", "Can choose illustration")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Bake again when the upload or the redactions changed; then drop what is stale."""
        uploaded = self._is_new_upload()
        raw = self._read_upload() if uploaded else self._read_original()
        baked = self._bake(raw) if raw is not None else None
        stale = left = None
        if baked and (uploaded or baked.digest != self.baked_digest):
            stale = self._stored_name()
            if not uploaded and self.baked_digest:  # the same upload, other redactions
                WithdrawnPicture.objects.get_or_create(digest=self.baked_digest)
            if uploaded:
                left = self.private_original.name
                self.private_original.save("original", ContentFile(raw), save=False)
            self.baked_digest = baked.digest
            public: Any = ContentFile(baked.content, name=f"{baked.digest[:16]}.png")
            self.file = public
            self.file_size = len(baked.content)
            self.file_hash = ""
        super().save(*args, **kwargs)
        if stale:
            self.renditions.all().delete()
            transaction.on_commit(lambda: self._delete_public(stale))
        if left:
            transaction.on_commit(lambda: private_storage().delete(left))

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

    def _bake(self, raw: bytes) -> Baked:
        return bake(raw, self.redactions, max_pixels=settings.LOA_MAX_PIXELS)

    def _stored_name(self) -> str | None:
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values_list("file", flat=True).first() if self.pk else None

    def _delete_public(self, name: str) -> None:
        file: Any = self.file
        if name != file.name:
            file.storage.delete(name)


class Rendition(AbstractRendition):
    """Bản thu nhỏ for the editor's own lists; the mirror makes its pictures itself."""

    image = models.ForeignKey(Illustration, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


def delete_private_original(*, instance: Illustration, **_kwargs: Any) -> None:
    """Remove the upload when its picture is deleted: Wagtail removes only the public file."""
    name = instance.private_original.name
    if name:
        transaction.on_commit(lambda: private_storage().delete(name))

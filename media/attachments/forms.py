"""The form of an attachment: every way of uploading asks it, and it asks ``look``."""

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from media.attachments.findings import Looked
from media.attachments.looking import UnfitAttachmentError, look

__all__ = ["AttachmentForm"]


class AttachmentForm(BaseDocumentForm):
    """Looks at the file before it is stored, and says what was taken out and what to mind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].help_text = _(
                "PDF, DOCX, XLSX, ODT, ODS, CSV hoặc ZIP, nhiều nhất %(most)s. Tên người soạn, "
                "cơ quan và ghi chú trong thuộc tính của tệp được bỏ khi tải lên."
            ) % {"most": filesizeformat(settings.WAGTAILDOCS_MAX_UPLOAD_SIZE)}
            self.fields["file"].error_messages["file_too_large"] = _(
                "Tệp nặng %(file_size)s, nhiều nhất được %(max_filesize)s. Hãy lưu bản nhẹ hơn."
            )
        said = _said(self.instance)
        if said and "title" in self.fields and not self.is_bound:
            words = format_html_join(" ", "<strong>{}</strong>", said)
            self.fields["title"].help_text = self["title"].help_text = words

    def clean_file(self) -> Any:
        """Return the file as it may go out; a stored one stays as it is."""
        upload: Any = self.cleaned_data.get("file")
        if not isinstance(upload, UploadedFile):
            return upload
        upload.seek(0)
        try:
            looked = look(upload.name or "", upload.read())
        except UnfitAttachmentError as error:
            raise forms.ValidationError(str(error), code="unfit") from error
        self.instance.looked = looked
        return SimpleUploadedFile(looked.name, looked.content, str(upload.content_type))

    def add_error(self, field: Any, error: Any) -> None:
        """Note an error; of a file that is not there, the model has nothing to say.

        Where the form asks for none, Wagtail stores it after the form is valid; one that was
        refused has been told of already.
        """
        is_stored_later = "file" not in self.fields and self.instance.pk is None
        if is_stored_later or "file" in self.errors:
            missing = getattr(error, "error_dict", {})
            missing.pop("file", None)
            if field is None and hasattr(error, "error_dict") and not missing:
                return
        super().add_error(field, error)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # as Django names it
        """Save; a file whose title had to be mended first has not been cleaned until now."""
        if self.instance.pk is None and "file" not in self.fields and self.instance.file:
            self._clean_waiting()
        return super().save(commit=commit)

    def _clean_waiting(self) -> None:
        file = self.instance.file
        with file.open("rb") as stored:
            content = stored.read()
        name = PurePosixPath(file.name).name
        file.storage.delete(file.name)
        try:
            looked = look(name, content)
        except UnfitAttachmentError as error:
            raise PermissionDenied(str(error)) from error
        file.save(looked.name, ContentFile(looked.content), save=False)
        self.instance._set_document_file_metadata()
        self.instance.file.close()  # which Wagtail leaves open


def _said(document: Any) -> list[tuple[str]]:
    """Return what to say of a stored attachment: just now, also what was taken out of it."""
    looked: Looked | None = getattr(document, "looked", None)
    if looked is None and document.pk and document.file:
        try:
            with document.file.open("rb") as stored:
                looked = look(document.filename, stored.read())
        except UnfitAttachmentError as error:
            return [(str(error),)]
        except OSError:
            return []
        return [(one,) for one in looked.warnings]
    return [(one,) for one in (*looked.removed, *looked.warnings)] if looked else []

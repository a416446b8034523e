"""The upload form: a refusal says in Vietnamese what is wrong with the file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from media.animated import standing_still
from media.baking import UnreadablePictureError, check
from media.patterns import suspects
from media.widgets import RedactionsField

__all__ = ["IllustrationForm", "PictureField"]

MESSAGES = {
    "broken": _("Không đọc được ảnh: tệp bị hỏng hoặc bị cắt ngang. Hãy lưu lại ảnh rồi tải lên."),
    "invalid_image": _("Tệp này không phải ảnh. Hãy chọn tệp PNG, JPEG hoặc WebP."),
    "invalid_image_extension": _(
        "Loại tệp này không dùng được. Hãy lưu ảnh thành PNG, JPEG hoặc WebP rồi tải lên."
    ),
    "invalid_image_known_format": _(
        "Đuôi tệp là .%(extension)s nhưng bên trong là %(image_format)s. "
        "Hãy mở ảnh và lưu lại đúng loại."
    ),
    "file_too_large": _("Ảnh nặng %(file_size)s, nhiều nhất được %(max_filesize)s."),
    "file_too_many_pixels": _(
        "Ảnh quá lớn (%(num_pixels)s điểm ảnh), nhiều nhất được %(max_pixels_count)s điểm ảnh. "
        "Hãy thu nhỏ ảnh rồi tải lên."
    ),
}

STILL = _("Ảnh động chỉ giữ lại hình đầu tiên.")


class PictureField(WagtailImageField):
    """Wagtail's picture field with our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages.update(MESSAGES)
        said: Any = getattr(self, "help_text", "")
        self.help_text = format_lazy("{} {}", said, STILL)

    def to_python(self, data: Any) -> Any:
        """Take an animated PNG as the picture that it begins with."""
        is_upload = isinstance(data, UploadedFile) and data.size
        return super().to_python(standing_still(data) if is_upload else data)

    def check_image_pixel_size(self, f: Any) -> None:
        """Refuse a picture that breaks off: counting its frames is the first to notice."""
        try:
            super().check_image_pixel_size(f)
        except (OSError, SyntaxError, ValueError) as error:
            message = self.error_messages["broken"]
            raise forms.ValidationError(message, code="broken") from error


class IllustrationForm(BaseImageForm):
    """Asks for a title that says what is seen, a file that is a picture, and what to hide in it."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._officer = kwargs.get("user")
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            old = self.fields["file"]
            self.fields["file"] = PictureField(
                label=_("Tệp ảnh"), required=old.required, widget=old.widget
            )
        if "description" in self.fields:
            self.fields["description"].label = _("Mô tả thay cho ảnh")
            self.fields["description"].help_text = _(
                "Đọc cho người không nhìn thấy ảnh, ví dụ: “Trang chủ của cổng, "
                "nút Đăng ký ở góc trên bên phải”."
            )

        if "redactions" in self.fields:
            self.fields["redactions"] = RedactionsField(
                label=_("Che dữ liệu cá nhân"),
                required=False,
                help_text=_(
                    "Che số định danh, số điện thoại, họ tên, ngày sinh, địa chỉ, chữ ký. Phần che "
                    "được tô kín trong ảnh công khai, không ai khôi phục được."
                ),
            )
            self.fields["redactions"].widget.picture = self.instance
        if "is_free_of_personal_data" in self.fields:
            self.fields["is_free_of_personal_data"].help_text = _(
                "Đánh dấu sau khi đã xem kỹ cả ảnh. Chưa đánh dấu thì trang dùng ảnh này chưa xuất "
                "bản được. Thay ảnh hoặc bớt vùng che thì phải đánh dấu lại."
            )

    def full_clean(self) -> None:
        """Check the form; when it comes back, nobody has looked through the file that comes next."""
        super().full_clean()
        if self.is_bound and self.errors and self._awaits_a_file():
            sent = self.data.copy()
            sent.pop(self.add_prefix("is_free_of_personal_data"), None)
            self.data = sent

    def _awaits_a_file(self) -> bool:
        """Tell whether the browser has to choose the file once more: it never sends one back."""
        is_sent = self.add_prefix("file") in self.files
        return "file" in self.fields and (is_sent or not self.instance.pk)

    def clean(self) -> dict[str, Any]:
        """Refuse the tick while the words beside the picture tell a number of identity."""
        cleaned: dict[str, Any] = super().clean()
        for name in ("title", "description"):
            if any(found.is_identity for found in suspects(str(cleaned.get(name) or ""))):
                self.add_error(
                    name, _("Có số giống số định danh cá nhân (12 chữ số). Hãy bỏ số đó đi.")
                )
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # as Django names it
        """Save, noting whose hand it was."""
        self.instance.changed_by = self._officer
        return super().save(commit=commit)

    def clean_file(self) -> "UploadedFile[bytes] | None":
        """Read the picture, so that a broken file is refused here and not while saving."""
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if upload is not None and "file" in self.changed_data:
            upload.seek(0)
            try:
                check(upload.read(), max_pixels=settings.LOA_MAX_PIXELS)
            except UnreadablePictureError as error:
                raise forms.ValidationError(str(error)) from error
            finally:
                upload.seek(0)
        return upload

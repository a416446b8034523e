"""Forms: the profile that a shop gave, and which one a leaflet is checked for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.models import PressProfile
from sitegen.errors import SitegenError
from sitegen.render.print import read_profile

__all__ = ["ChooseProfileForm", "ProfileForm"]


class ProfileForm(WagtailAdminModelForm):
    """Hồ sơ màu: the file is read before it is kept; a screen's is refused in words."""

    file = forms.FileField(
        label=_("Tệp hồ sơ màu (.icc, .icm)"),
        help_text=_("Xin ở nhà in: hồ sơ CMYK của máy in offset, loại “prtr”."),
    )

    class Meta:
        model = PressProfile
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.instance.pk

    def clean_file(self) -> Any:
        """Refuse all but the profiles of CMYK printers."""
        file = self.cleaned_data["file"]
        if file:
            try:
                self._profile = read_profile(file.read())
            except SitegenError as error:
                raise ValidationError(f"{error.message} {error.hint}") from error
        return file

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Keep the bytes that were read."""
        if self.cleaned_data.get("file"):
            self.instance.content = self._profile.content
            self.instance.described = self._profile.name
        return super().save(commit)


class ChooseProfileForm(forms.Form):
    """Giấy và nhà in."""

    profile = forms.ModelChoiceField(
        label=_("Màu của nhà in"),
        queryset=PressProfile.objects.defer("content"),
        required=False,
        empty_label=_("Giấy tráng (FOGRA39)"),
    )

"""The form of a language that does not ship with the product."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.forms import reserved_slugs
from cms.languages.switching import refuse_taken
from cms.text import clean_text
from sitegen.languages import LANGUAGES, SOURCE, is_language
from sitegen.models import SpokenLanguage
from sitegen.render.labels import has_labels

__all__ = ["LanguageForm"]

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
"""Language, script and region of BCP 47."""
_NONE = {"mis", "mul", "und", "zxx"}
"""What ISO 639 has for "uncoded", "several", "undetermined" and "no language"."""
_LETTERS = {"Latn": "LATIN", "Khmr": "KHMER", "Hant": "CJK"}
"""With what the names of the letters of a script begin in Unicode."""


class LanguageForm(forms.ModelForm):  # type: ignore[type-arg]  # no generics at run time
    """What a language is called, in which letters it is written, and whose words stand in."""

    fallback = forms.ChoiceField(
        label=gettext_lazy("Chỗ chưa có chữ thì dùng"),
        help_text=gettext_lazy(
            "Chữ trên nút, nhãn và cách viết ngày, số; người đọc thấy rõ chỗ nào là tiếng ấy."
        ),
    )

    class Meta:
        model = SpokenLanguage
        fields = ["code", "name", "name_english", "name_own", "script", "fallback"]
        help_texts = {
            "code": gettext_lazy(
                "Theo chuẩn ISO 639, chữ thường, ví dụ “cjm” cho tiếng Chăm. Thành thư mục trên cổng; "
                "đặt rồi không đổi được."
            ),
            "name": gettext_lazy("Ví dụ “Tiếng Chăm”."),
            "name_english": gettext_lazy("Ví dụ “Cham”."),
            "name_own": gettext_lazy("Người đọc chọn ngôn ngữ theo tên này."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "name_english", "name_own"):
            self.fields[name].required = True
        words = [row for row in LANGUAGES.values() if has_labels(row.code)]
        field: Any = self.fields["fallback"]
        field.choices = [(row.code, row.name) for row in words]
        if self.instance.pk:
            for name in ("code", "fallback"):  # pages are made with both
                self.fields[name].disabled = True

    def clean_code(self) -> str:
        """Refuse what is no code, what is taken, and what would be the folder of something else."""
        code = clean_text(self.cleaned_data["code"]).strip().lower()
        if self.instance.pk:
            return str(self.instance.code)
        if not _TAG.fullmatch(code) or code.partition("-")[0] in _NONE:
            raise ValidationError(
                _("“%(code)s” không phải mã ngôn ngữ. Mã gồm hai hoặc ba chữ, ví dụ “cjm”, “lo”."),
                params={"code": code},
            )
        if is_language(code):
            raise ValidationError(_("Ngôn ngữ này đã có trong danh sách."))
        if code in reserved_slugs():
            raise ValidationError(_("Cổng đang dùng thư mục này vào việc khác."))
        refuse_taken(code)
        return code

    def clean(self) -> dict[str, Any]:
        """Compose every name, and refuse one that another language has."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("name", "name_english", "name_own"):
            cleaned[name] = " ".join(clean_text(cleaned.get(name) or "").split())
        same = SpokenLanguage.objects.exclude(pk=self.instance.pk).filter(name=cleaned["name"])
        if cleaned["name"] and (
            same.exists() or any(row.name == cleaned["name"] for row in LANGUAGES.values())
        ):
            self.add_error("name", _("Đã có ngôn ngữ tên này."))
        if not _is_written_in(cleaned.get("script", ""), cleaned["name_own"]):
            self.add_error(
                "name_own",
                _(
                    "Tên này có chữ không thuộc chữ viết đã chọn. Hãy chọn đúng chữ viết; nếu cổng "
                    "chưa có chữ ấy thì ghi tên bằng chữ Latinh."
                ),
            )
        cleaned.setdefault("fallback", SOURCE)
        return cleaned


def _is_written_in(script: str, name: str) -> bool:
    """Tell whether every letter of ``name`` is of ``script`` or Latin."""
    known = ("LATIN", "MODIFIER", _LETTERS.get(script, "LATIN"))
    letters = (one for one in name if unicodedata.category(one).startswith("L"))
    return all(unicodedata.name(one, "").startswith(known) for one in letters)

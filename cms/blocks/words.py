"""One line of plain words, for labels and names that are printed as they stand."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["WordsBlock"]

_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|<!--", re.IGNORECASE)


class WordsBlock(blocks.CharBlock):
    """One line of plain words: markup in it would be printed as it stands, so it is refused."""

    def clean(self, value: str) -> str:
        """Refuse HTML tags, naming the first."""
        cleaned: str = super().clean(value)
        if found := _MARKUP.search(cleaned or ""):
            raise ValidationError(
                _("Chỉ ghi chữ, bỏ “%(tag)s”."), params={"tag": found[0][:40]}, code="markup"
            )
        return cleaned

    class Meta:
        default = ""  # None, in what was stored before the field was there, breaks translating

"""A value that the machine keeps among what officers write."""

from typing import Any

from django import forms
from wagtail import blocks

__all__ = ["KeptBlock", "NotTranslated"]


class NotTranslated:
    """What is the same in every language: a name, a number, a choice. Mixed into a block."""

    def get_translatable_segments(self, value: Any) -> list[object]:
        """Offer nothing to translators."""
        return []

    def restore_translated_segments(self, value: Any, segments: object) -> Any:
        """Keep the value."""
        return value


class KeptBlock(NotTranslated, blocks.FieldBlock):
    """A value that the machine keeps beside what officers write."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=False, max_length=200, widget=forms.HiddenInput(attrs={"class": "loa-kept"})
        )
        super().__init__(**kwargs)

    class Meta:
        default = ""
        label = ""

"""A value that the machine keeps among what officers write."""

from typing import Any

from django import forms
from wagtail import blocks

__all__ = ["KeptBlock"]


class KeptBlock(blocks.FieldBlock):
    """A value that the machine keeps beside what officers write; no part of a translation."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=False, max_length=200, widget=forms.HiddenInput(attrs={"class": "loa-kept"})
        )
        super().__init__(**kwargs)

    def get_translatable_segments(self, value: object) -> list[object]:
        """Offer nothing to translators."""
        return []

    def restore_translated_segments(self, value: object, segments: object) -> object:
        """Keep the value."""
        return value

    class Meta:
        default = ""
        label = ""

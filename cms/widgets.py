"""Fields of forms that ask for more than words."""

from typing import Any

from django import forms

__all__ = ["ColourInput"]


class ColourInput(forms.TextInput):
    """A colour as six digits, with the browser's own choice of colours beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-loa-colour": "", "autocomplete": "off", **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        """The script that puts the choice there: without it the field is what it always was."""
        return forms.Media(js=["cms/colour.js"])

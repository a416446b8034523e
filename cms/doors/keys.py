"""What a browser sends of a security key: whatever is sent instead is a wrong key, in words."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

__all__ = ["KeyField", "no_key_in_words"]

_NO_KEY = _("Chưa nhận được khoá bảo mật. Hãy bấm nút dùng khoá rồi thử lại.")
_MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
    struct.error,
)
"""What reading something else as a key ends in: the library does not check shapes itself."""


@contextmanager
def no_key_in_words() -> Iterator[None]:
    """Raise ValidationError for what cannot be read as the answer of a key."""
    try:
        yield
    except _MALFORMED as error:
        raise ValidationError(_NO_KEY, code="no_key") from error


class KeyField(forms.JSONField):
    """The answer of a key, filled in by our script; what was sent is never shown again."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Refuse what is no object of JSON, or nested or long without end."""
        with no_key_in_words():
            answer = super().to_python(value)
        if not isinstance(answer, dict) or not answer:  # 0 would be kept as a key
            raise ValidationError(_NO_KEY, code="no_key")
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return nothing: an answer of a key is good for once."""
        return None

    def prepare_value(self, value: Any) -> str:
        """Return what the page begins with."""
        return ""

"""What two people stand behind: everything of a payment fact but what is named harmless here."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.formats import date_format
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, RevisionMixin

__all__ = [
    "HARMLESS",
    "PEOPLE",
    "PaymentQuerySet",
    "compared",
    "digest",
    "guarded",
    "is_changed",
    "without_accounts",
]

PEOPLE = frozenset({"entered_by", "confirmed_by"})
HARMLESS = frozenset(
    {"id", *PEOPLE, "review_on", "sort_key"}
    | {field.name for kept in (DraftStateMixin, RevisionMixin) for field in kept._meta.fields}
)
"""Nobody can be made to pay elsewhere by these. A new field counts until it is named here."""


def guarded(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Return the fields whose change needs a second person again."""
    return [field for field in model._meta.concrete_fields if field.name not in HARMLESS]


def compared(row: models.Model) -> list[tuple[str, str]]:
    """Return what a second person compares: the name of each field, and its value in words."""
    return [(str(field.verbose_name), _shown(row, field)) for field in guarded(type(row))]


def digest(row: models.Model) -> str:
    """Return a text that stands for everything that was compared, and for nothing else."""
    values = json.dumps([_value(row, field) for field in guarded(type(row))])
    return hashlib.sha256(values.encode()).hexdigest()


def is_changed(row: models.Model, stored: models.Model) -> bool:
    """Tell whether ``row`` differs from ``stored`` in anything a reader pays by."""
    return digest(row) != digest(stored)


_ACCOUNT = re.compile(r"(?i)(?:tài khoản|\bs?tk\b)\D{0,40}\d(?:[ .-]?\d){2,}")
_NUMBER = re.compile(r"\d(?:[\W_]{0,3}\d){4,}")
_HARMLESS_NUMBERS = (
    re.compile(r"(?i)\d{1,3}(?:[.,]\d{3})+\s*(?:đồng|đ\b|vn[dđ]\b)"),  # an amount
    re.compile(r"\b\d{1,2}/\d{1,2}/\d{4}\b"),  # a day
    re.compile(r"\b\d+/\d{4}/[A-ZĐ]"),  # a legal text
    re.compile(r"\b1[89]00(?:[ .-]?\d){4,6}\b"),  # a hot line
    re.compile(
        r"(?i)(?:hỏi|gọi|điện thoại|\bđt\b|hotline|đường dây nóng)\D{0,20}0(?:[ .-]?\d){9,10}\b"
    ),
)


def without_accounts(words: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that name no account: the others wait for a second person too.

    Whatever separates its digits, a number of five or more that is no amount, day, legal text or
    telephone (said to be one) may be an account.
    """
    return tuple(line for line in words if not _names_account(line))


def _names_account(line: str) -> bool:
    rest = line
    for harmless in _HARMLESS_NUMBERS:
        rest = harmless.sub(" ; ; ", rest)
    return bool(_ACCOUNT.search(line) or _NUMBER.search(rest))


class PaymentQuerySet(models.QuerySet[Any]):
    """Rows whose confirmation does not outlive a change in bulk either."""

    def update(self, **values: Any) -> int:
        """Update; what is guarded takes the confirmation away, whoever asks for both at once."""
        named = {field.name for field in guarded(self.model)}
        named |= {field.attname for field in guarded(self.model)}
        if named & values.keys():
            values = {**values, "confirmed_by": None}
        return super().update(**values)


class PaymentManager(models.Manager[Any]):
    """The door to such rows."""

    def get_queryset(self) -> PaymentQuerySet:
        """Return rows that lose their confirmation with a change."""
        return PaymentQuerySet(self.model, using=self._db)


def _value(row: models.Model, field: models.Field[Any, Any]) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, StreamField):  # ids of blocks are made anew at times: no words of anybody
        return [[block["type"], block["value"]] for block in value.get_prep_value()]
    prepared = field.get_prep_value(field.to_python(value))
    return prepared if prepared is None else str(prepared)


def _shown(row: models.Model, field: models.Field[Any, Any]) -> str:
    value = getattr(row, field.name)
    if isinstance(field, models.DateField):
        return date_format(value, "d/m/Y") if value else ""
    if isinstance(field, StreamField):
        rows = (block["value"] for block in value.get_prep_value())
        return "\n".join(", ".join(str(part) for part in said.values() if part) for said in rows)
    return "" if value is None else str(value)

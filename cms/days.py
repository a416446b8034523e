"""Days that somebody can mean: what lies before or after them is a slip of the hand."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateField
from django.utils.translation import gettext as _

__all__ = ["refuse_unthinkable", "thinkable"]

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""Offices and their papers are younger; for ever is said by leaving a day empty."""


def thinkable(day: date | datetime | None) -> None:
    """Refuse a day that nobody can mean, by ValidationError; None is a day that nobody gave."""
    value = day.date() if isinstance(day, datetime) else day
    if value is not None and not FIRST <= value <= LAST:
        raise ValidationError(
            _(
                "Năm %(year)s: xem lại năm, có lẽ gõ nhầm. Chưa biết ngày nào, hay không có hạn, thì "
                "để trống."
            )
            % {"year": value.year}
        )


def refuse_unthinkable(row: Any) -> None:
    """Refuse a row by the fields in which a day stands that nobody can mean."""
    wrong = {}
    for field in row._meta.concrete_fields:
        if isinstance(field, DateField):
            try:
                thinkable(field.to_python(getattr(row, field.attname)))
            except ValidationError as error:
                wrong[field.name] = error
    if wrong:
        raise ValidationError(wrong)

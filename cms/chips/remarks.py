"""Remarks: what readers are told beside a value that has ended or is another one today."""

from datetime import date, timedelta
from typing import Any

from sitegen.languages import in_language

__all__ = ["REMARKED", "ended_on", "ended_words", "in_force", "issued_remark", "living_remark"]

_ENDED = {"en": "until {day}", "vi": "đến hết ngày {day}"}
_NOW = {"en": "now: {now}", "vi": "nay: {now}"}
_SINCE = {"en": "now {now}", "vi": "nay là {now}"}

REMARKED = frozenset(_ENDED)
"""The languages in which remarks are; in all others they stand in Vietnamese."""


def living_remark(day: date | None, now: str, said: str, *, today: date, language: str) -> str:
    """Return " (đến hết ngày 30/6/2025; nay: …)" for a value whose last day is ``day``.

    ``now`` is the value of what took its place, "" when nothing did. A value without an end, or
    that still holds on ``today``, gets no remark; nor is the same value said twice.
    """
    if day is None or day >= today:
        return ""
    parts = [in_language(_ENDED, language).format(day=_short(day))]
    if now and now != said:
        parts.append(in_language(_NOW, language).format(now=now))
    return f" ({'; '.join(parts)})"


def ended_words(day: date, language: str) -> str:
    """Return "Đến hết ngày 1/11/2026." for what was right until ``day``."""
    said = in_language(_ENDED, language).format(day=_short(day))
    return f"{said[0].upper()}{said[1:]}."


def issued_remark(now: str, said: str, *, language: str) -> str:
    """Return " (nay là …)" for a value of an official text that is another one today, or ""."""
    if not now or now == said:
        return ""
    return f" ({in_language(_SINCE, language).format(now=now)})"


def ended_on(fact: Any) -> date | None:
    """Return the last day of a fact, None without an end."""
    days = [day for day in (fact.valid_until, _day_before(getattr(fact, "closed_on", None))) if day]
    return min(days) if days else None


def in_force(fact: Any, following: Any, today: date) -> Any:
    """Return what holds on ``today``: the fact, or the last of its successors that has begun.

    ``following`` gives the row of an id, None for one that is not published. A circle of
    successors ends where it began.
    """
    seen = {fact.pk}
    while (day := ended_on(fact)) is not None and day < today:
        after = following(fact.replaced_by_id) if fact.replaced_by_id else None
        if after is None or after.pk in seen or (after.valid_from and after.valid_from > today):
            break
        seen.add(after.pk)
        fact = after
    return fact


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _short(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"

"""Working days: Monday to Friday, less the public holidays that ``holidays.toml`` knows."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["days_between", "earliest_after", "is_working_day", "lacks_tet"]

_FILE = Path(__file__).with_name("holidays.toml")
_DAY = timedelta(days=1)
_FRIDAY = 4


def is_working_day(day: date) -> bool:
    """Tell whether offices work on ``day``."""
    return day.weekday() <= _FRIDAY and day not in _holidays(day.year)


def earliest_after(day: date, working_days: int) -> date:
    """Return the first day before which, and after ``day``, there are so many whole working days."""
    left = working_days
    while left:
        day += _DAY
        left -= is_working_day(day)
    return day + _DAY


def days_between(told: date, start: date) -> int:
    """Return how many whole working days lie after ``told`` and before ``start``."""
    return sum(is_working_day(told + one * _DAY) for one in range(1, (start - told).days))


def lacks_tet(year: int) -> bool:
    """Tell whether the days of Tết of ``year`` are not known yet, and so not counted out."""
    return not any(row.get("tet") and row["days"][0].year == year for row in _rows()["dated"])


@cache
def _rows() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _holidays(year: int) -> frozenset[date]:
    known = {day for row in _rows()["dated"] for day in row["days"] if day.year == year}
    fixed = [date.fromisoformat(f"{year}-{row['day']}") for row in _rows()["every_year"]]
    known.update(fixed)
    for day in _made_up_for(fixed, known):
        known.add(day)
    return frozenset(known)


def _made_up_for(fixed: list[date], known: set[date]) -> Iterator[date]:
    """Yield the free day after each weekend that takes a holiday (Điều 111 khoản 3)."""
    for holiday in fixed:
        if holiday.weekday() > _FRIDAY:
            free = holiday
            while free.weekday() > _FRIDAY or free in known:
                free += _DAY
            yield free

"""Working days are counted as the law counts them: without weekends and public holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.working_days import days_between, earliest_after, is_working_day, lacks_tet

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
EVERY_YEAR = ((1, 1), (4, 30), (5, 1), (9, 2))


@given(DAYS, st.integers(1, 30))
def test_so_many_working_days_lie_between_and_not_one_less(told: date, count: int) -> None:
    start = earliest_after(told, count)
    between = [told + timedelta(days=n) for n in range(1, (start - told).days)]
    assert sum(map(is_working_day, between)) == count == days_between(told, start)
    assert is_working_day(between[-1])  # a day earlier there would be too few


@given(DAYS)
def test_weekends_and_the_holidays_of_every_year_are_free(day: date) -> None:
    if day.weekday() > 4 or (day.month, day.day) in EVERY_YEAR:
        assert not is_working_day(day)


@pytest.mark.parametrize("year", range(2024, 2033))
def test_a_holiday_on_a_weekend_gives_a_free_day_after_it(year: int) -> None:
    for month, day in EVERY_YEAR:
        holiday = date(year, month, day)
        if holiday.weekday() > 4:
            week = [holiday + timedelta(days=n) for n in range(1, 6)]
            assert [one for one in week if one.weekday() <= 4 and not is_working_day(one)]


def test_a_year_whose_tet_is_not_announced_is_known_to_lack_it() -> None:
    assert not lacks_tet(2026)
    assert lacks_tet(2032)
    assert [date(2026, 2, day) for day in range(16, 21) if is_working_day(date(2026, 2, day))] == []

"""Remarks beside a value: what has ended, and what it is today."""

from dataclasses import dataclass
from datetime import date

import pytest

from cms.chips.remarks import ended_on, in_force, issued_remark, living_remark

TODAY = date(2026, 11, 22)
PAST, COMING = date(2025, 6, 30), date(2027, 1, 31)


@dataclass
class Row:
    pk: int
    valid_from: date | None = None
    valid_until: date | None = None
    closed_on: date | None = None
    replaced_by_id: int | None = None


@pytest.mark.parametrize(
    ("day", "now", "language", "said"),
    [
        (None, "mới", "vi", ""),
        (TODAY, "mới", "vi", ""),
        (COMING, "mới", "vi", ""),
        (PAST, "mới", "vi", " (đến hết ngày 30/6/2025; nay: mới)"),
        (PAST, "", "vi", " (đến hết ngày 30/6/2025)"),
        (PAST, "cũ", "vi", " (đến hết ngày 30/6/2025)"),
        (PAST, "mới", "en", " (until 30/6/2025; now: mới)"),
        (PAST, "mới", "tyz", " (đến hết ngày 30/6/2025; nay: mới)"),
    ],
)
def test_living_value_says_when_it_ended(
    day: date | None, now: str, language: str, said: str
) -> None:
    assert living_remark(day, now, "cũ", today=TODAY, language=language) == said


@pytest.mark.parametrize(
    ("now", "said"), [("", ""), ("cũ", ""), ("mới", " (nay là mới)")], ids=["none", "same", "other"]
)
def test_issued_value_says_only_what_differs(now: str, said: str) -> None:
    assert issued_remark(now, "cũ", language="vi") == said


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (Row(1), None),
        (Row(1, valid_until=PAST), PAST),
        (Row(1, closed_on=date(2025, 7, 1)), PAST),
        (Row(1, valid_until=COMING, closed_on=date(2025, 7, 1)), PAST),
    ],
)
def test_fact_ends_with_its_last_day_or_the_day_before_it_closes(
    row: Row, day: date | None
) -> None:
    assert ended_on(row) == day


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([Row(1)], 1),
        ([Row(1, replaced_by_id=2), Row(2)], 1),
        ([Row(1, valid_until=PAST)], 1),
        ([Row(1, valid_until=PAST, replaced_by_id=2)], 1),
        ([Row(1, valid_until=PAST, replaced_by_id=2), Row(2)], 2),
        ([Row(1, valid_until=PAST, replaced_by_id=2), Row(2, valid_from=COMING)], 1),
        (
            [
                Row(1, valid_until=PAST, replaced_by_id=2),
                Row(2, valid_until=PAST, replaced_by_id=3),
                Row(3),
            ],
            3,
        ),
        (
            [
                Row(1, valid_until=PAST, replaced_by_id=2),
                Row(2, valid_until=PAST, replaced_by_id=1),
            ],
            2,
        ),
        ([Row(1, valid_from=COMING, valid_until=PAST, replaced_by_id=1)], 1),
    ],
    ids=[
        "endless",
        "still in force",
        "no successor",
        "successor not published",
        "successor",
        "successor still to come",
        "two steps on",
        "a circle",
        "dates that run backwards",
    ],
)
def test_what_holds_today_is_the_last_successor_that_has_begun(rows: list[Row], found: int) -> None:
    known = {row.pk: row for row in rows}
    assert in_force(rows[0], known.get, TODAY).pk == found

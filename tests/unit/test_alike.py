"""Alike: equal values of many documents are one object, and nothing is taken for another."""

from datetime import date

from sitegen.collect.alike import alike, line, paragraph
from sitegen.documents.base import AgencyName, Portal
from sitegen.documents.inline import Text


def test_equal_values_are_one_object() -> None:
    assert alike(_portal()) is alike(_portal())
    assert alike(date(2026, 11, 22)) is alike(date(2026, 11, 22))


def test_equal_values_of_other_types_stay_apart() -> None:
    one, true = alike(1), alike(True)  # equal to one, and another thing
    assert (type(one), type(true)) == (int, bool)
    office, portal = (
        AgencyName(name="A", short_name="B"),
        Portal(name="A", short_name="B", address=""),
    )
    assert alike(office) is office
    assert alike(portal) is portal


def test_the_same_words_are_one_paragraph_and_one_line() -> None:
    words = "Mang bản gốc khi đến nhận."
    assert paragraph(words) is paragraph("".join(words))
    assert paragraph(words).children is line(words)
    assert line(words) == (Text(value=words),)


def _portal() -> Portal:
    return Portal(name="Cổng mẫu", short_name="Cổng", address="https://mau.example")

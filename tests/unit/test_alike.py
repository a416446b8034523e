"""Alike: equal values of many documents are one object, and nothing is taken for another."""

from datetime import date

from sitegen.collect.alike import alike
from sitegen.collect.richtext import read_blocks
from sitegen.documents.base import AgencyName, Portal
from sitegen.documents.inline import Text
from sitegen.documents.nodes import Paragraph


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


def test_the_same_words_are_one_paragraph_wherever_they_stand() -> None:
    words = "Mang bản gốc khi đến nhận."
    (first,) = read_blocks(f'<p data-block-key="a1">{words}</p>', lambda *_: None)
    (again, other) = read_blocks(f"<p> {words}</p><p>Chờ.</p>", lambda *_: None)
    assert first is again
    assert first == Paragraph(children=(Text(value=words),))
    assert other == Paragraph(children=(Text(value="Chờ."),))


def _portal() -> Portal:
    return Portal(name="Cổng mẫu", short_name="Cổng", address="https://mau.example")

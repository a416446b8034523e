"""Languages: thirteen rows, and whatever else an administrator adds; nothing is ever missing."""

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import get_args

import pytest
from django.utils import formats as django_formats
from django.utils import translation

from sitegen.documents.base import PartialDate
from sitegen.languages import (
    LANGUAGES,
    LONGEST_CODE,
    SCRIPTS,
    SOURCE,
    Language,
    Script,
    all_languages,
    in_language,
    is_language,
    know,
    language_of,
    sources_of,
)
from sitegen.render import formats
from sitegen.render.labels import (
    has_labels,
    labels,
    marked_labels,
    print_words,
    untranslated_labels,
)

DAY = date(2026, 11, 21)
ADDED = Language(code="xqq", name="Tiếng Thử", name_english="Trial", name_own="Thử")
IN_ENGLISH = Language(
    code="xqe", name="Tiếng Khác", name_english="Other", name_own="Khác", fallback="en"
)


@pytest.fixture(autouse=True)
def _more() -> Iterator[None]:
    know([ADDED, IN_ENGLISH])
    yield
    know([])


def _every() -> list[str]:
    return [*LANGUAGES, ADDED.code, IN_ENGLISH.code, "nonsense"]


def test_thirteen_ship() -> None:
    assert {*LANGUAGES} == {
        *("vi", "en", "tyz", "nut", "hmn", "ium", "rad", "jra", "bdq", "blt", "mtq", "km"),
        "zh-hant",
    }


def test_every_script_has_a_name() -> None:
    assert SCRIPTS.keys() == set(get_args(Script))
    assert all(SCRIPTS.values())


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.code)
def test_row_is_whole(row: Language) -> None:
    assert len(row.code) <= LONGEST_CODE
    assert row.name.startswith("Tiếng ")
    assert row.spoken.startswith("tiếng ")
    assert row.name_english
    assert row.name_own
    assert is_language(row.fallback)
    for text in (row.name, row.name_english, row.name_own, row.letters):
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("code", _every())
def test_whatever_a_language_lacks_is_vietnamese_and_marked(code: str) -> None:
    assert set(labels(code)) == set(labels(SOURCE))
    lacking = untranslated_labels(code)
    assert has_labels(code) or lacking == set(labels(SOURCE))
    stands_in = "en" if code == IN_ENGLISH.code else SOURCE
    for key in lacking:
        assert labels(code)[key] == labels(stands_in)[key]
        assert f'<span lang="{stands_in}">' in str(getattr(marked_labels(code), key))
    assert print_words(code)["address"]
    assert in_language({"vi": "một", "en": "one"}, code) == ("one" if code == "en" else "một")
    assert [*sources_of(code)][-1] == SOURCE
    assert language_of(code).name


@pytest.mark.parametrize("code", _every())
def test_dates_and_numbers_are_written_without_words_of_another_language(code: str) -> None:
    moment = datetime(2026, 11, 21, 7, 30)  # noqa: DTZ001  # as collected, in the zone of the office
    said = [
        formats.day(DAY, code),
        formats.long_day(DAY, code),
        formats.moment(moment, code),
        formats.partial_day(PartialDate(year=2026), code),
        formats.number("1234.5", code),
        formats.file_size(2_500_000, code),
    ]
    assert all("2026" in one for one in said[:4])
    if code not in {SOURCE, "en", IN_ENGLISH.code}:
        assert not any("ngày" in one or "November" in one for one in said)
    with translation.override(code):
        assert django_formats.date_format(DAY)


@pytest.mark.parametrize("code", [ADDED.code, "nut", "rad"])
def test_django_writes_a_date_as_in_vietnamese_where_it_does_not_know_the_language(
    code: str,
) -> None:
    with translation.override(code):
        assert django_formats.date_format(DAY) == "21/11/2026"
        assert django_formats.number_format(1234.5, decimal_pos=1) == "1234,5"


def test_added_language_is_forgotten_with_its_row() -> None:
    know([ADDED])
    assert not is_language(IN_ENGLISH.code)
    assert is_language(ADDED.code)
    assert all_languages()[-1] == ADDED


def test_row_that_ships_is_never_replaced() -> None:
    know([Language(code="km", name="X", name_english="X", name_own="X")])
    assert language_of("km").name == "Tiếng Khmer"


def test_circle_of_fallbacks_ends_in_vietnamese() -> None:
    know(
        [
            Language(code=one, name=one, name_english=one, name_own=one, fallback=other)
            for one, other in (("xqa", "xqb"), ("xqb", "xqa"))
        ]
    )
    assert [*sources_of("xqa")] == ["xqa", "xqb", SOURCE]

"""Addresses and the order of names: what every Vietnamese letter becomes."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.collation import first_letter, sort_key, sort_parts
from sitegen.languages import LANGUAGES, Language
from sitegen.slugs import MAX_LENGTH, slug, unique_slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Đăng ký khai sinh", "dang-ky-khai-sinh"),
        ("Đắk Lắk", "dak-lak"),
        ("Hướng dẫn nộp hồ sơ trực tuyến", "huong-dan-nop-ho-so-truc-tuyen"),
        ("Ê Đê", "e-de"),
        ("CưM’gar", "cumgar"),
        ("CưM'gar", "cumgar"),
        ("TTHC số 1.004888", "tthc-so-1-004888"),
        ("Nghị định 42/2022/NĐ-CP", "nghi-dinh-42-2022-nd-cp"),
        ("  – ", ""),
        ("ƀuôn Ea", "buon-ea"),
    ],
)
def test_a_title_becomes_an_address(title: str, expected: str) -> None:
    assert slug(title) == expected
    assert slug(unicodedata.normalize("NFD", title)) == expected


def test_a_long_title_is_cut_at_a_word() -> None:
    made = slug("thủ tục " * 60)
    assert len(made) <= MAX_LENGTH
    assert made.endswith(("-thu", "-tuc", "thu", "tuc"))


def test_one_word_of_three_hundred_letters_is_cut_too() -> None:
    assert slug("a" * 300) == "a" * MAX_LENGTH


def test_a_taken_address_gets_a_number() -> None:
    assert unique_slug("Liên hệ", set()) == "lien-he"
    assert unique_slug("Liên hệ", {"lien-he"}) == "lien-he-2"
    assert unique_slug("Liên hệ", {"lien-he", "lien-he-2"}) == "lien-he-3"
    assert unique_slug("???", {"trang"}) == "trang-2"


@given(st.text(max_size=200), st.sets(st.text(alphabet="ab-2", max_size=4), max_size=4))
def test_any_text_gives_an_address_that_is_free_and_plain(title: str, taken: set[str]) -> None:
    made = unique_slug(title, taken)
    assert made
    assert made not in taken
    assert made.isascii()
    assert len(made) <= MAX_LENGTH
    assert made == made.strip("-").lower()


@pytest.mark.parametrize(
    "ordered",
    [
        ["Ba Bể", "Ba Vì", "Bà Rịa", "Bá Thước"],
        ["an", "ăn", "ân"],
        ["da", "đa", "e", "ê"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"],
        ["bước 2", "bước 9"],
        ["“mở”", "1 cửa", "a", "zô", "ក", "漢"],
        ["oa", "öl", "oz", "ôn"],
    ],
)
def test_names_stand_in_the_order_of_a_vietnamese_dictionary(ordered: list[str]) -> None:
    assert sorted(ordered, key=sort_key) == ordered


@pytest.mark.parametrize("other", ["Ba", "Ba Vì", "Ba-Vì", "Bà", "Ba\tVì", "ba vì", "B", ""])
def test_a_key_in_two_parts_orders_as_the_key_in_one(other: str) -> None:
    names = ["Ba", "Ba Bể", "Bà Rịa", "Ba  Vì", other]
    assert sorted(names, key=sort_parts) == sorted(names, key=sort_key)


def test_the_order_does_not_ask_how_a_letter_is_composed() -> None:
    composed, taken_apart = "Bạch Thông", unicodedata.normalize("NFD", "Bạch Thông")
    assert sort_key(composed).split("\t")[0] == sort_key(taken_apart).split("\t")[0]


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.code)
def test_every_letter_of_a_language_stands_behind_the_one_that_its_row_names(row: Language) -> None:
    for one in row.collation:
        before, letter = one[0], one[1:]
        names = [f"{before}", f"{before}zz", f"{letter}", f"{letter}a"]
        after = chr(ord("a") + "abcdefghijklmnopqrstuvwxyz".index(_base(before)) + 1)
        for form in ("NFC", "NFD"):
            ordered = [unicodedata.normalize(form, name) for name in (*names, after)]
            shuffled = [*ordered[3:], *ordered[:3]]
            assert sorted(shuffled, key=sort_key) == ordered
        assert first_letter(letter) == letter.upper()
        assert first_letter(f"{letter.upper()}đê") == letter.upper()


@pytest.mark.parametrize("row", LANGUAGES.values(), ids=lambda row: row.code)
def test_no_name_of_any_language_loses_its_address(row: Language) -> None:
    for words in (row.name_own, row.name, row.letters or "a"):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(words))


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("線上服務指引", "xian-shang-fu-wu-zhi-yin"),
        ("សេវា អនឡាញ 2026", "seva-nlanh-2026"),
        ("Ê\u0306 Đê ơ\u0306 ƀuôn č", "e-de-o-buon-c"),
    ],
)
def test_other_scripts_are_spelt_in_latin_letters(title: str, made: str) -> None:
    assert slug(title) == made


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]

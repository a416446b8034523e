"""The languages of the mirror: one row each, because neither ICU nor Django names them all.

Thirteen ship with the product; an administrator adds others in the editor, and the stage that
reads the database makes them known here (``know``). What a language lacks, its fallback says;
at the end of every chain stands Vietnamese.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

__all__ = [
    "LANGUAGES",
    "LONGEST_CODE",
    "SCRIPTS",
    "SOURCE",
    "Forms",
    "Language",
    "Script",
    "all_languages",
    "forms_of",
    "in_language",
    "is_language",
    "know",
    "language_of",
    "sources_of",
]

T = TypeVar("T")
Script = Literal["Latn", "Khmr", "Hant"]
Forms = Literal["vi", "en", "figures", "zh"]

SOURCE = "vi"
LONGEST_CODE = 10

SCRIPTS: dict[Script, str] = {"Latn": "Latinh", "Khmr": "Khmer", "Hant": "Hán (phồn thể)"}
"""What each script is called, by its code of ISO 15924."""


_VIETNAMESE = "ă â đ ê ô ơ ư"
_HIGHLAND = "ă â ƀ č đ ĕ ê ê̆ ĭ ñ ŏ ô ô̆ ơ ơ̆ ŭ ư ư̆"
_HIGHLAND_ORDER = ("bƀ", "cč", "eĕ", "êê̆", "iĭ", "nñ", "oŏ", "ôô̆", "ơơ̆", "uŭ", "ưư̆")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its tag (BCP 47), its name in Vietnamese, in English and in itself.

    ``fallback`` is the language whose words stand where it has none. ``forms`` says how it
    writes dates and numbers: as Vietnamese or English texts do, in figures alone where nobody
    has given the words for "day" and "month", or as in Chinese. ``letters`` are the letters that
    it needs beside the plain Latin ones, each with its marks, apart by spaces; ``collation`` puts
    those that Vietnamese does not have after the letter that they follow.
    """

    code: str
    name: str
    name_english: str
    name_own: str
    script: Script = "Latn"
    fallback: str = SOURCE
    forms: Forms = "figures"
    letters: str = _VIETNAMESE
    collation: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """What the loudspeaker calls it, and a sentence in which it stands: "tiếng Tày"."""
        return f"{self.name[:1].lower()}{self.name[1:]}"


LANGUAGES: dict[str, Language] = {
    row.code: row
    for row in (
        Language(
            code="vi",
            name="Tiếng Việt",
            name_english="Vietnamese",
            name_own="Tiếng Việt",
            forms="vi",
        ),
        Language(
            code="en",
            name="Tiếng Anh",
            name_english="English",
            name_own="English",
            forms="en",
            letters="",
        ),
        Language(code="tyz", name="Tiếng Tày", name_english="Tày", name_own="Tày"),
        Language(code="nut", name="Tiếng Nùng", name_english="Nùng", name_own="Nồng"),
        Language(code="hmn", name="Tiếng Mông", name_english="Hmong", name_own="Hmôngz"),
        Language(code="ium", name="Tiếng Dao", name_english="Iu Mien", name_own="Iu Mienh"),
        Language(
            code="rad",
            name="Tiếng Ê Đê",
            name_english="Rade",
            name_own="Êđê",
            letters=_HIGHLAND,
            collation=_HIGHLAND_ORDER,
        ),
        Language(
            code="jra",
            name="Tiếng Gia Rai",
            name_english="Jarai",
            name_own="Jrai",
            letters=_HIGHLAND,
            collation=_HIGHLAND_ORDER,
        ),
        Language(
            code="bdq",
            name="Tiếng Ba Na",
            name_english="Bahnar",
            name_own="Bahnar",
            letters=_HIGHLAND,
            collation=_HIGHLAND_ORDER,
        ),
        Language(code="blt", name="Tiếng Thái", name_english="Tai Dam", name_own="Táy"),
        Language(code="mtq", name="Tiếng Mường", name_english="Muong", name_own="Mường"),
        Language(
            code="km",
            name="Tiếng Khmer",
            name_english="Khmer",
            name_own="ភាសាខ្មែរ",
            script="Khmr",
            letters="ក ខ គ ឃ ង ច ឆ ជ ឈ ញ ដ ឋ ឌ ឍ ណ ត ថ ទ ធ ន ប ផ ព ភ ម យ រ ល វ ស ហ ឡ អ "
            "កា កិ កី កឹ កឺ កុ កូ កួ កើ កឿ កៀ កេ កែ កៃ កោ កៅ កំ កះ ក្ខ ក់ ក៌ ក៍ ។ ០ ១ ២ ៣ ៤ ៥ ៦ ៧ ៨ ៩",
        ),
        Language(
            code="zh-hant",
            name="Tiếng Hoa",
            name_english="Chinese (Traditional)",
            name_own="繁體中文",
            script="Hant",
            forms="zh",
            letters="公 告 指 引 服 務 省 人 民 委 員 會 線 上 申 請 、 。 「 」",
        ),
    )
}

_added: dict[str, Language] = {}


def know(rows: Iterable[Language]) -> None:
    """Make the languages known that an administrator has added; those known before are forgotten."""
    now = {row.code: row for row in rows if row.code not in LANGUAGES}
    if now != _added:
        _added.clear()
        _added.update(now)


def all_languages() -> tuple[Language, ...]:
    """Return every language that has a row, the added ones after ours."""
    return (*LANGUAGES.values(), *_added.values())


def is_language(code: str) -> bool:
    """Tell whether ``code`` has a row."""
    return code in LANGUAGES or code in _added


def language_of(code: str) -> Language:
    """Return the row of ``code``; one without a row is called by its code and falls back."""
    row = LANGUAGES.get(code) or _added.get(code)
    return row or Language(code=code, name=code, name_english=code, name_own=code)


def sources_of(code: str) -> Iterator[str]:
    """Yield ``code`` and what it falls back to, Vietnamese at last."""
    seen: set[str] = set()
    while code != SOURCE and code not in seen:
        seen.add(code)
        yield code
        code = language_of(code).fallback
    yield SOURCE


def forms_of(code: str) -> Forms:
    """Return how ``code`` writes dates and numbers: in figures, or as what it falls back to."""
    row = language_of(code)
    is_vague = row.forms == "figures" and row.fallback != SOURCE
    return language_of(row.fallback).forms if is_vague else row.forms


def in_language(table: Mapping[str, T], language: str) -> T:
    """Return what ``table`` has for ``language``, or else for Vietnamese, which it must have.

    What is not in the language itself is marked as Vietnamese, so nothing else may stand in.
    """
    return table[language] if language in table else table[SOURCE]

"""The languages of the mirror: one row each, because neither ICU nor Django names them all."""

from dataclasses import dataclass

__all__ = ["LANGUAGES", "SOURCE", "Language", "is_language"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language: its tag (BCP 47), its name in Vietnamese, in English and in itself."""

    code: str
    name: str
    name_english: str
    name_own: str


SOURCE = "vi"

LANGUAGES = {
    language.code: language
    for language in (
        Language(code="vi", name="Tiếng Việt", name_english="Vietnamese", name_own="Tiếng Việt"),
        Language(code="en", name="Tiếng Anh", name_english="English", name_own="English"),
        Language(code="tyz", name="Tiếng Tày", name_english="Tày", name_own="Tày"),
    )
}


def is_language(code: str) -> bool:
    """Tell whether the mirror knows ``code``."""
    return code in LANGUAGES

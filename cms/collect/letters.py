"""Letters: what a page is written with and the faces of the mirror do not have is said by name.

Paper refuses such a text; a page on the web leaves it to the reader's device, and a share picture
shows an empty place.
"""

import re
import unicodedata
from functools import cache

import msgspec

from sitegen.collect.collecting import PageCollecting
from sitegen.documents.kinds import Document
from sitegen.languages import language_of
from sitegen.render.fonts import FACES, SCRIPT_FACES
from sitegen.render.print.glyphs import missing
from sitegen.render.search.texts import texts

__all__ = ["remark_letters"]

_SHOWN = 5
_AROUND = 20


def remark_letters(document: Document, asking: PageCollecting) -> None:
    """Note the letters of ``document`` that no face of its page has, each with where it stands."""
    script = language_of(document.head.language).script
    said = msgspec.json.encode(document).decode()
    strange = [one for one in dict.fromkeys(_strange(script).findall(said)) if _is_letter(one)]
    if not strange:
        return
    places = _places(document)
    named = "; ".join(_named(one, places) for one in strange[:_SHOWN])
    more = f" và {len(strange) - _SHOWN} chữ nữa" if len(strange) > _SHOWN else ""
    title = f"{document.head.title} {document.head.agency.name if document.head.agency else ''}"
    undrawn = set(missing(title, "leaflet")) & set(strange)
    shared = f" Ảnh chia sẻ để trống chỗ của {' '.join(sorted(undrawn))}." if undrawn else ""
    asking.finds(
        "letter-strange",
        f"Bộ chữ của cổng không có {named}{more}. Máy của người đọc phải tự vẽ; máy không có thì hiện ô vuông."
        f"{shared}",
        hint="Thay bằng chữ khác, hoặc viết ở trang của đúng ngôn ngữ dùng chữ ấy.",
        is_shown=True,
    )


@cache
def _strange(script: str) -> "re.Pattern[str]":
    """Return what finds characters that a page in ``script`` has no face for; signs are not looked at."""
    faces = (*FACES, *SCRIPT_FACES) if script == "Khmr" else FACES
    known = "".join({letter for face in faces for letter in face.characters})
    own = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef" if script == "Hant" else ""
    return re.compile(f"[^\x00-\x7f\u2000-\u2bff{own}{re.escape(known)}]")


def _is_letter(one: str) -> bool:
    return unicodedata.category(one)[0] in "LM"


def _places(document: Document) -> list[tuple[str, str]]:
    head = document.head
    return [
        ("tiêu đề", head.title),
        ("tóm tắt", head.summary),
        *(("", text) for _, text, _ in texts(document)),
    ]


def _named(letter: str, places: list[tuple[str, str]]) -> str:
    """Return "“ᚠ” (U+16A0 RUNIC LETTER …) ở tiêu đề" for a letter."""
    code = f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
    found = next(((place, text) for place, text in places if letter in text), None)
    if found is None:
        return f"“{letter}” ({code})"
    place, text = found
    at = text.index(letter)
    around = text[max(0, at - _AROUND) : at + _AROUND].strip()
    return f"“{letter}” ({code}) ở {place or f'“{around}”'}"

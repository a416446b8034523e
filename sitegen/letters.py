"""Letters: text as it is stored and compared: composed (NFC), without invisible letters."""

import re
import unicodedata

__all__ = ["clean_text", "folded", "in_one_line"]

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]"
)
_MANY_MARKS = re.compile("[\u0300-\u036f](?<=[\u0300-\u036f]{9})[\u0300-\u036f]*")
"""From the ninth on: no letter of any language carries more; putting thousands in order is quadratic."""

_LETTERS = str.maketrans(
    {"\u00d0": "Đ", "\u00f0": "đ"}
    | dict.fromkeys(("\uf0b7", "\uf0a7", "\uf0a8", "\uf076", "\uf0d8", "\uf0fc", "\uf02d"), "-")
)
"""Eth, which old programs write for Đ; bullets of Symbol and Wingdings, which only Word can draw."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_ODD = re.compile("[\u00d0\u00f0\uf02d-\uf0fc]")


def clean_text(text: str) -> str:
    """Return ``text`` composed (NFC), without letters that nobody sees.

    Eth becomes Đ and a bullet of Word's own fonts a hyphen: no other font has them.
    """
    text = _MANY_MARKS.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = text.translate(_LETTERS)
    return _INVISIBLE.sub("", text)


def in_one_line(text: str) -> str:
    """Return words as untranslated and stale ones are known: cleaned, their white space folded.

    A space that does not break stays one.
    """
    return folded(clean_text(text)).strip()


def folded(words: str) -> str:
    """Return ``words`` with their white space folded, as a browser shows it."""
    is_loose = "  " in words or "\n" in words or "\t" in words or "\r" in words or "\f" in words
    return _SPACE.sub(" ", words) if is_loose else words  # most are not, which is quick to see

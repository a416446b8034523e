"""Words: running text as the words that are looked up, with codes and telephone numbers whole.

The same rules stand in ``assets/search/words.js``; tests/unit/search_vectors.json keeps them alike.
"""

import re
import unicodedata
from functools import lru_cache

from sitegen.render.search.normalise import exact, fold

__all__ = ["ASKING", "ASKING_BARE", "BREAK", "CALLING", "STOP_WORDS", "codes", "phones", "stream"]

BREAK = ""
"""Stands between two words that are no neighbours, such as the two sides of a full stop."""

_STOP_EN = "the of and to a an in for is or on be it with by at as are can this that you your"
_STOP_VI = (
    "và của các là được cho những với khi này thì để như hoặc nếu đã sẽ cũng mà rằng vì trong "
    "theo từ đến tại về có"
)
STOP_WORDS = {
    "en": frozenset(_STOP_EN.split()),
    "vi": frozenset(map(exact, _STOP_VI.split())),
}
"""Words that say nothing in running text, in their exact form; titles and headings keep them."""

_ASKING_VI = (
    "ai, anh, anh chị, ạ, à, ấy, bao giờ, bây giờ, bao lâu, bao nhiêu, bao nhiêu tiền, "
    "bằng cách nào, bị, bên nào, cách, cách nào, cái, cái gì, cần, cần gì, cần làm gì, cần những gì, chị, chỗ nào, "
    "cho hỏi, cho em hỏi, cho tôi hỏi, có cần, có được không, có phải, cháu, đâu, đang, đi đâu, "
    "đó, em, gì, giúp, giùm, giúp tôi, hay, hãy, hả, hiện nay, hôm nay, hỏi, hôm nào, "
    "khác gì, khác nhau, không, không biết, khi nào, là gì, làm, "
    "làm gì, làm sao, làm thế nào, lên đâu, lúc nào, mấy, mình, muốn, muốn hỏi, nào, nên, nha, "
    "nhé, nhỉ, như nào, như thế nào, những gì, ơi, ở, ở chỗ nào, ở đâu, phải, "
    "phải không, phải làm gì, phải làm sao, "
    "qua đâu, ra sao, rồi, sao, tại sao, vì sao, tôi, tôi cần, tôi muốn, tới, tới đâu, thế, thế nào, tìm, "
    "tớ, và, vào đâu, vậy, vậy ạ, việc, vẫn, với ạ, xem, xin, xin hỏi, xin cho hỏi"
)
_ASKING_EN = (
    "about, all, am, any, can, could, did, do, does, find, get, give, had, has, have, he, help, "
    "here, how, how can i, how do i, how much, how to, i, if, its, may, me, must, my, need, please, "
    "she, should, so, some, tell, there, they, was, way, we, were, what, what are, what is, when, "
    "where, where can i, where is, which, who, whom, why, will, would"
)
ASKING = {"en": _ASKING_EN.split(", "), "vi": _ASKING_VI.split(", ")}
"""What is said around a question: it carries no weight when other words do."""

CALLING = {
    "en": ["call centre", "helpline", "hotline", "phone", "telephone", "who to call"],
    "vi": [
        *("điện thoại hỗ trợ", "đường dây nóng", "gọi ai", "gọi cho ai", "gọi số nào", "hotline"),
        *("số điện thoại", "số hỗ trợ", "tổng đài"),
    ],
}
"""Who says so asks for a telephone: the contact page comes first."""

ASKING_BARE = {
    "en": sorted(set(_ASKING_EN.split(", ")) | set(_STOP_EN.split())),
    "vi": sorted(
        [
            "ai",
            "anh",
            "bao",
            "bi",
            "can",
            "cac",
            "chi",
            "cho",
            "co",
            "cua",
            "cung",
            "de",
            "den",
            "duoc",
            "em",
            "gi",
            "hoac",
            "hoi",
            "khi",
            "khong",
            "la",
            "lam",
            "ma",
            "may",
            "minh",
            "muon",
            "nao",
            "nay",
            "neu",
            "nhe",
            "nhieu",
            "nhu",
            "nhung",
            "o",
            "phai",
            "rang",
            "roi",
            "sao",
            "se",
            "tai",
            "the",
            "theo",
            "toi",
            "trong",
            "tu",
            "va",
            "ve",
            "viec",
            "voi",
            "xin",
        ]
    ),
}
"""The single words among them that stay so without marks ("dau" may be "đâu" or "đấu")."""

_SHORTEST_CODE = 4
_LONGEST_WORD = 40
_SILENT = re.compile("['\u2018\u2019\u02bc]")  # the apostrophes of "CưM'gar"
_WORD = re.compile("[^\\W_\u0300-\u036f]+(?:[\u0300-\u036f]+[^\\W_\u0300-\u036f]*)*")
_GAP = r"[ .()\-\u00a0]*"
_PHONE = re.compile(
    rf"(?<!\w)(?:(?:\+84|84|0){_GAP}(?:2(?:{_GAP}\d){{9}}|[35789](?:{_GAP}\d){{8}})"
    rf"|1[89]00(?:{_GAP}\d){{4,6}})(?!\w)"
)
_COUNTRY = re.compile(r"^\+?84")
_OUTSIDE = re.compile(r"^[^\w]+|[^\w]+$")


def stream(text: str) -> list[str]:
    """Return the exact forms of the words of ``text`` in order, with ``BREAK`` in between."""
    words: list[str] = []
    for chunk in prepared(text).split():
        words += _pieces(chunk)
    return words


def codes(text: str) -> list[str]:
    """Return the codes in ``text`` without their dots, dashes and slashes.

    >>> codes("Nghị định 42/2022/NĐ-CP")
    ['422022ndcp']
    """
    return [code for chunk in prepared(text).split() if (code := _code(chunk))]


def phones(text: str) -> list[str]:
    """Return the telephone numbers in ``text`` as digits, each also without its area code."""
    found = []
    for match in _PHONE.finditer(prepared(text)):
        number = re.sub(r"\D", "", _COUNTRY.sub("0", match[0]))
        found.append(number)
        if number.startswith("02"):
            found.append(number[3 if number[2] in "48" else 4 :])
    return found


def prepared(text: str) -> str:
    """Return ``text`` as it is read: composed, small letters, no apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _SILENT.sub("", text.lower())


@lru_cache(maxsize=50_000)
def _pieces(chunk: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces; a mark that parts words is a break."""
    if chunk.isalpha():
        return (exact(chunk),) if len(chunk) <= _LONGEST_WORD else ()
    found = _WORD.findall(chunk)
    if not found:
        return (BREAK,)
    before = (BREAK,) if chunk[0] in '(“"[–' else ()
    after = (BREAK,) if chunk[-1] in '.,;:!?)”"]…–' else ()
    words = (exact(word) for word in found if len(word) <= _LONGEST_WORD)
    return (*before, *words, *after)


@lru_cache(maxsize=50_000)
def _code(chunk: str) -> str:
    """Return the code that ``chunk`` is, or "": it has a digit and marks between its parts."""
    if chunk.isalpha() or chunk.isdigit():
        return ""
    inside = _OUTSIDE.sub("", chunk)
    found = _WORD.findall(inside)
    if len(found) < 2 or not any(letter.isdigit() for letter in inside):
        return ""
    code = "".join(fold(word) for word in found)
    return code if _SHORTEST_CODE <= len(code) <= _LONGEST_WORD else ""

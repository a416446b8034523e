"""Data of a person among the words of a page: fewer guesses than for a picture, which nobody reads."""

import re
from collections.abc import Iterator

from media.patterns import BIRTH, IDENTITY, OLD_IDENTITY, suspects
from sitegen.proofreading.sentences import sentence_around

__all__ = ["private_in"]

_BIRTH = re.compile(
    r"(?:ngày|năm)\s+sinh\s*\W{0,3}$|(?<!\w)sinh\s+(?:ngày|năm)?\s*\W{0,3}$|(?<!\w)ns[:.]\s*$",
    re.IGNORECASE,
)
_NOT_OF_A_PERSON = re.compile(r"(?:khai|học|thí|phát|hộ|vệ)\s+sinh\s+\S*\s*\W{0,3}$", re.IGNORECASE)
_CARD = re.compile(r"(?:cmt?nd|cccd|chứng minh|căn cước|định danh)\D{0,30}$", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:mã (?:dự án|hồ sơ|bưu gửi|vận đơn|thủ tục|số thuế)|\bmst|số (?:hồ sơ|biên nhận|vận đơn))\D{0,15}$",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"ví dụ|chẳng hạn|minh ho[ạa]|minh họa|giả sử|\bvd[:. ]", re.IGNORECASE)


def private_in(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield what in a line looks like a person's data: from, to, what. Names stand in most texts.

    >>> list(private_in("Bà A, sinh ngày 02/03/1990"))
    [(16, 26, 'ngày sinh')]
    >>> list(private_in("Học sinh nghỉ ngày 02/09/2026; giấy khai sinh ngày 02/03/1990"))
    []
    """
    for suspect in suspects(line):
        before = line[sentence_around(line, suspect.start, suspect.end)[0] : suspect.start]
        if _OTHER.search(before) or _EXAMPLE.search(before):
            continue
        if suspect.kind == IDENTITY:
            is_private = True
        elif suspect.kind == OLD_IDENTITY:
            is_private = bool(_CARD.search(before))
        else:
            is_birth = _BIRTH.search(before) and not _NOT_OF_A_PERSON.search(before)
            is_private = suspect.kind == BIRTH and bool(is_birth)
        if is_private:
            yield suspect.start, suspect.end, suspect.kind

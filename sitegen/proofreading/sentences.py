"""Sentences: from where to where the one reaches in which something stands."""

import re

__all__ = ["sentence_around"]

# "TP. Hồ Chí Minh", "ThS. An", "Q. 1" go on after their dot; "…của UBND. Mẫu…" ends with it.
_END = re.compile(
    r"(?<![\s.(][A-ZĐ])(?<![\s(][A-ZĐ]{2})(?<!ThS)(?<!PGS)[.!?…]+[)”\"]*\s+(?=\W*[A-ZÀ-ỸĐ\d])|\n"
)


def sentence_around(line: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence begins and ends in which ``line`` has something.

    >>> line = "Ở TP. Mới. Vào 1.2 rồi gọi. Xong."
    >>> line[slice(*sentence_around(line, 15, 18))]
    'Vào 1.2 rồi gọi. '
    """
    first, last = 0, len(line)
    for match in _END.finditer(line):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.end()
            break
    return first, last

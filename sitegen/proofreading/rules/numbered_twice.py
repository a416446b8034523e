"""A number typed where it is typed or printed already."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_TWICE = re.compile(
    r"(?<!\w)(?P<keep>(?P<word>Cách|Bước|Mục|Phần|Điều|Chương|Phụ lục)\s+(?P<number>\d+|[IVX]+))\s*[:.\-–]?\s+"
    r"(?P=word)\s+(?P=number)(?!\w)",
    re.IGNORECASE,
)
_BARE_TWICE = re.compile(r"^(?P<keep>(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)])\s+(?P=keep)(?!\d)")
_PRINTED = {
    "steps.title": re.compile(r"^Bước\s+\d+\s*[:.\-–]\s*(?=\S)", re.IGNORECASE),
    "group.title": re.compile(r"^Cách\s+\d+\s*[:.\-–]\s*(?=\S)", re.IGNORECASE),
}
"""Where Loa prints the number itself, by the end of the path."""


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số thứ tự ghi hai lần, như “Cách 2: Cách 2”.

    Chỉ ghi một lần; tên bước và tên cách thì không cần ghi số, máy tự đánh số.
    """
    for pattern in (_TWICE, _BARE_TWICE):
        for text, match in each(pattern, page):
            yield Found(
                place=text.place,
                words=match[0],
                line=text.words,
                start=match.start(),
                instead=match["keep"],
            )
    for text in page.texts:
        for end, pattern in _PRINTED.items():
            printed = pattern.match(text.words) if text.place.endswith(end) else None
            if printed:
                yield Found(
                    place=text.place,
                    words=printed[0].strip(),
                    line=text.words,
                    said="máy đã in số này",
                    instead="",
                )

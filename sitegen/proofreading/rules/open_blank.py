"""A number or a date of which a part is still to be written."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_GAP = r"[ .…_\xa0]*"
_BLANK = re.compile(
    rf"(?<!\w)(?:Số|số(?=\s*:?\s*\d*(?:{_GAP}(?:\.\.|…|__))))\s*:?\s*\d*(?:{_GAP}(?:\.\.|…|__){_GAP}|\s*)/\s?(?:\d{{4}}/)?[A-ZĐ]{{2,}}[\w&-]*"
    rf"|(?<!\w)[Nn]gày\s*(?:(?:\.\.|…|__){_GAP}\s?/\s?(?:\d{{1,2}}|{_GAP})|\d{{1,2}}/(?:\.\.|…|__){_GAP})\s?/\s?\d{{4}}"
    rf"|(?<!\w)ngày{_GAP}tháng{_GAP}\d{{1,2}}{_GAP}năm{_GAP}\d{{4}}"
    rf"|(?<!\w)ngày{_GAP}\d{{0,2}}{_GAP}tháng{_GAP}năm{_GAP}\d{{4}}"
    rf"|(?<!\w)ngày\s*(?:\.{{2,}}|…|_{{2,}}){_GAP}tháng{_GAP}\d{{0,2}}{_GAP}năm(?:{_GAP}\d{{1,4}}|\s*(?:\.{{2,}}|…))"
)


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số hoặc ngày của văn bản còn để trống.

    Điền cho đủ; của chính văn bản này thì ghi vào ô “Số” và “Ngày”, để trống ở đó cũng được.
    """
    for text, match in each(_BLANK, page):
        words = match[0].strip()
        if not re.fullmatch(r"Số\s*:?\s*\d+\s*/.*", words):
            yield Found(place=text.place, words=words, line=text.words, start=match.start())

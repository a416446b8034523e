"""The number of a mobile telephone among the words."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_MOBILE = re.compile(r"(?<![\d/.,+-])(?:0|\+?84[ .-]?)[35789](?:[ .-]?\d){8}(?![\d/%]|[.,]\d)")
_ACCOUNT = re.compile(r"(?:số tài khoản|\bs?tk\b|tài khoản số)\W{0,6}$", re.IGNORECASE)


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số di động gõ tay: có thể là số riêng của một người, và không đổi theo sổ.

    Nếu là số công vụ, ghi vào sổ đầu mối liên hệ rồi chèn từ sổ; nếu là số riêng thì xoá.
    """
    for text, match in each(_MOBILE, page):
        if not _ACCOUNT.search(text.words[: match.start()]):
            yield Found(place=text.place, words=match[0], line=text.words, start=match.start())

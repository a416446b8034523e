"""A number of an account among the words."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_NUMBER = r"(?P<number>\d(?:[ .-]?\d){7,18})(?![\d/%])"
_ACCOUNT = re.compile(
    rf"(?:(?P<near>số tài khoản|\bs?tk\b|tài khoản số)\W{{0,6}}|tài khoản\D{{0,40}}?){_NUMBER}",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"0\d{9,10}|1[89]00\d{4,6}")
_IDENTITY = re.compile(r"0\d{11}")
_NO_NUMBER = re.compile(
    r"\d{1,2}[.-]\d{1,2}[.-]\d{4}|(?:19|20)\d\d ?- ?(?:19|20)\d\d|\d{1,3}(?:\.\d{3})+"
)
"""A day, a span of years, an amount."""


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số tài khoản gõ tay chưa qua hai người kiểm tra, và không đổi theo sổ.

    Xoá số này, rồi chọn “Nộp phí, lệ phí” và lấy tài khoản từ sổ thông tin nộp tiền.
    """
    for text, match in each(_ACCOUNT, page):
        if _NO_NUMBER.fullmatch(match["number"]):
            continue
        digits = re.sub(r"\D", "", match["number"])
        is_other = _TELEPHONE.fullmatch(digits) or _IDENTITY.fullmatch(digits)
        if match["near"] or not is_other:
            start = match.start("number")
            yield Found(place=text.place, words=match["number"], line=text.words, start=start)

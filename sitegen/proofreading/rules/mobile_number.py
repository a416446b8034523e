"""The number of a mobile telephone among the words."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

_MOBILE = re.compile(
    r"(?<![\d/.,+(-])(?:\((?:0|\+?84)[35789]\d{0,2}\)|(?:\(\+?84\)|0|\+?84)[ .-]?[35789])"
    r"(?:[ .-]?\d){6,8}(?![\d/%]|[.,]\d)"
)
_OTHER = re.compile(
    r"(?:số tài khoản|\bs?tk|tài khoản số|\bmst|mã số(?: thuế)?|\bmã (?:hồ sơ|bưu gửi|vận đơn|định danh|dự án|số)|"
    r"số (?:hồ sơ|hiệu|vận đơn|biên nhận|hoá đơn|hóa đơn))(?: của \S+(?: \S+)?| là)?\W{0,6}$",
    re.IGNORECASE,
)


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Số di động gõ tay: có thể là số riêng của một người, và không đổi theo sổ.

    Nếu là số công vụ, ghi vào sổ đầu mối liên hệ rồi chèn từ sổ; nếu là số riêng thì xoá.
    """
    for text, match in each(_MOBILE, page):
        digits = re.sub(r"\D", "", match[0])
        is_long = len(digits) == 10 + digits.startswith("84")
        if is_long and not _OTHER.search(text.words[: match.start()]):
            yield Found(place=text.place, words=match[0], line=text.words, start=match.start())

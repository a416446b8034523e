"""Signing: who signs for whom, by Decree 30/2020/NĐ-CP, Appendix I, part II, 7 a.

"TM." stands before a collective; "KT.", "TL.", "TUQ." and "Q." before the post of one person.
"""

import re
import unicodedata

from django.utils.translation import gettext

__all__ = ["why_not_before"]

_BODY = re.compile(
    r"(?:[uủ][ỷy] ban|ubnd|ubmttq|hội đồng|hđnd|ban|sở|phòng|văn phòng|trung tâm|chi cục|cục|bộ|"
    r"tổng cục|thường trực|thường vụ|tập thể|đảng [uủ][ỷy]|chi bộ|công an|đoàn|hội|mặt trận)\b"
    r"(?! trưởng\b)"
)
_POST = re.compile(
    r"(?:chủ tịch|phó|trưởng|chánh|giám đốc|tổng giám đốc|hiệu trưởng|bí thư|chủ nhiệm|viện trưởng|"
    r"đội trưởng|trạm trưởng|(?:cục|bộ|vụ|chi cục|tổng cục) trưởng)\b"
)


def why_not_before(authority: str, post: str) -> str:
    """Return why ``authority`` may not stand before ``post``, "" where it may.

    >>> why_not_before("KT.", "Chủ tịch"), why_not_before("TM.", "ỦY BAN NHÂN DÂN")
    ('', '')
    """
    plain = " ".join(unicodedata.normalize("NFC", post).casefold().split())
    if authority == "TM." and _POST.match(plain):
        return (
            gettext(
                "TM. đứng trước tên tập thể, ví dụ TM. UỶ BAN NHÂN DÂN; “%s” là chức vụ của một người. "
                "Ký thay người ấy thì chọn KT.; chính người ấy ký thì chọn “ký trực tiếp”."
            )
            % post.strip()
        )
    if authority not in {"", "TM."} and _BODY.match(plain):
        return gettext(
            "%(authority)s đứng trước chức vụ của một người, ví dụ %(authority)s CHỦ TỊCH; "
            "“%(post)s” là tập thể. Ghi chức vụ ở đây, hoặc chọn TM. để ký thay mặt tập thể."
        ) % {"authority": authority, "post": post.strip()}
    return ""

"""Dates, numbers and line breaks as the readers of a language expect them (``Language.forms``)."""

import re
from datetime import date, datetime

from sitegen.documents.base import PartialDate
from sitegen.languages import forms_of
from sitegen.limits import grouped

__all__ = [
    "address_words",
    "bind",
    "day",
    "file_size",
    "long_day",
    "moment",
    "number",
    "partial_day",
    "title_bind",
]

NBSP = "\u00a0"
GAP = "…"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DIGIT = re.compile(r"\d")
# Words that a number follows ("Bước 3"; of "mức độ 3" the last syllable), and its units.
_NAMING = frozenset(
    [
        "số",
        "ngày",
        "tháng",
        "năm",
        "bước",
        "độ",
        "điều",
        "khoản",
        "lục",
        "trang",
        "x",
        "step",
        "level",
        "page",
        "no.",
    ]
)
_UNIT = re.compile(
    r"(?:giây|phút|giờ|ngày|tháng|năm|đồng|tờ|bản|bước|thủ tục|hồ sơ|lần|trang|mặt|km|cm|mm|kB|MB"
    r"|minutes?|hours?|days?|steps?|copies|pages)\b(?! \d)|x \d|₫|%"
)
_BESIDE_NUMBER = re.compile(r" (?:(?=\d)|(?<=\d ))")  # a space comes first: soon found
# "Nghị định số", "Quyết định số", "Thông tư số" … and then a number.
_LAW = re.compile(r" (định|quyết|tư|thị|bản|văn|hoạch) số(?= \d)")

# Two-syllable words that headings hold often: a line must not end in the middle of one.
_TWO_SYLLABLES = (
    "\\b(trực|sử|hồ|dịch|thủ|hành|tài|cơ|quốc|hướng|thông|điện|danh|công|nội|đăng|khai|kết|căn"
    "|ủy|uỷ|tuyên|giải|liên|kế|thống|cung|chính|văn|toàn|một|đúng|mức|nhân) "
    "(tuyến|dụng|sơ|vụ|tục|chính|khoản|quan|gia|dẫn|báo|tin|thoại|mục|chức|dân|ký|sinh|quả|cước|ban"
    "|truyền|quyết|hệ|hoạch|kê|cấp|phủ|bản|trình|phần|hạn|độ)\\b"
)
_WORDS = re.compile(_TWO_SYLLABLES, re.IGNORECASE)
_SMALL_WORDS = re.compile(_TWO_SYLLABLES)

_BEFORE_NAMES = frozenset(
    [
        "Sở",
        "Ban",
        "Bộ",
        "Cổng",
        "UBND",
        "Huyện",
        "huyện",
        "Xã",
        "xã",
        "Tỉnh",
        "tỉnh",
        "Phường",
        "phường",
        "phố",
    ]
)
_LONGEST_NAME = 4, 18  # syllables, letters: large ones still stand on the line of a small phone


def bind(text: str) -> str:
    """Return ``text`` with no-break spaces between a number and what it counts or names.

    >>> bind("Nghị định số 42/2022/NĐ-CP, trong 10 phút").count("\u00a0")
    4
    """
    if not _DIGIT.search(text):
        return text
    if " số " in text:
        text = _LAW.sub(rf"{NBSP}\1{NBSP}số", text)
    return _BESIDE_NUMBER.sub(_tie, text)


def title_bind(text: str) -> str:
    """Return ``text`` bound, its common words and its last two syllables kept on one line."""
    text = _words_bound(bind(_names_bound(text)))
    head, space, last = text.rpartition(" ")
    is_alone = len(last) <= 8 and NBSP not in last
    return f"{head}{NBSP}{last}" if space and is_alone and " " in head else text


def _names_bound(text: str) -> str:
    """Return ``text`` with the syllables of names on one line: "tỉnh Bắc Kạn", "Hồ Chí Minh"."""
    done, before = "", ""
    name: list[str] = []
    most, longest = _LONGEST_NAME
    for word in text.split(" "):
        is_name = word[:1].isupper() and word[1:].islower()
        has_room = 0 < len(name) < most and len(" ".join((*name, word))) <= longest
        is_bound = (is_name and has_room and before[-1:].isalpha()) or (
            before in _BEFORE_NAMES and word[:1].isupper()
        )
        done += (NBSP if is_bound else " ") + word
        name = [*(name if is_bound else ()), word] if is_name else []
        before = word
    return done[1:]


def day(value: date, language: str) -> str:
    """Return the short date: "24/6/2022", in English "24 June 2022"."""
    forms = forms_of(language)
    if forms == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    if forms == "en":
        return f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"
    return f"{value.day}/{value.month}/{value.year}"


def long_day(value: date, language: str) -> str:
    """Return the date in full: "ngày 24 tháng 6 năm 2022", in English "24 June 2022"."""
    if forms_of(language) != "vi":
        return day(value, language)
    return bind(f"ngày {value.day} tháng {value.month} năm {value.year}")


def moment(value: datetime, language: str) -> str:
    """Return an hour of a day: "22 giờ 30 ngày 24/6/2022", in English "22:30, 24 June 2022"."""
    if forms_of(language) != "vi":
        return f"{value:%H:%M}, {day(value, language)}"
    minutes = f"{NBSP}{value:%M}" if value.minute else ""
    return f"{value.hour}{NBSP}giờ{minutes} ngày{NBSP}{day(value, language)}"


def partial_day(value: PartialDate, language: str) -> str:
    """Return the date of an official text; what is not yet known stands as "…".

    Days below 10 and the months 1 and 2 have a leading zero (NĐ 30/2020/NĐ-CP, Phụ lục I).
    """
    forms = forms_of(language)
    if forms == "zh":
        return f"{value.year or GAP}年{value.month or GAP}月{value.day or GAP}日"
    if forms == "figures":
        return f"{value.day or GAP}/{value.month or GAP}/{value.year or GAP}"
    if forms == "en":
        month = _MONTHS[value.month - 1] if value.month else GAP
        return f"{value.day or GAP} {month} {value.year or GAP}"
    day_text = f"{value.day:02d}" if value.day else GAP
    month_text = _official_month(value.month)
    words = f"ngày {day_text} tháng {month_text} năm {value.year or GAP}"
    return (
        words.replace(" ", NBSP, 1).replace("tháng ", f"tháng{NBSP}").replace("năm ", f"năm{NBSP}")
    )


def number(text: str, language: str, *, unit: str = "number") -> str:
    """Return decimal text ("12352", "95.0") as printed: "12.352", "95,0%"; "" stays "".

    Text that is not a number is returned as it stands.
    """
    sign = "%" if unit == "percent" and text else ""
    whole, point, fraction = text.removeprefix("-").partition(".")
    if not whole.isdecimal() or (point and not fraction.isdecimal()):
        return text
    minus = "-" if text.startswith("-") else ""
    if forms_of(language) in {"en", "zh"}:
        return f"{minus}{int(whole):,}{point}{fraction}{sign}"
    return f"{minus}{grouped(int(whole))}{',' if point else ''}{fraction}{sign}"


def file_size(size_bytes: int, language: str) -> str:
    """Return a size in kB below one megabyte, else in MB with one decimal."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))}{NBSP}kB"
    return f"{number(f'{size_bytes / 1_000_000:.1f}', language)}{NBSP}MB"


def address_words(address: str) -> str:
    """Return a web address as people say it: without scheme and final slash."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _words_bound(text: str) -> str:
    """Keep words of two syllables whole; letters of both cases count alike.

    Looked for in small letters: a pattern for both cases takes three times as long.
    """
    small = text.lower()
    if len(small) != len(text):  # a letter that has no small form of its own
        return _WORDS.sub(rf"\1{NBSP}\2", text)
    pieces, done = [], 0
    for word in _SMALL_WORDS.finditer(small):
        pieces.append(text[done : word.end(1)])
        done = word.start(2)
    return NBSP.join([*pieces, text[done:]]) if pieces else text


def _tie(match: re.Match[str]) -> str:
    text, start = match.string, match.start()
    word = text[max(0, start - 8) : start].replace(NBSP, " ").rpartition(" ")[2]
    if word.lstrip("(“").lower() in _NAMING and text[match.end()].isdigit():
        return NBSP
    return NBSP if word[-1:].isdigit() and _UNIT.match(text, match.end()) else " "


def _official_month(month: int | None) -> str:
    if not month:
        return GAP
    return f"{month:02d}" if month <= 2 else str(month)

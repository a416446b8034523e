"""What a cell says: each reader takes what officers write, and says in words what it cannot take."""

import re
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from cms.importing.grid import FORMULA, Cell, as_text
from cms.phones import phone_link
from cms.text import clean_text
from sitegen.limits import grouped
from sitegen.slugs import slug

__all__ = [
    "UnfitCellError",
    "folded",
    "read_address",
    "read_amount",
    "read_code",
    "read_date",
    "read_lines",
    "read_mark",
    "read_phones",
    "read_words",
    "shown",
    "unit_of_time",
]

_SHORT_CODE, _CODE_LETTERS = re.compile(r"[1-3]\.\d{3,5}"), len("1.004880")
_BARE_NUMBER = re.compile(r"[1-9]\d{3,8}")
_FAULTS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_YES = frozenset({"x", "✓", "✔", "v", "có", "co", "1", "đúng", "true", "yes", "þ", "☑", "☒"})
_NO = frozenset({"", "0", "-", "–", "không", "sai", "false", "no", "☐"})
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|$)", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_BETWEEN_PHONES = re.compile(
    r"[;\n]|\s+-\s+|(?<=\d)\s*/\s*(?=[0(+]\d)|,(?!\s*(?:bấm|nhấn|ấn|máy|nhánh|số))", re.IGNORECASE
)


class UnfitCellError(Exception):
    """A cell that cannot be taken; the message says why."""


def folded(said: str) -> str:
    """Return words as headings and names are compared: without marks, capitals, signs."""
    return slug(said, max_length=1_000) or said.strip().casefold()


def read_words(cell: Cell) -> str:
    """Return one line of words."""
    return " ".join(read_lines(cell).split())


def read_lines(cell: Cell) -> str:
    """Return words with their lines; raises UnfitCellError for a formula without a result."""
    said = clean_text(as_text(cell))
    if said == FORMULA:
        raise UnfitCellError(
            _("Ô là công thức chưa tính ra. Mở tệp bằng Excel, lưu lại rồi đưa lần nữa.")
        )
    if said in _FAULTS:
        raise UnfitCellError(_("Ô đang báo lỗi %s trong Excel.") % said)
    return said


def read_code(cell: Cell) -> str:
    """Return a code; Excel keeps 1.004880 as a number, and with a dot of thousands as 1004880.

    Cells that were pasted are what Excel showed: "1.00488".
    """
    if isinstance(cell, int | float):
        number = float(cell)
        if 1 <= number < 10 and round(number, 6) == number:
            return f"{number:.6f}"
        if number.is_integer() and 1_000_000 <= number < 10_000_000:
            return f"{int(number) // 1_000_000}.{int(number) % 1_000_000:06d}"
    said = "".join(read_words(cell).split())
    return said.ljust(_CODE_LETTERS, "0") if _SHORT_CODE.fullmatch(said) else said


def read_amount(cell: Cell) -> str:
    """Return words, or a number with dots between its thousands: 50000.0, and "50000", is "50.000"."""
    if isinstance(cell, str) and _BARE_NUMBER.fullmatch(cell.strip()):
        cell = int(cell)
    if isinstance(cell, int | float) and float(cell).is_integer():
        return grouped(int(cell))
    return read_lines(cell).replace(".", ",") if isinstance(cell, float) else read_lines(cell)


def unit_of_time(said: str, head: str) -> str:
    """Return a bare number with the unit that its column names: 15 under "(ngày)" is "15 ngày"."""
    if not said.replace(",", "").replace(".", "").isdecimal():
        return said
    for unit in ("ngày làm việc", "ngày", "giờ", "tháng"):
        if f"-{slug(unit)}-" in f"-{folded(head)}-":
            return f"{said} {unit}"
    raise UnfitCellError(_("“%s” chưa nói là ngày hay giờ. Ghi ở ô, hoặc ở tiêu đề cột.") % said)


def read_address(cell: Cell) -> str:
    """Return an address; lists leave out its beginning."""
    said = read_words(cell)
    return f"https://{said}" if _HOST.match(said) else said


def read_phones(cell: Cell) -> str:
    """Return numbers with ";" between them; Excel loses the 0 at the head of a number."""
    said = read_lines(cell)
    has_lost = isinstance(cell, int | float) or (said.isdecimal() and not phone_link(said))
    if has_lost and phone_link(f"0{said}"):
        return f"0{said}"
    if phone_link(said) and not _BETWEEN_PHONES.search(said):
        return " ".join(said.split())
    parts = [" ".join(one.split()) for one in _BETWEEN_PHONES.split(said) if one.strip()]
    return "; ".join(parts)


def read_mark(cell: Cell) -> bool:
    """Tell whether a cell is ticked."""
    said = read_words(cell).casefold()
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise UnfitCellError(_("“%s” không phải dấu. Đánh x, hoặc để trống.") % said[:40])


def read_date(cell: Cell) -> date | None:
    """Return a day, written as 31/12/2026 or 2026-12-31."""
    said = read_words(cell)
    if not said:
        return None
    found = _DAY.fullmatch(said)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return datetime.strptime(said, "%Y-%m-%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError as error:
        raise UnfitCellError(_("“%s” không phải ngày. Viết như 31/12/2026.") % said[:40]) from error


def shown(value: Any) -> str:
    """Return a value in words, "" where there is none."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return "" if value is None else str(value)

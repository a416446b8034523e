"""Reading whatever was given; what a file is, is told by its first bytes and not by its name."""

from django.utils.translation import gettext as _

from cms.importing.grid import Grid, UnreadableTableError
from cms.importing.pasted import read_csv, read_html, read_text
from cms.importing.workbook import read_workbook

__all__ = ["MOST_BYTES", "read_file", "read_pasted"]

MOST_BYTES = 5_000_000


def read_file(content: bytes) -> list[Grid]:
    """Return the tables of a file, at least one; raises UnreadableTableError."""
    if len(content) > MOST_BYTES:
        raise UnreadableTableError(
            _("Tệp lớn hơn 5 MB. Chép riêng danh mục sang một tệp mới, hoặc dán các dòng.")
        )
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableTableError(
            _("Tệp có mật khẩu, hoặc là .xls, .doc kiểu cũ. Mở ra và lưu lại thành .xlsx.")
        )
    if content.startswith(b"%PDF"):
        raise UnreadableTableError(_("Máy không đọc bảng trong PDF. Đưa tệp .xlsx, hoặc dán bảng."))
    if content.startswith(b"PK"):
        return _some(read_workbook(content))
    start = content[:2000].lower()
    if b"<table" in start or b"<html" in start:  # what some portals call .xls
        return _some(read_html(content.decode("utf-8-sig", errors="replace")))
    return _some(read_csv(content))


def read_pasted(text: str, html: str) -> list[Grid]:
    """Return the table that was pasted; a text without one is read by its tabs."""
    return _some((read_html(html) if "<table" in html.lower() else []) or read_text(text))


def _some(grids: list[Grid]) -> list[Grid]:
    if not any(one.lines for one in grids):
        raise UnreadableTableError(_("Không thấy bảng nào. Chép cả dòng tiêu đề cột rồi dán lại."))
    return grids

"""CSV: text in UTF-8, no formulas."""

import codecs
import csv
import re

from django.utils.translation import gettext as _

from media.attachments.findings import Looked, UnfitAttachmentError

__all__ = ["look_at_table"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKUP = re.compile(r"<\s*(?:!doctype|html|script|svg|iframe|\?xml)", re.IGNORECASE)
_FORMULA = re.compile(r"\s*(?:=|@|[+-](?:[\d.,\s]+[-+*/^&|!])*[^\d\s.,]*[A-Za-z(])")
_STARTS = re.compile("[=@+-]")
"""What every formula has: most lines have none of it and need not be parted into cells."""
_SIGNS = ",;\t"
"""What stands between cells, by the country that Excel was set to; Vietnam's is the semicolon."""


def look_at_table(name: str, content: bytes) -> Looked:
    """Return the table as it is; raises UnfitAttachmentError for anything but plain rows."""
    try:
        text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnfitAttachmentError(
            _("Tệp CSV không phải chữ UTF-8. Trong Excel chọn Lưu thành “CSV UTF-8”.")
        ) from error
    if _CONTROL.search(text) or _MARKUP.search(text) or text.startswith("%PDF"):
        raise UnfitAttachmentError(
            _("Đuôi tệp là .csv nhưng bên trong không phải bảng CSV. Hãy chọn lại tệp.")
        )
    for number, line in enumerate(text.splitlines(), start=1):
        if not _STARTS.search(line):
            continue
        cells = (cell for sign in _SIGNS for cell in next(csv.reader([line], delimiter=sign), ()))
        if any(map(_FORMULA.match, cells)):
            raise UnfitAttachmentError(
                _("Dòng %(number)s có công thức. Hãy dán giá trị thay cho công thức rồi lưu lại.")
                % {"number": number}
            )
    return Looked(name=name, content=content)

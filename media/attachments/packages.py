"""Packages: ZIP files opened with care, for archives and for the files of office programs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from media.attachments.findings import UnfitAttachmentError

__all__ = ["MOST_BYTES", "opened", "packed"]

MOST_BYTES = 300_000_000
"""So much may come out of one file; what is denser is made to fill a disk."""

MOST_ENTRIES = 5_000
_DENSE = 150
_SMALL = 5_000_000
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")


def opened(content: bytes) -> dict[str, bytes]:
    """Return the entries of a package by name; raises UnfitAttachmentError with words."""
    if not content.startswith(b"PK\x03\x04"):
        raise UnfitAttachmentError(_("Tệp bị hỏng, hoặc đuôi tệp không đúng với bên trong."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _is_bounded(entries)
            return {one.filename: package.read(one) for one in entries if not one.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnfitAttachmentError(
            _("Không đọc được tệp: tệp bị hỏng hoặc bị cắt ngang. Hãy lưu lại rồi tải lên.")
        ) from error


def _is_bounded(entries: list[zipfile.ZipInfo]) -> None:
    size = sum(one.file_size for one in entries)
    kept = sum(one.compress_size for one in entries) or 1
    if size > MOST_BYTES or len(entries) > MOST_ENTRIES or (size > _SMALL and size / kept > _DENSE):
        raise UnfitAttachmentError(_("Tệp nén bung ra quá lớn nên không nhận. Hãy chia nhỏ tệp."))
    if any(one.flag_bits & 1 for one in entries):
        raise UnfitAttachmentError(_("Tệp có mật khẩu. Hãy lưu bản không có mật khẩu."))
    if len({one.filename for one in entries}) != len(entries):
        raise UnfitAttachmentError(_("Tệp có hai phần cùng tên. Hãy lưu lại tệp."))
    if any(_OUTSIDE.search(one.filename) for one in entries):
        raise UnfitAttachmentError(_("Trong tệp có đường dẫn ra ngoài thư mục. Hãy nén lại tệp."))


def packed(entries: Mapping[str, bytes], *, stored: Iterable[str] = ()) -> bytes:
    """Return a package of ``entries`` in their order, the same bytes every time."""
    buffer = io.BytesIO()
    plain = frozenset(stored)
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            method = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            package.writestr(entry, content, compress_type=method)
    return buffer.getvalue()

"""Single file: one page, written in one piece."""

import zipfile
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release.profiles.entry import Entry
from sitegen.release.targets.deliver import Delivery

__all__ = ["write_file"]

_POLICY = b'http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:'
_PACKAGE = "sach/sach.opf"
_DIGITS = str.maketrans("1234567890", "ABCDEFGHIJ")


def write_file(entries: Collection[Entry], target: Path, *, is_dry_run: bool = False) -> Delivery:
    """Write the only entry to ``target``; what stands there and is not ours is never replaced."""
    if len(entries) != 1:
        raise SitegenError(
            f"Một tệp chỉ chứa được một trang, ở đây có {len(entries)}.",
            hint="Chọn một --page, hoặc xuất nhiều trang vào một thư mục.",
            code="target-one-file",
        )
    (entry,) = entries
    content = entry.load()
    if target.is_dir():
        raise SitegenError(
            f"{target} là một thư mục.",
            hint="Thêm tên tệp, hoặc chọn --target dir.",
            code="target-not-ours",
        )
    is_there = target.exists()
    before = target.read_bytes() if target.is_file() else b""
    if is_there and before == content:
        return Delivery(same=1, bytes_same=len(content))
    if is_there and not _OURS.get(Path(entry.path).suffix, _nothing)(before):
        raise SitegenError(
            f"{target} đã có và không do Loa xuất ra.",
            hint="Chọn tên khác, hoặc dời tệp ấy đi.",
            code="target-not-ours",
        )
    if not is_dry_run:
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.half")
        try:
            half.write_bytes(content)
            half.replace(target)
        finally:
            half.unlink(missing_ok=True)
    return Delivery(new=int(not is_there), changed=int(is_there), bytes_sent=len(content))


def _is_page(content: bytes) -> bool:
    return _POLICY in content


def _is_book(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _PACKAGE in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _is_braille(content: bytes) -> bool:
    """Tell whether these are sheets that are numbered as ours are: BRF has room for no mark."""
    *sheets, end = content.split(b"\f")
    ends = (sheet.removesuffix(b"\r\n").rpartition(b"\r\n")[2].strip() for sheet in sheets)
    numbers = (f"#{str(at).translate(_DIGITS)}".encode() for at in range(1, len(sheets) + 1))
    return not end and bool(sheets) and list(ends) == list(numbers)


def _nothing(content: bytes) -> bool:
    return False


_OURS: Mapping[str, Callable[[bytes], bool]] = {
    ".html": _is_page,
    ".epub": _is_book,
    ".brf": _is_braille,
}
"""How an earlier output is known, by the ending of what is written."""

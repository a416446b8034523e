"""Copies: what is not as it was sent, in a folder or on a stick that somebody has in hand."""

from collections.abc import Iterator
from pathlib import Path

from sitegen.errors import SitegenError
from sitegen.release.profiles.listed import LIST, SIGNATURE, read_list
from sitegen.release.signing import is_signed, is_text_signed
from sitegen.release.targets.directory import STATE, digest_of, files_below, strangers

__all__ = ["amiss"]

_NAMED = 5


def amiss(folder: Path, public: str = "") -> Iterator[str]:
    """Yield, in Vietnamese, each thing that is damaged, missing or strange in a copy.

    With a ``public`` key the list must be signed by it. Raises SitegenError when there is no list.
    """
    try:
        text = (folder / LIST).read_bytes()
    except OSError as error:
        raise SitegenError(
            f"{folder} không có bản kê {LIST}.",
            hint="Nêu thư mục có tệp ấy; bản trước đây không có bản kê thì xuất lại.",
            code="copy-no-list",
        ) from error
    if public:
        yield from _unsigned(folder, text, public)
    wanted, damaged = read_list(text)
    if damaged:
        more = "…" if len(damaged) > _NAMED else ""
        yield (
            f"Bản kê {LIST} hỏng ở {', '.join(damaged[:_NAMED])}{more}: vì thế những tệp kể dưới đây"
            " có thể vẫn lành"
        )
    found = {path for path, _ in files_below(folder)}
    for path in sorted(wanted):
        if path not in found:
            yield f"Thiếu: {path}"
        elif digest_of(folder / path) != wanted[path]:
            yield f"Hỏng hoặc bị sửa: {path}"
    for path in strangers(found - wanted.keys() - {LIST, SIGNATURE, STATE}):
        yield f"Lạ, không có trong bản kê: {path}"


def _unsigned(folder: Path, text: bytes, public: str) -> Iterator[str]:
    try:
        signature = (folder / SIGNATURE).read_bytes()
    except OSError:
        yield f"Thiếu chữ ký: {SIGNATURE}"
        return
    if is_signed(text, signature, public):
        return
    if is_text_signed(text, signature, public):
        yield f"Lời chú trong {SIGNATURE} bị sửa; chữ ký của bản kê vẫn là của khoá này"
    else:
        yield f"Chữ ký {SIGNATURE} không phải của khoá này cho bản kê này"

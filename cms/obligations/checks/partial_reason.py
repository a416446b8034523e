"""Services offered in part: each says why, and by which text; catalogues on the web show it by themselves."""

from collections.abc import Iterator

from cms.models import Obligation, Procedure
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, row: Obligation) -> Iterator[Found]:
    """Thủ tục chỉ một phần có ghi lý do và văn bản quy định; danh mục trên trang tự hiện.

    Mở thủ tục, chọn “vì sao chỉ một phần” và ghi văn bản.
    """
    whole = 0
    for one in office.procedures:
        if not _is_partly(one, row.measure):
            continue
        if one.partial_reason and one.partial_basis:
            whole += 1
        else:
            said = f"“{one}” chưa ghi lý do và văn bản."
            yield missing(said, edit_address(("cms.procedure", one.pk)))
    if whole:
        yield right(f"{whole} thủ tục một phần có lý do.")


def _is_partly(procedure: Procedure, word: str) -> bool:
    kind = procedure.service_kind
    return bool(kind and word and word.casefold() in kind.name.casefold())

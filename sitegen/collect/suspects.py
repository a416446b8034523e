"""Suspects: which documents are at fault when something that all of them share goes wrong."""

from collections.abc import Callable, Iterable
from typing import Any

from sitegen.documents.kinds import Document, Home
from sitegen.documents.sound import is_sound
from sitegen.errors import Finding
from sitegen.plan import Lost

__all__ = ["suspects"]

Trial = Callable[[list[Document]], Any]


def suspects(documents: Iterable[Document], trial: Trial | None = None) -> tuple[Lost, ...]:
    """Return the documents that do not hold what their types say, else those that fail alone.

    ``trial`` does with some documents what went wrong with all; each is tried beside the home
    pages. It is asked only after something went wrong, and may take its time.
    """
    everything = list(documents)
    found = [one for one in everything if not is_sound(one)]
    if not found and trial is not None:
        homes = [one for one in everything if isinstance(one, Home)]
        found = [one for one in everything if _fails(trial, [*homes, one])]
    return tuple(Lost("page", one.head.key, _finding(one)) for one in found)


def _fails(trial: Trial, some: list[Document]) -> bool:
    try:
        trial(list(dict.fromkeys(some)))
    except Exception:  # noqa: BLE001  # that is what is asked
        return True
    return False


def _finding(document: Document) -> Finding:
    return Finding(
        code="page-unreadable",
        severity="error",
        page=str(document.head.title),
        key=document.head.key,
        message="Nội dung đã lưu của trang không còn đúng dạng nên không dựng được.",
        hint="Mở trang trong bộ biên tập, xem lại từng ô rồi xuất bản lại.",
    )

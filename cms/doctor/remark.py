"""A remark of the doctor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["CERTIFICATE", "Check", "Remark", "error", "left_out", "warning"]

CERTIFICATE = (
    "Lỗi nói “certificate” thì xem chứng thư của máy chủ ấy có còn hạn và đúng tên miền không."
)
"""What to do about any server that encrypts, beside what else may be wrong with it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong, where, and what to do about it; ``code`` is stable and English.

    An ``error`` keeps Loa from working, or lets out what is private; a ``warning`` will. What was
    ``left-out`` was not looked at, because this host does not do it.
    """

    severity: Literal["error", "warning", "left-out"]
    code: str
    what: str
    where: str
    todo: str


Check = Callable[[], Iterator[Remark]]


def error(code: str, what: str, where: object, todo: str) -> Remark:
    """Return a remark on what is broken."""
    return Remark("error", code, what, str(where), todo)


def warning(code: str, what: str, where: object, todo: str) -> Remark:
    """Return a remark on what will break, or should not be so."""
    return Remark("warning", code, what, str(where), todo)


def left_out(code: str, what: str, where: object, todo: str) -> Remark:
    """Return a remark on what was not looked at, and why."""
    return Remark("left-out", code, what, str(where), todo)

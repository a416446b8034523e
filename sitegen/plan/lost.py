"""Lost: what could not be made in a build, so that the next try can do without it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from sitegen.errors import AwayError, Finding

__all__ = ["Kind", "Lost", "LostError", "losing"]

Kind = Literal["media", "page", "share", "sheet", "site"]
_log = logging.getLogger("loa.release")


class Lost(NamedTuple):
    """One thing that could not be made.

    ``name`` is the digest of a picture or attachment ("media"), else the key of the document
    ("page-5"), "" for a file about the whole mirror. ``finding`` says it to the officer.
    """

    kind: Kind
    name: str
    finding: Finding


class LostError(Exception):
    """A build broke off at one thing: without it the others can be made."""

    def __init__(self, lost: Lost) -> None:
        super().__init__(lost.finding.message)
        self.lost = lost


@contextmanager
def losing(kind: Kind, name: str, *, title: str, key: str) -> Iterator[None]:
    """Let whatever goes wrong inside name the thing at fault; raises LostError."""
    try:
        yield
    except (AwayError, LostError):
        raise
    except Exception as error:
        _log.exception("cannot plan %s of %s", kind, key or "the mirror")
        finding = Finding(
            code="page-unmakeable",
            severity="error",
            page=title,
            key=key,
            message=f"Không dựng được trang từ nội dung đã lưu ({type(error).__name__}).",
            hint="Mở trang trong bộ biên tập, xem lại phần sửa gần nhất rồi xuất bản lại.",
        )
        raise LostError(Lost(kind, name, finding)) from error

"""Outdated: words that no longer hold, wherever they may be printed."""

from datetime import date

from sitegen.documents.quick import dataclass

__all__ = ["Outdated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """What no longer holds: ``words`` as they would be printed, ``said`` what has become of them.

    Who follows what ``is_misleading`` ends at a closed door; the rest may be told of as history.
    ``until`` is the last day on which it held, None where that is not known.
    """

    words: str
    said: str
    is_misleading: bool = True
    until: date | None = None

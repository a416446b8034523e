"""Printed editions: what the register knows of one, and what its address says of it."""

from datetime import date
from typing import Literal

from sitegen.documents.base import PageNotice
from sitegen.documents.quick import dataclass

__all__ = ["EDITIONS", "ChangedWords", "EditionSign", "PrintedEdition", "SheetLine", "edition_path"]

EDITIONS = "H/"
"""The folder of the addresses that stand on paper."""

Verdict = Literal["waiting", "right", "changed", "withdrawn", "unknown"]


def edition_path(code: str) -> str:
    """Return the folder of the mirror that tells of the edition ``code``."""
    return f"{EDITIONS}{code}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One line of words on a sheet: on which panel, and from which pages and facts it comes.

    Of a fact ``of`` is its name as printed and ``what`` the field ("phone"): a number alone
    does not say whose it is.
    """

    place: str
    says: str
    keys: tuple[str, ...] = ()
    of: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedEdition:
    """Bản in as the register has it; ``page`` is the key of its leaflet, "" when that is gone.

    ``lines`` are the words on the paper, None when they were not kept. ``overtaken_on`` is
    the day from which something on it is no longer so.
    """

    code: str
    state: Literal["draft", "licensed", "printing", "circulating", "withdrawn"]
    page: str = ""
    language: str = "vi"
    name: str = ""
    printed_on: date | None = None
    withdrawn_on: date | None = None
    overtaken_on: date | None = None
    hides_old_words: bool = False
    lines: tuple[SheetLine, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWords:
    """Chỗ đã khác: the words on the paper and those of today.

    ``old`` is "" where the words were added since or may not be repeated (``is_silent``),
    ``new`` is "" where nothing stands in their place. ``of`` and ``what`` are as in SheetLine.
    """

    place: str
    old: str
    new: str
    is_silent: bool = False
    of: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSign:
    """Trang tra cứu: whether a printed sheet is still right.

    Of a leaflet that readers may not see it says nothing but the code and the day: ``name``
    and ``target`` are "" then. ``since`` is the day from which it is overtaken or withdrawn.
    """

    code: str
    path: str
    language: str
    verdict: Verdict
    name: str = ""
    printed_on: date | None = None
    since: date | None = None
    changes: tuple[ChangedWords, ...] = ()
    notices: tuple[PageNotice, ...] = ()
    target: str = ""
    target_title: str = ""

"""Cells of CSV files: what a spreadsheet would calculate on opening one."""

import re

__all__ = ["plain_cell"]

_NUMBER = re.compile(r"-\d+(?:[.,]\d+)?")
_FORMULA = re.compile(r'(?:^|[;\t\r\n])[\s"]*(?=[=+\-@|%\uff1d\uff0b\uff0d\uff20])')
"""Cells end at ";" in Vietnam and at a comma elsewhere, so that a text can hold the beginning of one."""


def plain_cell(text: str) -> str:
    """Return a text of which nothing is calculated: "'" stands before a sign that begins a formula.

    A negative number stays one.
    """
    return text if _NUMBER.fullmatch(text) else _FORMULA.sub(r"\g<0>'", text)
